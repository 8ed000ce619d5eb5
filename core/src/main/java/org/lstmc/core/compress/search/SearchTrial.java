package org.lstmc.core.compress.search;

import java.util.Locale;

/**
 * A trial that was run.
 *
 * @param path {@code ramp} (phase 1), {@code equal} (its last point once more), {@code up} (2a: Wx
 *     sparser), {@code down} (2b: Wh sparser) or {@code refine}
 * @param ratioWx ratio of the input matrices
 * @param ratioWh ratio of the recurrent matrices
 * @param achieved sparsity over both, from the exact row counts
 * @param score what the trial returned
 * @param epochs epochs it cost
 * @param startFrom key of the trial it started from, or {@link Trial#DENSE}
 */
public record SearchTrial(
    String path,
    double ratioWx,
    double ratioWh,
    double achieved,
    double score,
    int epochs,
    String startFrom) {
  /** The key of a pair of ratios: both with six decimals. */
  public static String key(double ratioWx, double ratioWh) {
    return String.format(Locale.ROOT, "%.6f/%.6f", ratioWx, ratioWh);
  }

  /**
   * The key of a trial from where it starts: a trial that goes on from its own ratios has another
   * key than the one before it.
   */
  public static String key(double ratioWx, double ratioWh, String startFrom) {
    String key = key(ratioWx, ratioWh);
    return key.equals(startFrom) ? key + "/again" : key;
  }

  /** The key of this trial. */
  public String key() {
    return key(ratioWx, ratioWh, startFrom);
  }
}
