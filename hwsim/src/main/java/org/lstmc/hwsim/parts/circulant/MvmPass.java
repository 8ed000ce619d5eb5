package org.lstmc.hwsim.parts.circulant;

import java.util.List;

/**
 * A run of block rows through a matrix-vector unit, and their transforms back. Block columns of
 * several parts add up in one accumulator and need a single transform back.
 *
 * @param name name for messages
 * @param block block size
 * @param firstRow first block row
 * @param rows block rows
 * @param parts what is multiplied, in order
 */
public record MvmPass(String name, int block, int firstRow, int rows, List<Part> parts) {
  /** The matrices of a layer. */
  public enum Weights {
    /** Wx. */
    INPUT,
    /** Wh. */
    RECURRENT,
    /** The projection. */
    PROJECTION
  }

  /** The vectors that a stage multiplies. */
  public enum Operand {
    /** x(t), or the output of the layer below. */
    INPUT,
    /** The layer's output of the step before. */
    STATE,
    /** r*h(t-1) of a GRU. */
    RESET_STATE,
    /** o*tanh(c), which a projection follows. */
    HIDDEN
  }

  /**
   * Columns of one matrix.
   *
   * @param weights the matrix
   * @param operand the vector
   * @param columns block columns
   */
  public record Part(Weights weights, Operand operand, int columns) {}

  /** Copies the list. */
  public MvmPass {
    parts = List.copyOf(parts);
  }

  /** Block columns of all parts. */
  public int columns() {
    return parts.stream().mapToInt(Part::columns).sum();
  }
}
