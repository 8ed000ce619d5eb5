package org.lstmc.hwsim.parts.circulant;

import org.lstmc.hwsim.parts.MacArray;

/**
 * A pipelined transform of k real points, forward or inverse, that takes a block a cycle: radix 2,
 * one half of the symmetric spectrum. Splitting k points into two transforms of k/2 costs two
 * additions for bin 0, a complex product and four additions for each of the bins 1 .. k/4-1, where
 * bin k/8 has equal real and imaginary constants and needs two products instead of four.
 */
public final class TransformUnit {
  private TransformUnit() {}

  /** Real products with constants other than 1 and -1: 2 for 8 points, 14 for 16. */
  public static int products(int k) {
    return k < 8 ? 0 : 2 * products(k / 2) + 4 * (k / 4 - 1) - 2;
  }

  /** Real additions: 20 for 8 points, 60 for 16. */
  public static int additions(int k) {
    return k == 2 ? 2 : 2 * additions(k / 2) + 2 + 6 * (k / 4 - 1);
  }

  /**
   * Cycles from a block to its transform: an addition a level, and from 8 points on a product with
   * its addition; one for the last rounding.
   */
  public static int latency(int k) {
    int levels = Integer.numberOfTrailingZeros(k);
    int withProduct = Math.max(0, levels - 2);
    return levels + withProduct * (MacArray.MULTIPLY_CYCLES + 1) + 1;
  }
}
