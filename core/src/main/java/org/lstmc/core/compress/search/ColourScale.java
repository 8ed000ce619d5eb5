package org.lstmc.core.compress.search;

import java.util.List;
import java.util.Locale;

/**
 * Values to colours from dark blue (low) to yellow (high), near matplotlib's viridis: readable
 * without colour vision and in print.
 *
 * @param low value of the darkest colour
 * @param high value of the brightest
 * @param logarithmic whether equal steps of colour are equal factors
 */
record ColourScale(double low, double high, boolean logarithmic) {
  private static final double LOG_FROM_FACTOR = 4;
  // Viridis at 0, 1/8, ..., 1 (matplotlib, rounded to 8 bits).
  private static final int[] VIRIDIS = {
    0x440154, 0x472c7a, 0x3b518b, 0x2c718e, 0x21908d, 0x27ad81, 0x5cc863, 0xaadc32, 0xfde725
  };
  private static final String NO_VALUE = "#dddddd";

  /** The scale that spans all finite values. */
  static ColourScale over(List<List<Double>> values) {
    double[] finite =
        values.stream()
            .flatMap(List::stream)
            .mapToDouble(v -> v)
            .filter(Double::isFinite)
            .toArray();
    double low = java.util.Arrays.stream(finite).min().orElse(0);
    double high = java.util.Arrays.stream(finite).max().orElse(0);
    return new ColourScale(low, high, low > 0 && high / low > LOG_FROM_FACTOR);
  }

  /** Colour of a value. */
  String colour(double v) {
    return Double.isFinite(v) ? viridis(share(v)) : NO_VALUE;
  }

  /** Colour of text on it. */
  String ink(double v) {
    return Double.isFinite(v) && share(v) < 0.55 ? "#fff" : "#222";
  }

  /** The value at a share of the scale. */
  double valueAt(double share) {
    return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  private double share(double v) {
    if (high <= low) {
      return 0.5;
    }
    return logarithmic ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
  }

  /** Colour at a share of the scale in [0,1]. */
  static String viridis(double share) {
    double at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
    int i = Math.min((int) at, VIRIDIS.length - 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = VIRIDIS[i] >> shift & 0xff;
      int b = VIRIDIS[i + 1] >> shift & 0xff;
      colour |= (int) Math.round(a + (at - i) * (b - a)) << shift;
    }
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
