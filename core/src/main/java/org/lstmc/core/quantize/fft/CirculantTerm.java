package org.lstmc.core.quantize.fft;

import org.lstmc.core.model.SignalNames;

/**
 * One block-circulant matrix of a row sum.
 *
 * @param matrix its name
 * @param spectra its stored spectra
 * @param forward the transform of the vectors it meets
 * @param shift left shift of its products in the spectral accumulator
 */
public record CirculantTerm(String matrix, WeightSpectra spectra, FixedFft forward, int shift) {

  /**
   * The spectrum of a vector, block by block [q][k]; the last block is filled up with zeros.
   *
   * @param vector raw integers: what the matrix meets, or of a convolution the channels of one
   *     pixel, which every tap meets
   * @param fraction their fraction bits
   */
  public long[][] transform(long[] vector, int fraction, WordCounter counter) {
    int k = forward.points();
    long[][] spectrum = new long[(vector.length + k - 1) / k][k];
    long[] block = new long[k];
    long outside = 0;
    for (int j = 0; j < spectrum.length; j++) {
      for (int n = 0; n < k; n++) {
        block[n] = j * k + n < vector.length ? vector[j * k + n] : 0;
      }
      outside += forward.forward(block, fraction, spectrum[j]);
    }
    counter.add(SignalNames.spectrum(matrix), outside);
    return spectrum;
  }

  /** Adds the exact products of a block row with a spectrum to k sums, aligned. */
  void addProducts(int blockRow, long[][] spectrum, long[] sums) {
    int k = forward.points();
    for (int j = 0; j < spectrum.length; j++) {
      long[] x = spectrum[j];
      for (int bin = 0; bin <= k / 2; bin++) {
        long wr = spectra.real(blockRow, j, bin);
        if (HalfComplex.isReal(bin, k)) {
          sums[bin] += (wr * x[bin]) << shift;
          continue;
        }
        int at = HalfComplex.imaginary(bin, k);
        long wi = spectra.imaginary(blockRow, j, bin);
        sums[bin] += (wr * x[bin] - wi * x[at]) << shift;
        sums[at] += (wr * x[at] + wi * x[bin]) << shift;
      }
    }
  }
}
