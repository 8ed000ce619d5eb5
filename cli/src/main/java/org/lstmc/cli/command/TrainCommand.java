package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Score;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.FloatEvaluator;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.core.train.TrainResult;
import org.lstmc.core.train.TrainedForms;
import org.lstmc.core.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a new network on a data set. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Train an LSTM or a GRU: language model, classification, frame labelling, transcription.",
    footer = {
      "",
      "The task follows from the data; 'lstmc data' lists what can be read. An interrupted run goes",
      "on where it was when the same command is given again.",
      "Examples:",
      "  lstmc train --data reber",
      "  lstmc train --data reber --cell gru",
      "  lstmc train --data ptb:ptb-folder --layers 2 --hidden 200",
      "  lstmc train --data reber --block-wx 4 --block-wh 8      (block-circulant from the start)",
      "  lstmc train --data timit:timit-folder --hidden 1024 --projection 512 --peepholes"
    })
public final class TrainCommand extends Step {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "NAME of generated data, NAME:PATH, or a PATH whose format is recognised.")
  private String data;

  @Option(
      names = "--data-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the data; repeatable; 'lstmc data' lists them.")
  private Map<String, String> dataOptions = new TreeMap<>();

  @Mixin private NetworkArgs shape;
  @Mixin private BlockArgs blocks;
  @Mixin private TrainOptionArgs options;
  @Mixin private TrainingRun run;

  @Override
  Path source() {
    return null;
  }

  @Override
  void prepare(Path target) {
    run.prepare(target);
  }

  @Override
  Path target() {
    return output.orElse(lstmc.session().defaultModel());
  }

  @Override
  Model change(StoredModel none, Path target) {
    Dataset dataset = Datasets.open(data, dataOptions, run.seed);
    lstmc.session().datasetIs(dataset);
    CellType cellType = shape.cell();
    options.checkCell(cellType);
    NetworkSpec network = shape.network(dataset);
    TrainOptions o =
        options.over(
            TrainOptions.defaultsFor(
                dataset.task().kind(), dataset.train().stream(), run.seed, run.threads));
    Map<String, Structure> structures = blocks.structures(network);
    TrainedForms forms = TrainedForms.of(network, structures);
    console().detail("train: %,d parameters, %s", network.parameters(), o);
    TrainResult result;
    try (ProgressLine line = console().progress()) {
      result =
          new Trainer(network, dataset, o)
              .forms(forms)
              .checkpoint(run.checkpoint(target, ""))
              .listener(TrainingRun.listener(lstmc, line, "train", dataset.task().kind()))
              .interrupt(lstmc.interruption()::asked)
              .run(Trainer.initialWeights(network, o, forms));
    }
    Model model =
        new Model(
            network,
            dataset.task(),
            result.weights(),
            Map.of(),
            CompressionSpec.DENSE,
            null,
            null,
            List.of());
    Map<String, String> record = TrainOptionArgs.record(o);
    BlockArgs.record(structures, record);
    if (cellType.isGru()) {
      record.remove("forgetBias");
    }
    record.put("cell", cellType.label());
    return Projector.describe(model, structures)
        .withHistory(
            entry(record, o.seed(), o.threads(), null, dataset.task(), CurveText.of(result)));
  }

  @Override
  Model score(Model m, Dataset dataset) {
    Score s =
        FloatEvaluator.evaluate(m.network(), m.weights(), dataset.test(), m.task(), run.threads);
    double metric = s.metric(m.task().kind());
    boolean dense = m.compression().equals(CompressionSpec.DENSE);
    return m.withMetrics(
        metrics(m, dataset, s.count(), dense ? metric : null, dense ? null : metric, null));
  }
}
