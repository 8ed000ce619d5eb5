package org.lstmc.core.quantize.kernel;

import org.lstmc.core.LstmcException;

/**
 * A matrix of integers held as doubles, for multiplication with many vectors at once. A double is
 * an exact integer up to 2^53, and so are sums and products below it: the multiply-add unit of the
 * processor then computes integers, faster than its integer unit does (no widening, no spilling).
 * {@link #magnitude} tells how large sums can become; who uses a kernel keeps below {@link #EXACT}.
 */
public final class LaneMatrix {
  /** Integers up to here are exact. */
  public static final double EXACT = 0x1p53;

  /** Rows of a dense matrix are padded with zeros to a multiple of this. */
  static final int ROW_TILE = 4;

  final int rows;
  final int cols;
  final int[] rowStart;
  final int[] columns;
  final double[] values;

  private LaneMatrix(int rows, int cols, int[] rowStart, int[] columns, double[] values) {
    this.rows = rows;
    this.cols = cols;
    this.rowStart = rowStart;
    this.columns = columns;
    this.values = values;
  }

  /**
   * A matrix with every weight, row-major.
   *
   * @param values integers, {@code rows * cols}
   */
  public static LaneMatrix dense(int rows, int cols, double[] values) {
    int padded = padded(rows);
    return new LaneMatrix(
        padded,
        cols,
        null,
        null,
        java.util.Arrays.copyOf(values, Math.multiplyExact(padded, cols)));
  }

  /**
   * A matrix with the kept weights, row by row.
   *
   * @param rowStart position of each row's first weight, and the count of all at the end
   * @param columns column of each weight
   * @param values integers
   */
  public static LaneMatrix sparse(
      int rows, int cols, int[] rowStart, int[] columns, double[] values) {
    for (int c : columns) {
      if (c < 0 || c >= cols) {
        throw LstmcException.badInput("sparse matrix of %d columns: column %d", cols, c);
      }
    }
    int padded = padded(rows);
    int[] starts = java.util.Arrays.copyOf(rowStart, padded + 1);
    java.util.Arrays.fill(starts, rows + 1, padded + 1, rowStart[rows]);
    return new LaneMatrix(padded, cols, starts, columns, values);
  }

  /** Rows, zero rows of padding included: what the output array must hold. */
  public int rows() {
    return rows;
  }

  /** The number of rows that a matrix is padded to. */
  public static int padded(int rows) {
    return (rows + ROW_TILE - 1) / ROW_TILE * ROW_TILE;
  }

  /** Columns. */
  public int cols() {
    return cols;
  }

  /** Sum of absolute weights of a row. */
  public double magnitude(int row) {
    int from = rowStart == null ? row * cols : rowStart[row];
    int to = rowStart == null ? from + cols : rowStart[row + 1];
    double sum = 0;
    for (int p = from; p < to; p++) {
      sum += Math.abs(values[p]);
    }
    return sum;
  }
}
