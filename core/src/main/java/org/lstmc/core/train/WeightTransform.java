package org.lstmc.core.train;

import org.lstmc.core.model.Mask;
import org.lstmc.core.number.FixedFormat;

/**
 * How a weight that takes part in the forward pass follows from the trained one, as data; the
 * gradient flows back through it. A new structure (block-circulant gather, tensor cores) is one
 * more record here and one more case in the engine's interpreter of transforms.
 */
public interface WeightTransform {
  /** Shape of the trained parameter for a weight of the given shape. */
  default int[] parameterShape(int[] weightShape) {
    return weightShape;
  }

  /** {@code W * mask}: dropped weights are zero and get no gradient. */
  record Masked(Mask mask) implements WeightTransform {}

  /**
   * The nearest value of a fixed-point format (halves up, saturating); the gradient passes straight
   * through, also where it saturates, so that a weight can come back into range.
   */
  record FakeQuantized(FixedFormat format) implements WeightTransform {}
}
