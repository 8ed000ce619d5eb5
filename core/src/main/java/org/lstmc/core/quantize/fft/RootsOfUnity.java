package org.lstmc.core.quantize.fft;

/**
 * cos and sin of 2 pi m / n for a power of two n, the same doubles everywhere: fdlibm's values in
 * the first eighth of the circle, mirrored into the others, so that the quarter turns are exact.
 */
public final class RootsOfUnity {
  private RootsOfUnity() {}

  /** cos(2 pi m / n); n a power of two, m any integer. */
  public static double cos(long m, int n) {
    // In units of an eighth of the circle n/8 may be no integer, so angles are counted in 1/(8n).
    long at = Math.floorMod(8 * m, 8L * n);
    if (at > 4L * n) {
      at = 8L * n - at;
    }
    if (at > 2L * n) {
      return -firstQuarter(4L * n - at, n);
    }
    return firstQuarter(at, n);
  }

  /** sin(2 pi m / n); n a power of two, m any integer. */
  public static double sin(long m, int n) {
    // sin(a) = cos(a - 1/4 turn), and a quarter of a turn is n of n * 4 parts.
    return cos(4 * m - n, 4 * n);
  }

  /** cos of at/(8n) of a turn, 0 to a quarter. */
  private static double firstQuarter(long at, int n) {
    if (at <= n) {
      return StrictMath.cos(2 * Math.PI * at / (8.0 * n));
    }
    return StrictMath.sin(2 * Math.PI * (2L * n - at) / (8.0 * n));
  }
}
