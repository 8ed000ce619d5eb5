package org.lstmc.core.quantize.fft;

/**
 * The radix-2 transform of k real numbers in double precision, stage by stage as {@link FixedFft}
 * does it (Sorensen, Jones, Heideman, Burrus: Real-valued fast Fourier transform algorithms, IEEE
 * Trans. ASSP 35, 1987): {@code X[j] = sum x[n] exp(-2 pi i j n / k)}. The float twin: no rounding,
 * the same shifts.
 */
public final class RealFft {
  private final int points;
  private final double[] cos;
  private final double[] sin;

  /** Sees the words of a transform: its input, then the output of each stage. */
  @FunctionalInterface
  public interface Watch {
    /** Watches nothing. */
    Watch NONE = words -> {};

    /** All k words; the array is used again. */
    void words(double[] words);
  }

  /**
   * A transform.
   *
   * @param points k, a power of two of at least 2
   */
  public RealFft(int points) {
    this(points, roots(points, false), roots(points, true));
  }

  /** A transform with the twiddle factors of another: cos and sin of 2 pi m / k, m up to k/4. */
  RealFft(int points, double[] cos, double[] sin) {
    this.points = points;
    this.cos = cos;
    this.sin = sin;
  }

  private static double[] roots(int points, boolean sine) {
    double[] v = new double[points / 4 + 1];
    for (int m = 0; m < v.length; m++) {
      v[m] = sine ? RootsOfUnity.sin(m, points) : RootsOfUnity.cos(m, points);
    }
    return v;
  }

  /**
   * The spectrum, divided by {@code 2^halvings}.
   *
   * @param halvings how many stages, the last ones, halve
   * @param z in: k real numbers; out: their spectrum, as {@link HalfComplex} says
   */
  public void forward(double[] z, int halvings, Watch watch) {
    permute(z);
    watch.words(z);
    for (int n = 2; n <= points; n *= 2) {
      double scale = points / n < 1 << halvings ? 0.5 : 1;
      for (int s = 0; s < points; s += n) {
        forwardStage(z, s, n, scale);
      }
      watch.words(z);
    }
  }

  /**
   * k times the inverse transform, divided by {@code 2^halvings}.
   *
   * @param halvings how many stages, the first ones, halve
   * @param z in: a spectrum; out: k real numbers
   */
  public void inverse(double[] z, int halvings, Watch watch) {
    watch.words(z);
    for (int n = points; n >= 2; n /= 2) {
      double scale = points / n < 1 << halvings ? 0.5 : 1;
      for (int s = 0; s < points; s += n) {
        inverseStage(z, s, n, scale);
      }
      watch.words(z);
    }
    permute(z);
  }

  private void forwardStage(double[] z, int s, int n, double scale) {
    final int h = n / 2;
    final int q = n / 4;
    double even = z[s];
    double odd = z[s + h];
    z[s] = (even + odd) * scale;
    z[s + h] = (even - odd) * scale;
    for (int j = 1; j < q; j++) {
      final double c = cos[j * (points / n)];
      final double d = sin[j * (points / n)];
      final double er = z[s + j];
      final double ei = z[s + h - j];
      final double or = z[s + h + j];
      final double oi = z[s + n - j];
      final double pr = c * or + d * oi;
      final double pi = c * oi - d * or;
      z[s + j] = (er + pr) * scale;
      z[s + n - j] = (ei + pi) * scale;
      z[s + h - j] = (er - pr) * scale;
      z[s + h + j] = (pi - ei) * scale;
    }
    if (n >= 4) {
      z[s + q] *= scale;
      z[s + h + q] *= -scale;
    }
  }

  private void inverseStage(double[] z, int s, int n, double scale) {
    final int h = n / 2;
    final int q = n / 4;
    double first = z[s];
    double middle = z[s + h];
    z[s] = (first + middle) * scale;
    z[s + h] = (first - middle) * scale;
    for (int j = 1; j < q; j++) {
      final double c = cos[j * (points / n)];
      final double d = sin[j * (points / n)];
      final double xr = z[s + j];
      final double xi = z[s + n - j];
      final double yr = z[s + h - j];
      final double yi = z[s + h + j];
      final double dr = xr - yr;
      final double di = xi + yi;
      z[s + j] = (xr + yr) * scale;
      z[s + h - j] = (xi - yi) * scale;
      z[s + h + j] = (c * dr - d * di) * scale;
      z[s + n - j] = (c * di + d * dr) * scale;
    }
    if (n >= 4) {
      z[s + q] *= 2 * scale;
      z[s + h + q] *= -2 * scale;
    }
  }

  private void permute(double[] z) {
    for (int i = 0; i < points; i++) {
      int r = HalfComplex.reversed(i, points);
      if (r > i) {
        double t = z[i];
        z[i] = z[r];
        z[r] = t;
      }
    }
  }
}
