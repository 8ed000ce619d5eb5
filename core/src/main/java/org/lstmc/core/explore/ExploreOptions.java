package org.lstmc.core.explore;

import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.TaskKind;

/**
 * What an exploration must keep to.
 *
 * @param trials most trainings of Phase I, the dense baseline included unless it is given
 * @param givenLoss by how much a float network may be worse than the dense one, in units of the
 *     metric; null for {@link #maxLoss the default}
 * @param givenQuantizationLoss by how much the integer datapath may be worse than its float
 *     network; null for {@link #maxQuantizationLoss the default}
 * @param bits of a word for which the device must be large enough in Phase I; the widest that Phase
 *     II tries
 * @param gru the cell that is tried in place of an LSTM
 * @param task whose metric decides
 */
public record ExploreOptions(
    int trials,
    Double givenLoss,
    Double givenQuantizationLoss,
    int bits,
    CellType gru,
    TaskKind task) {
  /** Widths of Phase II, in the order in which they are tried. */
  public static final List<Integer> WIDTHS = List.of(16, 14, 12, 10, 8);

  private static final double POINT = 0.01;
  private static final double SHARE_OF_PERPLEXITY = 0.02;

  /** Checks the ranges. */
  public ExploreOptions {
    check(trials >= 2, "--trials", trials, "2 (dense and lower bound) or more");
    check(givenLoss == null || givenLoss >= 0, "--max-loss", givenLoss, "0 or more");
    check(
        givenQuantizationLoss == null || givenQuantizationLoss >= 0,
        "--max-quantization-loss",
        givenQuantizationLoss,
        "0 or more");
    check(WIDTHS.contains(bits), "--bits", bits, "one of " + WIDTHS);
    check(gru.isGru(), "--gru", gru.label(), "gru or gru-reset-before");
  }

  /** The allowed loss: as given, or 0.01 of an accuracy or error rate, 2 % of a perplexity. */
  public double maxLoss(double dense) {
    return givenLoss != null ? givenLoss : usual(dense);
  }

  /** The allowed loss of the integer datapath: as given, or half of the usual {@link #maxLoss}. */
  public double maxQuantizationLoss(double floating) {
    return givenQuantizationLoss != null ? givenQuantizationLoss : usual(floating) / 2;
  }

  private double usual(double score) {
    return task == TaskKind.LANGUAGE_MODEL ? SHARE_OF_PERPLEXITY * score : POINT;
  }

  /** By how much a score is worse than another; negative where it is better. */
  public double loss(double score, double than) {
    return task.higherIsBetter() ? than - score : score - than;
  }

  /** Whether a loss is allowed; one that is not a number never is. */
  static boolean holds(double loss, double most) {
    // Scores are shares of counts: the last bit of their difference must not decide.
    return loss <= most + 1e-12;
  }

  private static void check(boolean ok, String option, Object found, String allowed) {
    if (!ok) {
      throw LstmcException.usage("%s %s: allowed is %s", option, found, allowed);
    }
  }
}
