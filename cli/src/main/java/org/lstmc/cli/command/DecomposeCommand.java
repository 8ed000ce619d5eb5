package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.OutputFormats;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.LayerDecomposition;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.FactorTuning;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces a trained layer's matrices by a tensor network. */
@Command(
    name = "decompose",
    mixinStandardHelpOptions = true,
    description =
        "Replace a trained layer's Wx, or Wx and Wh, by a tensor network (hierarchical Tucker or"
            + " tensor train); with fine-tuning in its factors if asked.",
    footer = {
      "",
      "Truncated singular values choose the factors (hierarchical SVD, TT-SVD). Ranks are given, or",
      "follow from the error or the number of parameters. 'lstmc train --format ht ...' trains such a",
      "network from the start, which needs no dense matrix.",
      "Examples:",
      "  lstmc decompose --format tt --modes-in 4,4,8 --modes-out 8,8,8 --error 0.3",
      "  lstmc decompose --format ht --modes-in 8,10,10,9,8 --modes-out 16,4,2,4,2 \\",
      "        --tree '(((1,2),3),(4,5))' --rank-leaf 4 --rank-inner 5 --fine-tune --epochs 5",
      "  lstmc decompose --fully --format tt --modes-in 8,20 --modes-out 16,32 --budget 4000"
    })
public final class DecomposeCommand extends CompressStep
    implements OutputFormats.TakesTensorFormat {
  @Mixin private TensorArgs tensor;

  @Option(
      names = "--error",
      paramLabel = "E",
      description = "Smallest ranks with at most this relative error, from 0 to below 1.")
  private Double error;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "Ranks that spend at most so many parameters.")
  private Long budget;

  @Option(
      names = "--fine-tune",
      description = "Train on in the factors; options of training ask for it too.")
  private boolean fineTune;

  @Override
  Model changed(StoredModel stored, Path target) {
    Model in = stored.model();
    if (!tensor.given(spec)) {
      throw LstmcException.usage(
          "which tensor network? add --format ht (hierarchical Tucker) or --format tt (tensor train)");
    }
    final boolean tunes = fineTune || options.given();
    int layer = tensor.layer(in.network());
    LayerDecomposition made = LayerDecomposition.of(in, layer, tensor.options(spec), error, budget);
    Model out = made.model();
    String notes =
        String.format(
            Locale.ROOT,
            "%s; relative error of the decomposition %.6f",
            TensorText.of(layer, out.network().layers().get(layer)),
            made.relativeError());
    console().info("%s: %s", spec.name(), notes);
    Map<String, String> record = new TreeMap<>();
    TensorArgs.record(out.network().layers().get(layer).factored(), layer, record);
    record.put("fineTune", String.valueOf(tunes));
    if (tunes) {
      Dataset data = dataset(stored, "fine-tuning", "leave out --fine-tune and training options");
      TrainOptions o = options.over(PruneRun.defaults(data, run.seed, run.threads));
      record.putAll(TrainOptionArgs.record(o));
      out = tuned(out, data, o, target);
    }
    return unscored(out)
        .withHistory(
            entry(record, run.seed, tunes ? run.threads : 0, stored.sha256(), in.task(), notes));
  }

  private Model tuned(Model model, Dataset data, TrainOptions o, Path target) {
    try (ProgressLine line = console().progress()) {
      return FactorTuning.run(
          model, data, o, run.phases(target, lstmc, line, spec.name(), model.task()));
    }
  }
}
