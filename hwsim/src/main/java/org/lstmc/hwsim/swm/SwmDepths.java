package org.lstmc.hwsim.swm;

import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.circulant.TransformUnit;

/**
 * Depths in cycles of the engine's pipelines, fully registered. The papers state none: parameters,
 * not results.
 */
final class SwmDepths {
  private static final int READ = 2;
  private static final int ADD = 1;
  private static final int WRITE = 1;

  /** Bias, rounding with ReLU, pooling, write. */
  static final int PERIPHERAL = 4;

  /** Control that names the next layer's memories once the last result is written. */
  static final int LAYER_CHANGE = 1;

  private SwmDepths() {}

  /** From the last word of a block to its spectrum being readable. */
  static int forward(int k) {
    return READ + TransformUnit.latency(k) + WRITE;
  }

  /** From the last spectra of a sum to the sum being readable. */
  static int products() {
    return READ + MacArray.MULTIPLY_CYCLES + 2 * ADD + WRITE;
  }

  /** From a sum to its words: rounding, transform. */
  static int inverse(int k) {
    return READ + ADD + TransformUnit.latency(k);
  }

  /** From the last operands of a dot product over {@code width} multipliers to its sum. */
  static int dot(int width) {
    return READ + MacArray.MULTIPLY_CYCLES + MacArray.treeLevels(width) + ADD;
  }
}
