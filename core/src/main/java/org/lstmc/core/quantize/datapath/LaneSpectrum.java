package org.lstmc.core.quantize.datapath;

import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneKernel;

/** {@link CirculantTerm#transform} in lock step, with room for one spectrum. One a thread. */
final class LaneSpectrum {
  private final CirculantTerm term;
  private final LaneFft fft;
  private final int lanes;
  private final int blocks;
  private final double[] words;
  private final double[] scratch;
  private final double[] outside;

  /**
   * By bin: real parts of all blocks [q, lanes], and below them, where the bin is not real, the
   * imaginary ones.
   */
  private final double[][] bins;

  LaneSpectrum(CirculantTerm term, LaneKernel kernel, int lanes) {
    this.term = term;
    this.fft = new LaneFft(term.forward(), kernel);
    this.lanes = lanes;
    this.blocks = term.spectra().form().blockCols();
    int k = fft.points();
    words = new double[k * lanes];
    scratch = new double[fft.scratch(lanes)];
    outside = new double[lanes];
    bins = new double[HalfComplex.bins(k)][];
    for (int bin = 0; bin < bins.length; bin++) {
      bins[bin] = new double[(HalfComplex.isReal(bin, k) ? 1 : 2) * blocks * lanes];
    }
  }

  /** The matrix that this spectrum meets. */
  CirculantTerm term() {
    return term;
  }

  /** The spectrum of the last vector. */
  double[] bin(int bin) {
    return bins[bin];
  }

  /**
   * Transforms a vector.
   *
   * @param x raw integers [cols, lanes] in the format
   * @return how many words of the first {@code active} lanes left their format
   */
  long transform(double[] x, FixedFormat format, int active) {
    int k = fft.points();
    int cols = term.spectra().form().cols();
    java.util.Arrays.fill(outside, 0);
    for (int j = 0; j < blocks; j++) {
      for (int n = 0; n < k; n++) {
        int row = fft.row(n);
        if (j * k + n < cols) {
          int at = (j * k + n) * lanes;
          fft.convert(x, at, format.fractionBits(), words, row, lanes, scratch, outside);
        } else {
          java.util.Arrays.fill(words, row * lanes, (row + 1) * lanes, 0);
        }
      }
      fft.forward(words, scratch, lanes, outside);
      for (int word = 0; word < k; word++) {
        int bin = Math.min(word, k - word);
        int row = word > k / 2 ? blocks + j : j;
        System.arraycopy(words, word * lanes, bins[bin], row * lanes, lanes);
      }
    }
    return sum(outside, active);
  }

  /** The whole number that the first lanes have counted. */
  static long sum(double[] counts, int active) {
    double sum = 0;
    for (int b = 0; b < active; b++) {
      sum += counts[b];
    }
    return (long) sum;
  }
}
