package org.lstmc.core.quantize.fft;

/**
 * The transform of k real numbers as a matrix, for programs that know only matrix products: {@code
 * spectrum = v F} and {@code v = spectrum B}, both rows, the spectrum as {@link HalfComplex} says.
 *
 * @param block k, a power of two
 */
public record SpectralBasis(int block) {

  /** F [k, k]: column j the cosine of bin j, column k-j its negative sine. */
  public double[][] toSpectrum() {
    double[][] f = new double[block][block];
    for (int n = 0; n < block; n++) {
      for (int j = 0; j <= block / 2; j++) {
        f[n][j] = RootsOfUnity.cos((long) j * n, block);
        if (!HalfComplex.isReal(j, block)) {
          f[n][HalfComplex.imaginary(j, block)] = -RootsOfUnity.sin((long) j * n, block);
        }
      }
    }
    return f;
  }

  /** B [k, k], the inverse of F. */
  public double[][] fromSpectrum() {
    double[][] f = toSpectrum();
    double[][] b = new double[block][block];
    for (int word = 0; word < block; word++) {
      // A complex bin stands for itself and its conjugate.
      double weight = HalfComplex.isReal(Math.min(word, block - word), block) ? 1 : 2;
      for (int n = 0; n < block; n++) {
        b[word][n] = weight * f[n][word] / block;
      }
    }
    return b;
  }

  /** A row times a matrix. */
  public static double[] times(double[] row, double[][] matrix) {
    double[] out = new double[matrix[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += row[i] * matrix[i][j];
      }
    }
    return out;
  }
}
