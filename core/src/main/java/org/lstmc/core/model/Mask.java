package org.lstmc.core.model;

import java.util.BitSet;

/**
 * Which weights of a matrix are kept.
 *
 * @param rows rows of the matrix
 * @param cols columns of the matrix
 * @param kept bit {@code row*cols+col} is set where the weight is kept
 */
public record Mask(int rows, int cols, BitSet kept) {
  /** A mask that keeps nothing yet. */
  public static Mask empty(int rows, int cols) {
    return new Mask(rows, cols, new BitSet(rows * cols));
  }

  /** A mask that keeps everything. */
  public static Mask full(int rows, int cols) {
    Mask all = empty(rows, cols);
    all.kept().set(0, rows * cols);
    return all;
  }

  /** Whether the weight is kept. */
  public boolean keeps(int row, int col) {
    return kept.get(row * cols + col);
  }

  /** Kept weights of one row. */
  public int rowCount(int row) {
    return kept.get(row * cols, (row + 1) * cols).cardinality();
  }

  /** Kept weights of the matrix. */
  public int count() {
    return kept.cardinality();
  }

  /** Share of weights that are zero, in [0,1]. */
  public double sparsity() {
    return 1.0 - (double) count() / ((double) rows * cols);
  }

  /** A copy of the weights with the dropped ones at zero. */
  public Tensor apply(Tensor weights) {
    float[] out = weights.data().clone();
    for (int i = kept.nextClearBit(0); i < out.length; i = kept.nextClearBit(i + 1)) {
      out[i] = 0f;
    }
    return new Tensor(weights.shape().clone(), out);
  }
}
