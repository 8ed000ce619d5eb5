package org.lstmc.cli.command;

import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.explore.ExploreOptions;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.train.ExploreTrials;
import picocli.CommandLine.Option;

/** What an exploration must keep to. */
final class ExploreArgs {
  private static final String SYSTEM = "e-rnn";

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "Whose method and machine: e-rnn (default).")
  private String system = SYSTEM;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "Most trainings of Phase I, the dense network included unless a model is given"
              + " (default: ${DEFAULT-VALUE}).")
  private int trials = 6;

  @Option(
      names = "--max-loss",
      paramLabel = "R",
      description =
          "By how much the float network may be worse than the dense one, in units of the metric"
              + " (default: 0.01; 2 %% of the dense network's perplexity).")
  private Double maxLoss;

  @Option(
      names = "--max-quantization-loss",
      paramLabel = "R",
      description =
          "By how much integers may be worse than floating point, in units of the metric (default:"
              + " 0.005; 1 %% of the perplexity).")
  private Double maxQuantizationLoss;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description =
          "Width of words for which the device must be large enough; the widest that Phase II tries"
              + " (default: ${DEFAULT-VALUE}).")
  private int bits = 16;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "How networks become block-circulant: admm (default), direct (trained so from new"
              + " weights) or hard (projected, then retrained).")
  private ExploreTrials.Method method = ExploreTrials.Method.ADMM;

  @Option(
      names = "--gru",
      paramLabel = "CELL",
      description =
          "What is tried in place of an LSTM: gru-reset-before (default, E-RNN's) or gru.")
  private String gru = CellType.GRU_RESET_BEFORE.label();

  @Option(
      names = "--retrain-epochs",
      paramLabel = "N",
      description = "Epochs of a trial by admm or hard (default: as --epochs).")
  private Integer retrainEpochs;

  /** The machine's name. */
  String system() {
    if (!system.equals(SYSTEM)) {
      throw LstmcException.usage(
          "--system %s: known is %s; two sparsities for brds are found by 'lstmc prune --search'",
          system, SYSTEM);
    }
    return system;
  }

  ExploreTrials.Method method() {
    return method;
  }

  /** Epochs of retraining, where others are wanted than of training. */
  Integer retrainEpochs() {
    return retrainEpochs;
  }

  /** Refuses what only another method would use. */
  void checkUsed(boolean admmGiven) {
    if (admmGiven && method != ExploreTrials.Method.ADMM) {
      throw LstmcException.usage("options of ADMM were given with --method %s", method.label());
    }
    if (retrainEpochs != null && method == ExploreTrials.Method.DIRECT) {
      throw LstmcException.usage(
          "--retrain-epochs: --method direct retrains nothing; use --epochs");
    }
  }

  /** The options for a task. */
  ExploreOptions options(TaskKind task) {
    return new ExploreOptions(
        trials, maxLoss, maxQuantizationLoss, bits, CellType.parse("--gru", gru), task);
  }

  /** For the history. */
  void record(Map<String, String> r) {
    r.put("system", system);
    r.put("method", method.label());
    r.put("trials", String.valueOf(trials));
    r.put("bits", String.valueOf(bits));
    r.put("gru", gru);
    if (maxLoss != null) {
      r.put("maxLoss", String.valueOf(maxLoss));
    }
    if (maxQuantizationLoss != null) {
      r.put("maxQuantizationLoss", String.valueOf(maxQuantizationLoss));
    }
  }
}
