package org.lstmc.core.quantize.fft;

import java.util.List;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/**
 * The products of a {@link SpectralGroup} with their vectors, exact to the bit: formats and shifts,
 * and the plain computation ({@code docs/arithmetic.md}, section "The product"). Immutable.
 *
 * @param lead first matrix of the group
 * @param terms its matrices
 * @param accumulator format of the spectral sums
 * @param inverse the inverse transform; its words' format is the product's
 */
public record CirculantSum(
    String lead, List<CirculantTerm> terms, FixedFormat accumulator, FixedFft inverse) {

  /** Block size k. */
  public int block() {
    return inverse.points();
  }

  /** Outputs: rows of every matrix. */
  public int rows() {
    return terms.get(0).spectra().form().rows();
  }

  /** Format of the products. */
  public FixedFormat words() {
    return inverse.words();
  }

  /**
   * Exact spectral sums of a block row, before they are kept modulo 2^width.
   *
   * @param spectra by term, a vector's spectrum [q][k]; null where the term takes no part
   * @return k words, as {@link HalfComplex} says
   */
  public long[] exactSums(int blockRow, List<long[][]> spectra) {
    long[] sums = new long[block()];
    for (int t = 0; t < terms.size(); t++) {
      if (spectra.get(t) != null) {
        terms.get(t).addProducts(blockRow, spectra.get(t), sums);
      }
    }
    return sums;
  }

  /**
   * What follows the sums of a block row: kept modulo 2^width, rounded into the inverse transform's
   * words, transformed back.
   *
   * @param sums exact sums; become what the accumulators hold
   * @return k products of consecutive rows
   */
  public long[] finish(long[] sums, WordCounter counter) {
    long wrapped = 0;
    long outside = 0;
    long[] words = new long[block()];
    for (int i = 0; i < words.length; i++) {
      long held = FixedArithmetic.wrap(sums[i], accumulator.width());
      wrapped += held == sums[i] ? 0 : 1;
      sums[i] = held;
      words[i] =
          FixedArithmetic.requantize(
              held, accumulator.fractionBits(), words(), inverse.rounding(), inverse.overflow());
      outside +=
          FixedArithmetic.leaves(held, accumulator.fractionBits(), words(), inverse.rounding())
              ? 1
              : 0;
    }
    long[] block = new long[block()];
    outside += inverse.inverse(words, block);
    counter.add(SignalNames.spectralAccumulator(lead), wrapped);
    counter.add(SignalNames.inverse(lead), outside);
    return block;
  }

  /**
   * The products of some rows. Every block row that holds one of them is transformed back whole.
   *
   * @param from first row
   * @param to row after the last
   * @param spectra by term, as {@link CirculantTerm#transform} makes them; null where the term
   *     takes no part
   * @return raw integers in the format {@link #words}, one a row
   */
  public long[] rows(int from, int to, List<long[][]> spectra, WordCounter counter) {
    long[] out = new long[to - from];
    int k = block();
    for (int i = from / k; i * k < to; i++) {
      long[] block = finish(exactSums(i, spectra), counter);
      for (int r = Math.max(from, i * k); r < Math.min(to, (i + 1) * k); r++) {
        out[r - from] = block[r - i * k];
      }
    }
    return out;
  }
}
