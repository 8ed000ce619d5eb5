package org.lstmc.core.quantize.kernel;

/**
 * The steps of {@link LaneFft} on rows of lanes: element b of a row lies at its position plus b.
 * Each writes one or two words a lane. Every word that leaves its format adds one to its lane's
 * element of {@code out}, or sets bits in one of the first {@link #marks} elements where {@link
 * #counts} says no. All implementations give the same words.
 */
interface WordKernel {
  /** Whether words that leave the format are counted, and words may wrap. */
  boolean counts();

  /** Elements of {@code out} in use. */
  int marks(int lanes);

  /** {@code z[at] = fit(factor * x[from])}. */
  void scale(
      double[] x,
      int from,
      double factor,
      double[] z,
      int at,
      int lanes,
      WordRounding r,
      double[] out);

  /** {@code z[a], z[b] = fit(z[a] + z[b]), fit(z[a] - z[b])}. */
  void pair(double[] z, int a, int b, int lanes, WordRounding r, double[] out);

  /** {@code p[0], p[lanes] = c z[re] + s z[im], c z[im] - s z[re]}, not rounded. */
  void turn(double[] z, int re, int im, double c, double s, double[] p, int lanes);

  /**
   * {@code z[sum], z[difference] = fit(p[pAt] + v), fit((p[pAt] - v) * sign)} with {@code v =
   * factor * z[a]}.
   */
  void blend(
      double[] z,
      int a,
      double factor,
      double[] p,
      int pAt,
      int sum,
      int difference,
      double sign,
      int lanes,
      WordRounding r,
      double[] out);

  /** {@code z[to], p[pAt] = fit(z[a] + sign z[b]), z[a] - sign z[b]}, the second not rounded. */
  void split(
      double[] z,
      int a,
      int b,
      double sign,
      int to,
      double[] p,
      int pAt,
      int lanes,
      WordRounding r,
      double[] out);

  /** {@code z[re], z[im] = fit(c p[0] - s p[lanes]), fit(c p[lanes] + s p[0])}. */
  void turnBack(
      double[] p,
      double c,
      double s,
      double[] z,
      int re,
      int im,
      int lanes,
      WordRounding r,
      double[] out);
}
