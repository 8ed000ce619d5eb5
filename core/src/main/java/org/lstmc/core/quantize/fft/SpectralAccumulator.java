package org.lstmc.core.quantize.fft;

import java.math.BigInteger;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;

/**
 * How the complex products of a row sum are added: shifted left to the greatest fraction, modulo
 * 2^width, real and imaginary parts each on their own.
 *
 * @param name the signal's name
 * @param fraction fraction bits of the sums
 * @param provableWidth the least width that no spectrum in its format can overflow
 */
public record SpectralAccumulator(String name, int fraction, int provableWidth) {
  private static final int MAX_WIDTH = 62;

  /**
   * Plans the sums of a group.
   *
   * @param lead its first matrix
   * @param spectra stored spectra of its matrices
   * @param words format of the spectrum that each meets
   */
  public static SpectralAccumulator plan(
      String lead, List<WeightSpectra> spectra, List<FixedFormat> words) {
    int fraction = Integer.MIN_VALUE;
    for (int m = 0; m < spectra.size(); m++) {
      fraction = Math.max(fraction, fraction(spectra.get(m), words.get(m)));
    }
    int width = 2;
    int k = spectra.get(0).form().block();
    for (int i = 0; i < spectra.get(0).form().blockRows(); i++) {
      for (int word = 0; word < k; word++) {
        BigInteger high = BigInteger.ZERO;
        BigInteger low = BigInteger.ZERO;
        for (int m = 0; m < spectra.size(); m++) {
          int up = fraction - fraction(spectra.get(m), words.get(m));
          high = high.add(extreme(spectra.get(m), i, word, words.get(m), true).shiftLeft(up));
          low = low.add(extreme(spectra.get(m), i, word, words.get(m), false).shiftLeft(up));
        }
        width = Math.max(width, Math.max(high.bitLength(), low.bitLength()) + 1);
      }
    }
    String name = SignalNames.spectralAccumulator(lead);
    if (width > MAX_WIDTH) {
      throw LstmcException.unsupported(
          "%s: exact sums need %d bits, %d is the most. Narrow the formats of its weights or of its"
              + " spectra, or bring their fraction bits closer together",
          name, width, MAX_WIDTH);
    }
    return new SpectralAccumulator(name, fraction, width);
  }

  private static int fraction(WeightSpectra w, FixedFormat words) {
    return w.format().fractionBits() + words.fractionBits();
  }

  /** The greatest (or least) sum of one word of a block row; every spectrum word is free. */
  private static BigInteger extreme(
      WeightSpectra w, int blockRow, int word, FixedFormat words, boolean greatest) {
    int k = w.form().block();
    int bin = Math.min(word, k - word);
    boolean imaginary = word > k / 2;
    long positive = 0;
    long negative = 0;
    for (int j = 0; j < w.form().blockCols(); j++) {
      long re = w.real(blockRow, j, bin);
      long im = imaginary ? w.imaginary(blockRow, j, bin) : -w.imaginary(blockRow, j, bin);
      positive += Math.max(re, 0) + Math.max(im, 0);
      negative += Math.min(re, 0) + Math.min(im, 0);
    }
    long forPositive = greatest ? words.maxRaw() : words.minRaw();
    long forNegative = greatest ? words.minRaw() : words.maxRaw();
    return BigInteger.valueOf(positive)
        .multiply(BigInteger.valueOf(forPositive))
        .add(BigInteger.valueOf(negative).multiply(BigInteger.valueOf(forNegative)));
  }

  /** Left shift of the products of one matrix. */
  public int shift(WeightSpectra w, FixedFormat words) {
    return fraction - fraction(w, words);
  }

  /** The format of that many bits. */
  public FixedFormat format(int width) {
    return new FixedFormat(width, width - fraction);
  }

  /** Checks that a chosen format has the fraction that the products demand. */
  public FixedFormat check(FixedFormat chosen) {
    if (chosen == null || chosen.fractionBits() != fraction) {
      throw LstmcException.badInput(
          "quantization: %s is %s; its products have %d fraction bits, so %d bits are %s (narrower"
              + " wraps)",
          name, chosen, fraction, provableWidth, format(provableWidth));
    }
    return chosen;
  }
}
