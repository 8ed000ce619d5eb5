package org.lstmc.core.compress.circulant;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Tensor;

/**
 * The form of a block-circulant matrix [rows, cols]: it is cut into k x k blocks, each of which is
 * circulant, {@code W[r][c] = w[(r - c) mod k]} inside a block, so that w is a block's first column
 * and a block times x is the circular convolution of w and x (Wang et al., C-LSTM, arXiv
 * 1803.06305). Where rows or columns are no multiple of k, the last blocks stand over the edge:
 * what lies outside does not exist, and a diagonal's mean is over what lies inside.
 *
 * @param rows outputs
 * @param cols inputs
 * @param block size k of a block, a power of two
 */
public record BlockCirculant(int rows, int cols, int block) {
  /** Name of the scheme in files and on the command line. */
  public static final String SCHEME = "block-circulant";

  /** Key of the block size among a matrix's compression parameters. */
  public static final String BLOCK = "block";

  /** Greatest block size. */
  public static final int MOST = 1024;

  /** Checks the block size. */
  public BlockCirculant {
    if (block < 2 || block > MOST || Integer.bitCount(block) != 1) {
      throw LstmcException.usage("block size %d: must be a power of two from 2 to %d", block, MOST);
    }
  }

  /** Block rows p. */
  public int blockRows() {
    return (rows + block - 1) / block;
  }

  /** Block columns q. */
  public int blockCols() {
    return (cols + block - 1) / block;
  }

  /** Shape of the defining vectors: [p, q, k]. */
  public int[] vectorShape() {
    return new int[] {blockRows(), blockCols(), block};
  }

  /** Numbers that define the matrix. */
  public long parameters() {
    return (long) blockRows() * blockCols() * block;
  }

  /** Position in the vectors [p, q, k] of the number that stands at a row and a column. */
  public int index(int row, int col) {
    int d = Math.floorMod(row - col, block);
    return ((row / block) * blockCols() + col / block) * block + d;
  }

  /** The dense matrix of these vectors. */
  public Tensor expand(Tensor vectors) {
    float[] dense = new float[rows * cols];
    for (int r = 0, i = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++, i++) {
        dense[i] = vectors.data()[index(r, c)];
      }
    }
    return new Tensor(new int[] {rows, cols}, dense);
  }

  /**
   * The vectors of the nearest matrix of this form (least squares): the mean of every wrapped
   * diagonal; 0 for a diagonal of which nothing lies inside. Exact where the matrix already has
   * this form.
   */
  public Tensor vectors(Tensor matrix) {
    if (matrix.rows() != rows || matrix.cols() != cols) {
      throw new IllegalArgumentException(matrix + " is not [" + rows + ", " + cols + "]");
    }
    int n = Math.toIntExact(parameters());
    double[] sum = new double[n];
    int[] count = new int[n];
    for (int r = 0, i = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++, i++) {
        int v = index(r, c);
        sum[v] += matrix.data()[i];
        count[v]++;
      }
    }
    float[] mean = new float[n];
    for (int v = 0; v < n; v++) {
      // A sum of at most k equal floats is exact in double, and so is their mean.
      mean[v] = count[v] == 0 ? 0 : (float) (sum[v] / count[v]);
    }
    return new Tensor(vectorShape(), mean);
  }

  /** The nearest matrix of this form. */
  public Tensor project(Tensor matrix) {
    return expand(vectors(matrix));
  }
}
