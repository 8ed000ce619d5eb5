package org.lstmc.core.data.speech;

/** Power spectrum of a real signal by a radix-2 fast Fourier transform. */
final class PowerSpectrum {
  private final int size;
  private final double[] cos;
  private final double[] sin;

  /**
   * Prepares the tables.
   *
   * @param size points of the transform, a power of two
   */
  PowerSpectrum(int size) {
    this.size = size;
    this.cos = new double[size / 2];
    this.sin = new double[size / 2];
    for (int k = 0; k < size / 2; k++) {
      cos[k] = StrictMath.cos(2 * Math.PI * k / size);
      sin[k] = -StrictMath.sin(2 * Math.PI * k / size);
    }
  }

  /**
   * {@code |X[k]|^2 / size} for k = 0 .. size/2.
   *
   * @param signal at most {@code size} samples; zeros follow
   */
  double[] of(double[] signal) {
    double[] re = new double[size];
    double[] im = new double[size];
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < signal.length; i++) {
      re[Integer.reverse(i) >>> (32 - bits)] = signal[i];
    }
    for (int half = 1; half < size; half *= 2) {
      int stride = size / (2 * half);
      for (int from = 0; from < size; from += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(re, im, from + k, from + k + half, k * stride);
        }
      }
    }
    double[] power = new double[size / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      power[k] = (re[k] * re[k] + im[k] * im[k]) / size;
    }
    return power;
  }

  private void butterfly(double[] re, double[] im, int a, int b, int w) {
    double x = re[b] * cos[w] - im[b] * sin[w];
    double y = re[b] * sin[w] + im[b] * cos[w];
    re[b] = re[a] - x;
    im[b] = im[a] - y;
    re[a] += x;
    im[a] += y;
  }
}
