package org.lstmc.core.compress;

import org.lstmc.core.LstmcException;

/**
 * How many weights a ratio drops out of a group (a row, a bank, a share): {@code floor(ratio*size +
 * 0.5)} in double arithmetic, that is rounding half up, as {@link Math#round(double)} does. The
 * BRDS cycle model uses the same count: NZ = size - round(ratio*size).
 */
public final class DropCount {
  private DropCount() {}

  /** Weights dropped out of {@code size}; may be all of them. */
  public static int of(int size, double ratio) {
    return Math.toIntExact(Math.round(ratio * size));
  }

  /** Weights kept out of {@code size}; may be none. */
  public static int kept(int size, double ratio) {
    return size - of(size, ratio);
  }

  /** The largest ratio that leaves a group of {@code size} one weight: (size-1)/size. */
  public static double largestRatio(int size) {
    return (size - 1.0) / size;
  }

  /**
   * Weights kept out of a group, at least one.
   *
   * @param group what the group is, for the message, such as {@code row}
   * @throws LstmcException bad input if the ratio empties the group
   */
  public static int keptOrFail(String group, int size, double ratio) {
    int kept = kept(size, ratio);
    if (kept < 1) {
      throw LstmcException.badInput(
          "ratio %s leaves no weight in a %s of %d weights; largest allowed ratio here: %s",
          ratio, group, size, largestRatio(size));
    }
    return kept;
  }

  /** Checks that a ratio is in [0,1); {@code where} names the option or the matrix. */
  public static double checked(String where, double ratio) {
    if (!(ratio >= 0 && ratio < 1)) {
      throw LstmcException.usage(
          "%s: ratio %s is not allowed; a ratio is the share of zero weights, from 0 up to but not"
              + " including 1",
          where, ratio);
    }
    return ratio;
  }
}
