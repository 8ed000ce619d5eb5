package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.AdmmOptions;
import org.lstmc.core.train.AdmmRun;
import org.lstmc.core.train.StructuredOutcome;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a model into a structure by ADMM. */
@Command(
    name = "train-admm",
    mixinStandardHelpOptions = true,
    description = "Train a model's matrices into a structure by ADMM, project, and retrain there.",
    footer = {
      "",
      "Weights go on learning while a penalty rho/2 ||W-Z+U||^2 draws them to the structure (E-RNN);",
      "every update shows how far they are from it (primal residual) and how far their projection",
      "still moves (dual), as shares of the weights. Then they are put into it for good and retrained",
      "inside. An interrupted run goes on where it was when the same command is given again.",
      "Examples:",
      "  lstmc train-admm --constraint circulant --block-wx 8 --block-wh 8",
      "  lstmc train-admm --constraint circulant --block-size 8 --block forward.0=1",
      "  lstmc train-admm --constraint circulant --block-wx 16 --block-wh 8 --rho 0.01 --rho-of wh=0.02",
      "  lstmc train-admm --constraint row-balanced --ratio-wx 0.8 --ratio-wh 0.5 --epochs 30",
      "  lstmc train --data reber train-admm --constraint circulant --block-wx 4 --block-wh 4 \\",
      "        quantize --width 12 --sigmoid pwl:22 --tanh pwl:22 report"
    })
public final class TrainAdmmCommand extends CompressStep {
  @Mixin private ConstraintArgs constraint;
  @Mixin private AdmmArgs admm;

  @Override
  Model changed(StoredModel stored, Path target) {
    Model in = stored.model();
    Map<String, Structure> structures = constraint.structures(in.network(), console());
    Structures.checkFree(in, constraint.family(), structures.keySet());
    Dataset data =
        dataset(stored, "training", "use 'lstmc circulantize' or 'lstmc prune --no-retrain'");
    TrainOptions o = options.over(AdmmRun.defaults(data, run.seed, run.threads));
    AdmmOptions a = admm.over(o, in.network());
    Map<String, String> record = TrainOptionArgs.record(o);
    AdmmArgs.record(a, record);
    constraint.record(structures, record);
    StructuredOutcome out = train(in, data, new AdmmRun(structures, a, o), target);
    return unscored(out.model())
        .withHistory(
            entry(record, run.seed, run.threads, stored.sha256(), in.task(), AdmmText.of(out)));
  }

  private StructuredOutcome train(Model in, Dataset data, AdmmRun admmRun, Path target) {
    try (ProgressLine line = console().progress()) {
      return admmRun.run(
          in, in.weights(), data, run.phases(target, lstmc, line, spec.name(), in.task()));
    }
  }
}
