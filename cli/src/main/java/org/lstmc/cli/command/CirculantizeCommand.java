package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.ProjectionRun;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.StructuredOutcome;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a trained model block-circulant at one stroke; what better methods must beat. */
@Command(
    name = "circulantize",
    mixinStandardHelpOptions = true,
    description =
        "Make matrices block-circulant: nearest ones, at once; with fine-tuning if asked.",
    footer = {
      "",
      "Every wrapped diagonal of every k x k block becomes its mean. What k does not divide is padded",
      "to whole blocks. The projection follows --block-wh unless told otherwise. 'lstmc train-admm'",
      "loses less; 'lstmc train --block-wx K --block-wh K' trains such a network from the start.",
      "Convolutions are cut by channels, for every filter tap: a block size must divide both counts.",
      "Examples:",
      "  lstmc circulantize --block-size 8",
      "  lstmc circulantize --block-size 8 --block forward.0=1 --block dense=16",
      "  lstmc circulantize --block-wx 8 --block-wh 8",
      "  lstmc circulantize --block-wx 8 --block-wh 4 --block layers.1.wx=16 --fine-tune --epochs 6"
    })
public final class CirculantizeCommand extends CompressStep {
  @Mixin private BlockArgs blocks;

  @Option(names = "--fine-tune", description = "Train on in the block-circulant form.")
  private boolean fineTune;

  @Override
  Model changed(StoredModel stored, Path target) {
    Model in = stored.model();
    if (blocks.choice().isEmpty()) {
      throw LstmcException.usage(
          "no block size given; add --block-size, --block-wx and --block-wh, or --block NAME=K");
    }
    options.checkUsed(fineTune, "add --fine-tune");
    Map<String, Structure> structures = blocks.structures(in.network(), console());
    Structures.checkFree(in, Structures.byName(BlockCirculant.SCHEME), structures.keySet());
    Map<String, String> record = new TreeMap<>();
    BlockArgs.record(structures, record);
    record.put("fineTune", String.valueOf(fineTune));
    Model out;
    String notes = null;
    if (!fineTune) {
      out = Projector.apply(in, structures);
    } else {
      Dataset data = dataset(stored, "fine-tuning", "leave out --fine-tune");
      TrainOptions o = options.over(PruneRun.defaults(data, run.seed, run.threads));
      record.putAll(TrainOptionArgs.record(o));
      StructuredOutcome tuned = tune(in, structures, data, o, target);
      notes = AdmmText.of(tuned);
      out = tuned.model();
    }
    return unscored(out)
        .withHistory(
            entry(record, run.seed, fineTune ? run.threads : 0, stored.sha256(), in.task(), notes));
  }

  private StructuredOutcome tune(
      Model in, Map<String, Structure> structures, Dataset data, TrainOptions o, Path target) {
    try (ProgressLine line = console().progress()) {
      return new ProjectionRun(structures, o)
          .run(in, in.weights(), data, run.phases(target, lstmc, line, spec.name(), in.task()));
    }
  }
}
