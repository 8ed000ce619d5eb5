package org.lstmc.cli.command;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.AdmmOptions;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Option;

/** How ADMM draws weights into their structures. */
final class AdmmArgs {
  @Option(
      names = "--admm-epochs",
      paramLabel = "N",
      description = "Epochs of --epochs that ADMM takes (default: half); retraining the rest.")
  private Integer epochs;

  @Option(
      names = "--update-epochs",
      paramLabel = "E",
      description = "Epochs between two updates of Z and U (default: a tenth of ADMM's).")
  private Double updateEpochs;

  @Option(
      names = "--update-steps",
      paramLabel = "N",
      description = "Optimizer steps between two updates, instead of --update-epochs.")
  private Integer updateSteps;

  @Option(
      names = "--rho",
      paramLabel = "R",
      description = "Penalty of the first iteration, above 0 (default: 0.02; for SGD 0.01/rate).")
  private Double rho;

  @Option(
      names = "--rho-of",
      paramLabel = "NAME=R",
      description = "Another first penalty for a layer or a matrix: layers.1.wh=0.1; repeatable.")
  private Map<String, Double> rhoOf = new TreeMap<>();

  @Option(
      names = "--rho-schedule",
      paramLabel = "NAME",
      description =
          "How rho changes with every iteration, of ${COMPLETION-CANDIDATES}: growing by the factor"
              + " (default), or balanced, up or down by it towards equal residuals.")
  private AdmmOptions.Rule rule;

  @Option(
      names = "--rho-factor",
      paramLabel = "F",
      description = "Factor on rho, above 1 (default: 1.3).")
  private Double factor;

  @Option(
      names = "--rho-most",
      paramLabel = "R",
      description = "Greatest rho (default: 100; for SGD 0.5/rate).")
  private Double most;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "End ADMM early once both residuals are at most this, a share of the weights; 0 for never"
              + " (default).")
  private Double tolerance;

  private static <T> T or(T given, T otherwise) {
    return given != null ? given : otherwise;
  }

  /** Whether any was given. */
  boolean given() {
    return !rhoOf.isEmpty()
        || Stream.of(epochs, updateEpochs, updateSteps, rho, rule, factor, most, tolerance)
            .anyMatch(Objects::nonNull);
  }

  /** The defaults for a training, with what the user gave. */
  AdmmOptions over(TrainOptions training, NetworkSpec network) {
    AdmmOptions d =
        epochs == null ? AdmmOptions.defaults(training) : AdmmOptions.defaults(training, epochs);
    if (updateEpochs != null && updateSteps != null) {
      throw LstmcException.usage("--update-epochs and --update-steps: give one of the two");
    }
    return new AdmmOptions(
        d.epochs(),
        or(updateEpochs, d.everyEpochs()),
        or(updateSteps, 0),
        or(rho, d.rho()),
        new MatrixChoice<Double>(null, null, null, rhoOf).of("--rho-of", network),
        or(rule, d.rule()),
        or(factor, d.factor()),
        or(most, d.most()),
        or(tolerance, d.tolerance()));
  }

  /** For the history. */
  static void record(AdmmOptions o, Map<String, String> r) {
    r.put("admmEpochs", String.valueOf(o.epochs()));
    r.put(
        o.everySteps() > 0 ? "updateSteps" : "updateEpochs",
        o.everySteps() > 0 ? String.valueOf(o.everySteps()) : String.valueOf(o.everyEpochs()));
    r.put("rho", String.valueOf(o.rho()));
    o.rhoOf().forEach((name, value) -> r.put("rho." + name, String.valueOf(value)));
    r.put("rhoSchedule", o.rule().label());
    r.put("rhoFactor", String.valueOf(o.factor()));
    r.put("rhoMost", String.valueOf(o.most()));
    r.put("tolerance", String.valueOf(o.tolerance()));
  }
}
