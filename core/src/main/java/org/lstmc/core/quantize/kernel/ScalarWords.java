package org.lstmc.core.quantize.kernel;

/** The steps of a transform in plain Java: the twin of the vector ones, and what wraps. */
final class ScalarWords implements WordKernel {
  @Override
  public void convert(
      double[] x, int from, double[] z, int at, int lanes, WordRounding r, double[] out) {
    for (int b = 0; b < lanes; b++) {
      put(z, at, b, x[from + b], r, out);
    }
  }

  @Override
  public void scale(double[] z, int at, double factor, int lanes, WordRounding r, double[] out) {
    for (int b = 0; b < lanes; b++) {
      put(z, at, b, factor * z[at + b], r, out);
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
  public void join(double[] z, int[] at, double[] turn, int lanes, WordRounding r, double[] out) {
    for (int b = 0; b < lanes; b++) {
      double er = z[at[0] + b] * turn[2];
      double ei = z[at[1] + b] * turn[2];
      double pr = turn[0] * z[at[2] + b] + turn[1] * z[at[3] + b];
      double pi = turn[0] * z[at[3] + b] - turn[1] * z[at[2] + b];
      put(z, at[0], b, er + pr, r, out);
      put(z, at[1], b, er - pr, r, out);
      put(z, at[2], b, pi - ei, r, out);
      put(z, at[3], b, ei + pi, r, out);
    }
  }

  @Override
  public void part(
      double[] z,
      int[] at,
      double[] turn,
      int lanes,
      WordRounding plain,
      WordRounding turned,
      double[] out) {
    for (int b = 0; b < lanes; b++) {
      double xr = z[at[0] + b];
      double yr = z[at[1] + b];
      double yi = z[at[2] + b];
      double xi = z[at[3] + b];
      double dr = xr - yr;
      double di = xi + yi;
      put(z, at[0], b, xr + yr, plain, out);
      put(z, at[1], b, xi - yi, plain, out);
      put(z, at[2], b, turn[0] * dr - turn[1] * di, turned, out);
      put(z, at[3], b, turn[0] * di + turn[1] * dr, turned, out);
    }
  }

  private static void put(double[] z, int at, int b, double v, WordRounding r, double[] out) {
    double rounded = r.rounded(v);
    double fitted = r.fitted(rounded);
    z[at + b] = fitted;
    out[b] += Math.min(1, Math.abs(rounded - fitted));
  }
}
