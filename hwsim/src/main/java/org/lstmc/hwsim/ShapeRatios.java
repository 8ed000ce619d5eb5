package org.lstmc.hwsim;

import org.lstmc.core.LstmcException;

/**
 * Sparsities and widths of a workload that is made from a shape. Row-balanced: every row of a
 * matrix keeps {@code cols - round(ratio*cols)} weights.
 *
 * @param wx share of zeros in Wx, in [0,1)
 * @param wh share of zeros in Wh, in [0,1)
 * @param projection share of zeros in the projection, in [0,1)
 * @param weightBits bits of a stored weight
 * @param activationBits bits of a word of x, h, c
 */
public record ShapeRatios(
    double wx, double wh, double projection, int weightBits, int activationBits) {
  /** Checks the ranges. */
  public ShapeRatios {
    ratio("Wx", wx);
    ratio("Wh", wh);
    ratio("projection", projection);
    bits("weight", weightBits);
    bits("activation", activationBits);
  }

  /** One ratio for every matrix, 16 bits everywhere. */
  public static ShapeRatios uniform(double ratio) {
    return new ShapeRatios(ratio, ratio, ratio, 16, 16);
  }

  /** Two ratios as in BRDS (the projection takes that of Wh), 16 bits everywhere. */
  public static ShapeRatios dual(double wx, double wh) {
    return new ShapeRatios(wx, wh, wh, 16, 16);
  }

  private static void ratio(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw LstmcException.usage("ratio of %s is %s: allowed are values in [0,1)", what, value);
    }
  }

  private static void bits(String what, int value) {
    if (value < 2 || value > 32) {
      throw LstmcException.usage("%s bits %d: allowed are 2 to 32", what, value);
    }
  }
}
