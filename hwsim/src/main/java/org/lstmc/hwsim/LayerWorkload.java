package org.lstmc.hwsim;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lstmc.core.model.LayerSpec;

/**
 * One recurrent layer as a machine sees it.
 *
 * @param spec its shape
 * @param wx input matrix, [gates*H, X]; null where a tensor network stands for it
 * @param wh recurrent matrix, [gates*H, R]; null where a tensor network stands for both
 * @param projection projection matrix, [P, H]; null without one
 * @param inputBits width of a word of x
 * @param stateBits width of a word of h (or of the projected vector)
 * @param cellBits width of a word of c; 0 for a GRU, which has none
 * @param hiddenBits width of a word of o*tanh(c) where a projection follows, else 0
 * @param biasBits width of a stored bias
 * @param accumulatorBits width of the gate accumulator
 * @param activationBits width of sigmoid and tanh outputs
 * @param tensor the tensor network that stands for Wx, or for [Wx, Wh]; null without
 */
public record LayerWorkload(
    LayerSpec spec,
    MatrixWorkload wx,
    MatrixWorkload wh,
    MatrixWorkload projection,
    int inputBits,
    int stateBits,
    int cellBits,
    int hiddenBits,
    int biasBits,
    int accumulatorBits,
    int activationBits,
    TensorWorkload tensor) {
  /** A layer of plain matrices whose activations are as wide as its state. */
  public LayerWorkload(
      LayerSpec spec,
      MatrixWorkload wx,
      MatrixWorkload wh,
      MatrixWorkload projection,
      int inputBits,
      int stateBits,
      int cellBits,
      int hiddenBits,
      int biasBits,
      int accumulatorBits) {
    this(
        spec,
        wx,
        wh,
        projection,
        inputBits,
        stateBits,
        cellBits,
        hiddenBits,
        biasBits,
        accumulatorBits,
        stateBits,
        null);
  }

  /** The matrices that stand by themselves: Wx, Wh, projection. */
  public List<MatrixWorkload> matrices() {
    return Stream.of(wx, wh, projection).filter(Objects::nonNull).toList();
  }

  /**
   * Products of one step: kept weights of the matrices, which is what a machine for sparse matrices
   * does, and the multiplications of a tensor network in its order.
   */
  public long nonZeros() {
    return matrices().stream().mapToLong(MatrixWorkload::nonZeros).sum()
        + (tensor == null ? 0 : tensor.plan().multiplications());
  }
}
