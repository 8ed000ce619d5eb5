package org.lstmc.hwsim;

import org.lstmc.core.model.LayerSpec;

/**
 * One recurrent layer as a machine sees it.
 *
 * @param spec its shape
 * @param wx input matrix, [gates*H, X]
 * @param wh recurrent matrix, [gates*H, R]
 * @param projection projection matrix, [P, H]; null without one
 * @param inputBits width of a word of x
 * @param stateBits width of a word of h (or of the projected vector)
 * @param cellBits width of a word of c; 0 for a GRU, which has none
 * @param hiddenBits width of a word of o*tanh(c) where a projection follows, else 0
 * @param biasBits width of a stored bias
 * @param accumulatorBits width of the gate accumulator
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
    int accumulatorBits) {
  /** Kept weights of the matrices: the MACs of one step on a machine for sparse matrices. */
  public long nonZeros() {
    return wx.nonZeros() + wh.nonZeros() + (projection == null ? 0 : projection.nonZeros());
  }
}
