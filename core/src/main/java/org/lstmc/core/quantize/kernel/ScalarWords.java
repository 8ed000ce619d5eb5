package org.lstmc.core.quantize.kernel;

/** The steps of a transform in plain Java: the twin of the vector ones, and what wraps. */
final class ScalarWords implements WordKernel {
  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public int marks(int lanes) {
    return lanes;
  }

  @Override
  public void scale(
      double[] x,
      int from,
      double factor,
      double[] z,
      int at,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b++) {
      put(z, at, b, factor * x[from + b], r, out);
    }
  }

  @Override
  public void pair(double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    for (int b = 0; b < lanes; b++) {
      double x = z[first + b];
      double y = z[second + b];
      put(z, first, b, x + y, r, out);
      put(z, second, b, x - y, r, out);
    }
  }

  @Override
  public void turn(double[] z, int re, int im, double c, double s, double[] p, int lanes) {
    for (int b = 0; b < lanes; b++) {
      p[b] = c * z[re + b] + s * z[im + b];
      p[lanes + b] = c * z[im + b] - s * z[re + b];
    }
  }

  @Override
  public void blend(
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
      double[] out) {
    for (int b = 0; b < lanes; b++) {
      double v = factor * z[a + b];
      double q = p[pAt + b];
      put(z, sum, b, q + v, r, out);
      put(z, difference, b, (q - v) * sign, r, out);
    }
  }

  @Override
  public void split(
      double[] z,
      int a,
      int second,
      double sign,
      int to,
      double[] p,
      int pAt,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b++) {
      double x = z[a + b];
      double y = sign * z[second + b];
      put(z, to, b, x + y, r, out);
      p[pAt + b] = x - y;
    }
  }

  @Override
  public void turnBack(
      double[] p,
      double c,
      double s,
      double[] z,
      int re,
      int im,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b++) {
      put(z, re, b, c * p[b] - s * p[lanes + b], r, out);
      put(z, im, b, c * p[lanes + b] + s * p[b], r, out);
    }
  }

  private static void put(double[] z, int at, int b, double v, WordRounding r, double[] out) {
    double rounded = r.rounded(v);
    double fitted = r.fitted(rounded);
    z[at + b] = fitted;
    out[b] += Math.min(1, Math.abs(rounded - fitted));
  }
}
