package org.lstmc.core.quantize.kernel;

/**
 * The steps of {@link LaneFft} on rows of lanes: element b of a row lies at its position plus b.
 * Every word that leaves its format adds one to its lane's count. All implementations give the same
 * bits.
 */
interface WordKernel {
  /** {@code z[at] = fit(x[from])}. */
  void convert(double[] x, int from, double[] z, int at, int lanes, WordRounding r, double[] out);

  /** {@code z[at] = fit(factor * z[at])}. */
  void scale(double[] z, int at, double factor, int lanes, WordRounding r, double[] out);

  /** {@code z[a], z[b] = fit(z[a] + z[b]), fit(z[a] - z[b])}. */
  void pair(double[] z, int a, int b, int lanes, WordRounding r, double[] out);

  /**
   * Joins bin j of the even and the odd part.
   *
   * @param at positions of even re, even im, odd re, odd im; receive bin j re, bin n/2-j re, bin
   *     n/2-j im, bin j im
   * @param turn cos, sin and 2^T
   */
  void join(double[] z, int[] at, double[] turn, int lanes, WordRounding r, double[] out);

  /**
   * Parts bin j into those of the even and the odd part: the way back of {@link #join}.
   *
   * @param plain rounding of the even part
   * @param turned rounding of the odd part
   */
  void part(
      double[] z,
      int[] at,
      double[] turn,
      int lanes,
      WordRounding plain,
      WordRounding turned,
      double[] out);
}
