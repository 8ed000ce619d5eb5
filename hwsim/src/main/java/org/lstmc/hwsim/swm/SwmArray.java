package org.lstmc.hwsim.swm;

import org.lstmc.core.quantize.fft.HalfComplex;

/**
 * The units of the engine.
 *
 * @param butterflies butterflies of the transform core, each a complex product with a constant and
 *     its additions; forward and inverse transforms of any size take turns on them
 * @param multipliers complex multipliers of four real ones for products of spectra; as real ones
 *     they take the layers that stay dense
 * @param lanes words that the peripheral block (bias, rounding, ReLU, pooling) takes in a cycle
 */
record SwmArray(int butterflies, int multipliers, int lanes) {
  /** Real multipliers of a complex product. */
  static final int REAL = 4;

  /** Real multipliers for products. */
  int realMultipliers() {
    return REAL * multipliers;
  }

  /** Real multipliers of products and butterflies. */
  int allMultipliers() {
    return REAL * (multipliers + butterflies);
  }

  /**
   * Butterflies of a transform of k real points whose constants are neither 1 nor -i, over one half
   * of the symmetric spectrum: n/4 - 1 where two parts join to n points. The rest are additions,
   * which have adders of their own.
   */
  static int butterflies(int k) {
    int all = 0;
    for (int n = 8; n <= k; n *= 2) {
      all += k / n * (n / 4 - 1);
    }
    return all;
  }

  /** Cycles between two transforms of k points. */
  int transformCycles(int k) {
    int needed = butterflies(k);
    return needed == 0 ? 1 : (needed + butterflies - 1) / butterflies;
  }

  /** Output blocks of k words that are summed side by side: multipliers over bins. */
  int blockLanes(int k) {
    return Math.max(1, multipliers / HalfComplex.bins(k));
  }

  /** Cycles of a product of two spectra in a lane. */
  int blockCycles(int k) {
    int bins = HalfComplex.bins(k);
    return (bins + multipliers - 1) / multipliers;
  }

  /** Outputs side by side whose sums take {@code width} products a cycle each. */
  int dotLanes(int width) {
    return realMultipliers() / width;
  }
}
