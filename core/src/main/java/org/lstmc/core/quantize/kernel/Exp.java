package org.lstmc.core.quantize.kernel;

/**
 * exp(x) for x &lt;= 0 by plain multiplications and additions, so that scalar and vector code give
 * the same bits everywhere: x = n ln2 + r, a Taylor polynomial of degree 10 for exp(r), and n into
 * the exponent. Relative error below 1e-12; below -700 it stays at exp(-700).
 */
final class Exp {
  static final double LEAST = -700;
  static final double LOG2E = 0x1.71547652b82fep0;
  // fdlibm's split of ln 2: n * LN2_HIGH is exact for the n that occur.
  static final double LN2_HIGH = 6.93147180369123816490e-01;
  static final double LN2_LOW = 1.90821492927058770002e-10;
  // Adding this rounds to an integer, which then stands in the low bits.
  static final double ROUNDER = 0x1.8p52;
  static final long ONE = 0x3FF0000000000000L;
  static final int EXPONENT = 52;
  static final double C2 = 1.0 / 2;
  static final double C3 = 1.0 / 6;
  static final double C4 = 1.0 / 24;
  static final double C5 = 1.0 / 120;
  static final double C6 = 1.0 / 720;
  static final double C7 = 1.0 / 5040;
  static final double C8 = 1.0 / 40320;
  static final double C9 = 1.0 / 362880;
  static final double C10 = 1.0 / 3628800;

  private Exp() {}

  static double exp(double value) {
    double x = Math.max(value, LEAST);
    double t = x * LOG2E + ROUNDER;
    double n = t - ROUNDER;
    double r = (x - n * LN2_HIGH) - n * LN2_LOW;
    double p = C10;
    p = p * r + C9;
    p = p * r + C8;
    p = p * r + C7;
    p = p * r + C6;
    p = p * r + C5;
    p = p * r + C4;
    p = p * r + C3;
    p = p * r + C2;
    p = p * r + 1.0;
    p = p * r + 1.0;
    return p * Double.longBitsToDouble((Double.doubleToRawLongBits(t) << EXPONENT) + ONE);
  }
}
