package org.lstmc.core.train;

import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;
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

  /** The parameter that gives a weight, or the one that comes nearest to it. */
  default Tensor toParameter(Tensor weight) {
    return weight;
  }

  /** The weight of a parameter, as float32; what the forward pass starts from. */
  default Tensor toWeight(Tensor parameter) {
    return parameter;
  }

  /**
   * A block-circulant matrix, gathered from its vectors [p, q, k]. First of a tensor's transforms.
   * The gradient of a vector's element is the <em>mean</em> over the places it fills, as in
   * projected gradient descent (E-RNN), so that rates of a dense network carry over.
   */
  record Circulant(BlockCirculant form) implements WeightTransform {
    @Override
    public int[] parameterShape(int[] weightShape) {
      return form.vectorShape();
    }

    @Override
    public Tensor toParameter(Tensor weight) {
      return form.vectors(weight);
    }

    @Override
    public Tensor toWeight(Tensor parameter) {
      return form.expand(parameter);
    }
  }

  /**
   * The vectors of a block-circulant matrix with their spectra rounded as an integer datapath
   * stores them (docs/arithmetic.md): k real numbers a vector, nearest values of the format, halves
   * up, saturating; the gradient passes straight through. Stands before {@link Circulant}.
   */
  record SpectrumQuantized(BlockCirculant form, FixedFormat format) implements WeightTransform {}

  /** {@code W * mask}: dropped weights are zero and get no gradient. */
  record Masked(Mask mask) implements WeightTransform {}

  /**
   * The nearest value of a fixed-point format (halves up, saturating); the gradient passes straight
   * through, also where it saturates, so that a weight can come back into range.
   */
  record FakeQuantized(FixedFormat format) implements WeightTransform {}
}
