package org.lstmc.core.quantize.datapath;

import java.math.BigInteger;
import java.util.Arrays;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/**
 * A matrix (or a vector, as one column) of raw integers as the hardware stores it: row by row, the
 * kept weights with their columns. Without a mask every weight is kept.
 */
public final class FixedMatrix {
  private static final int MAX_WIDTH = 32;

  private final FixedFormat format;
  private final int rows;
  private final int cols;
  private final int[] rowStart;
  private final int[] columns;
  private final int[] raws;
  private final long clipped;

  private FixedMatrix(
      FixedFormat format,
      int rows,
      int cols,
      int[] rowStart,
      int[] columns,
      int[] raws,
      long clipped) {
    this.format = format;
    this.rows = rows;
    this.cols = cols;
    this.rowStart = rowStart;
    this.columns = columns;
    this.raws = raws;
    this.clipped = clipped;
  }

  /**
   * Rounds a tensor to a format: to nearest, halves up, saturated.
   *
   * @param name the tensor's name, for messages
   * @param mask the kept weights; null for all
   */
  public static FixedMatrix of(String name, Tensor tensor, Mask mask, FixedFormat format) {
    if (format.width() > MAX_WIDTH) {
      throw LstmcException.unsupported(
          "%s: format %s; stored tensors have at most %d bits", name, format, MAX_WIDTH);
    }
    int rows = tensor.rows();
    int cols = tensor.cols();
    int kept = mask == null ? tensor.data().length : mask.count();
    int[] rowStart = new int[rows + 1];
    int[] columns = mask == null ? null : new int[kept];
    int[] raws = new int[kept];
    long clipped = 0;
    int n = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        if (mask != null && !mask.keeps(r, c)) {
          continue;
        }
        float w = tensor.at(r, c);
        raws[n] = (int) FixedArithmetic.fromDouble(w, format);
        clipped += FixedArithmetic.clips(w, format) ? 1 : 0;
        if (columns != null) {
          columns[n] = c;
        }
        n++;
      }
      rowStart[r + 1] = n;
    }
    return new FixedMatrix(format, rows, cols, rowStart, columns, raws, clipped);
  }

  /** The format of the raw integers. */
  public FixedFormat format() {
    return format;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Columns. */
  public int cols() {
    return cols;
  }

  /** Whether every weight is kept, so that {@link #column} counts up. */
  public boolean isDense() {
    return columns == null;
  }

  /** Position of a row's first weight; a row ends where the next one starts. */
  public int rowStart(int row) {
    return rowStart[row];
  }

  /** Column of the weight at a position. */
  public int column(int position) {
    return columns == null ? position % cols : columns[position];
  }

  /** Raw weight at a position. */
  public int raw(int position) {
    return raws[position];
  }

  /** Number of kept weights. */
  public int count() {
    return raws.length;
  }

  /** Weights that the format could not hold and that were saturated. */
  public long clipped() {
    return clipped;
  }

  /** Exact dot product of a row with a vector of raw integers. */
  public long dot(int row, long[] x) {
    long sum = 0;
    for (int p = rowStart[row]; p < rowStart[row + 1]; p++) {
      sum += raws[p] * x[column(p)];
    }
    return sum;
  }

  /**
   * Peephole weights [3, H] (i, f, o) as a matrix of gate rows, each with the one weight that meets
   * its own cell; the rows of g are empty.
   */
  FixedMatrix asDiagonals(int gateRows) {
    int h = cols;
    int[] start = new int[gateRows + 1];
    int[] column = new int[3 * h];
    for (int r = 0; r < gateRows; r++) {
      boolean seesCell = r / h != 2;
      start[r + 1] = start[r] + (seesCell ? 1 : 0);
      if (seesCell) {
        column[start[r]] = r % h;
      }
    }
    return new FixedMatrix(format, gateRows, h, start, column, raws, clipped);
  }

  /** The rows from one to before another, as a matrix of their own. */
  FixedMatrix part(int from, int to) {
    int first = rowStart[from];
    int[] start = new int[to - from + 1];
    for (int r = from; r <= to; r++) {
      start[r - from] = rowStart[r] - first;
    }
    int[] column = columns == null ? null : Arrays.copyOfRange(columns, first, rowStart[to]);
    int[] raw = Arrays.copyOfRange(raws, first, rowStart[to]);
    return new FixedMatrix(format, to - from, cols, start, column, raw, clipped);
  }

  /** The greatest dot product of a row with any vector in the format. */
  BigInteger highest(int row, FixedFormat vector) {
    return extreme(row, vector.maxRaw(), vector.minRaw());
  }

  /** The least dot product of a row with any vector in the format. */
  BigInteger lowest(int row, FixedFormat vector) {
    return extreme(row, vector.minRaw(), vector.maxRaw());
  }

  private BigInteger extreme(int row, long forPositive, long forNegative) {
    long positive = 0;
    long negative = 0;
    for (int p = rowStart[row]; p < rowStart[row + 1]; p++) {
      positive += Math.max(raws[p], 0);
      negative += Math.min(raws[p], 0);
    }
    return BigInteger.valueOf(positive)
        .multiply(BigInteger.valueOf(forPositive))
        .add(BigInteger.valueOf(negative).multiply(BigInteger.valueOf(forNegative)));
  }
}
