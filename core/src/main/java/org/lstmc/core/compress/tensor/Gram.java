package org.lstmc.core.compress.tensor;

import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.lstmc.core.LstmcException;

/**
 * Left singular vectors of a matrix [rows, columns] from the eigenvectors of the product with its
 * own transpose, taken on its smaller side: a full singular value decomposition of a matrix of 128
 * x 460,800 is out of reach, and singular values below 1e-7 of the greatest, which this loses, are
 * below the precision of float weights.
 *
 * @param squares squared singular values, greatest first, as many as the smaller side
 * @param vectors eigenvectors, {@code vectors[k]} of squares[k], on the smaller side
 * @param onRows whether the smaller side are the rows
 */
record Gram(double[] squares, double[][] vectors, boolean onRows) {
  /** Squares below this share of their sum are rounding. */
  static final double NOISE = 1e-14;

  private static final int MOST = 3000;
  private static final int CHUNK = 256;

  static Gram of(double[] x, int rows, int columns) {
    int n = Math.min(rows, columns);
    if (n > MOST) {
      throw LstmcException.unsupported(
          "a cut of %d x %d: singular values are taken up to %d on the smaller side;"
              + " choose smaller ranks or more modes",
          rows, columns, MOST);
    }
    boolean onRows = rows <= columns;
    double[][] product = onRows ? rowProduct(x, rows, columns) : columnProduct(x, rows, columns);
    RealMatrix gram = new Array2DRowRealMatrix(product, false);
    double[] squares = new double[n];
    double[][] vectors = new double[n][];
    try {
      EigenDecomposition eigen = new EigenDecomposition(gram);
      for (int k = 0; k < n; k++) {
        squares[k] = Math.max(0, eigen.getRealEigenvalue(k));
        vectors[k] = eigen.getEigenvector(k).toArray();
      }
    } catch (MaxCountExceededException e) {
      // The QL iteration gives up on some matrices of very low rank; of a symmetric positive
      // semidefinite matrix singular values and eigenvalues are the same.
      SingularValueDecomposition svd = new SingularValueDecomposition(gram);
      for (int k = 0; k < n; k++) {
        squares[k] = svd.getSingularValues()[k];
        vectors[k] = svd.getU().getColumn(k);
      }
    }
    return new Gram(squares, vectors, onRows);
  }

  private static double[][] rowProduct(double[] x, int rows, int columns) {
    double[][] g = new double[rows][rows];
    for (int c0 = 0; c0 < columns; c0 += CHUNK) {
      int n = Math.min(CHUNK, columns - c0);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j <= i; j++) {
          g[i][j] += dot(x, i * columns + c0, j * columns + c0, n);
        }
      }
    }
    return mirrored(g);
  }

  private static double dot(double[] x, int a, int b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = 0;
    for (; t + 4 <= n; t += 4) {
      s0 += x[a + t] * x[b + t];
      s1 += x[a + t + 1] * x[b + t + 1];
      s2 += x[a + t + 2] * x[b + t + 2];
      s3 += x[a + t + 3] * x[b + t + 3];
    }
    for (; t < n; t++) {
      s0 += x[a + t] * x[b + t];
    }
    return s0 + s1 + s2 + s3;
  }

  private static double[][] columnProduct(double[] x, int rows, int columns) {
    double[][] g = new double[columns][columns];
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int i = 0; i < columns; i++) {
        double v = x[at + i];
        double[] row = g[i];
        for (int j = 0; j <= i; j++) {
          row[j] += v * x[at + j];
        }
      }
    }
    return mirrored(g);
  }

  private static double[][] mirrored(double[][] g) {
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < i; j++) {
        g[j][i] = g[i][j];
      }
    }
    return g;
  }

  /**
   * The leading left singular vectors as columns of [rows, rank]; zeros where the matrix has less
   * rank.
   */
  double[] left(double[] x, int rows, int columns, int rank) {
    double[] u = new double[rows * rank];
    for (int k = 0; k < Math.min(rank, squares.length); k++) {
      if (onRows) {
        for (int i = 0; i < rows; i++) {
          u[i * rank + k] = vectors[k][i];
        }
      } else if (squares[k] > NOISE * squares[0]) {
        double scale = 1 / Math.sqrt(squares[k]);
        for (int i = 0; i < rows; i++) {
          double sum = 0;
          for (int c = 0; c < columns; c++) {
            sum += x[i * columns + c] * vectors[k][c];
          }
          u[i * rank + k] = sum * scale;
        }
      }
    }
    return u;
  }
}
