package org.lstmc.core.quantize.datapath;

import java.math.BigInteger;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.StepLayout;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.fft.WeightSpectra;

/** One thing that the rows of an accumulator add up, with the greatest and least it can be. */
public interface Summand {
  /** Rows of the sum. */
  int rows();

  /** Fraction bits of what is added. */
  int fraction();

  /** The greatest (or least) integer that is added to a row; 0 where it does not take part. */
  BigInteger extreme(int row, boolean high);

  /**
   * A matrix times a vector, in some rows of the sum.
   *
   * @param from first row that takes part
   * @param to row after the last
   */
  record Product(FixedMatrix weights, FixedFormat vector, int from, int to) implements Summand {
    /** A product in every row. */
    Product(FixedMatrix weights, FixedFormat vector) {
      this(weights, vector, 0, weights.rows());
    }

    @Override
    public int rows() {
      return weights.rows();
    }

    @Override
    public int fraction() {
      return weights.format().fractionBits() + vector.fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      if (row < from || row >= to) {
        return BigInteger.ZERO;
      }
      return high ? weights.highest(row, vector) : weights.lowest(row, vector);
    }
  }

  /**
   * A product that is at hand in a format of its own, as block-circulant ones and those of
   * contraction chains are, in some rows.
   *
   * @param rows rows of the sum
   * @param from first row that takes part
   * @param to row after the last
   */
  record Words(FixedFormat format, int rows, int from, int to) implements Summand {
    @Override
    public int fraction() {
      return format.fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      if (row < from || row >= to) {
        return BigInteger.ZERO;
      }
      return BigInteger.valueOf(high ? format.maxRaw() : format.minRaw());
    }
  }

  /**
   * Stored spectra times the spectrum of a vector; row {@code i*k + word} is one word ({@link
   * HalfComplex}) of block row i.
   *
   * @param words format of the vector's spectrum, each word of which is free
   */
  record Spectra(WeightSpectra weights, FixedFormat words) implements Summand {
    @Override
    public int rows() {
      return weights.form().blockRows() * weights.form().block();
    }

    @Override
    public int fraction() {
      return weights.format().fractionBits() + words.fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      int k = weights.form().block();
      int word = row % k;
      int bin = Math.min(word, k - word);
      boolean imaginary = word > k / 2;
      long positive = 0;
      long negative = 0;
      for (int j = 0; j < weights.form().blockCols(); j++) {
        long re = weights.real(row / k, j, bin);
        long im = weights.imaginary(row / k, j, bin);
        // re * x.re - im * x.im, or im * x.re + re * x.im.
        long other = imaginary ? im : -im;
        positive += Math.max(re, 0) + Math.max(other, 0);
        negative += Math.min(re, 0) + Math.min(other, 0);
      }
      BigInteger forPositive = BigInteger.valueOf(high ? words.maxRaw() : words.minRaw());
      BigInteger forNegative = BigInteger.valueOf(high ? words.minRaw() : words.maxRaw());
      return BigInteger.valueOf(positive)
          .multiply(forPositive)
          .add(BigInteger.valueOf(negative).multiply(forNegative));
    }
  }

  /**
   * One step of a contraction chain; a row is one of its matrix W.
   *
   * @param factor the stored factor
   * @param words format of what the step reads, each word of which is free
   */
  record Contraction(StepLayout step, FixedMatrix factor, FixedFormat words) implements Summand {
    @Override
    public int rows() {
      return step.outputs();
    }

    @Override
    public int fraction() {
      return factor.format().fractionBits() + words.fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      long positive = 0;
      long negative = 0;
      for (int k = 0; k < step.contracted(); k++) {
        int w = factor.raw(step.weights()[row * step.contracted() + k]);
        positive += Math.max(w, 0);
        negative += Math.min(w, 0);
      }
      BigInteger forPositive = BigInteger.valueOf(high ? words.maxRaw() : words.minRaw());
      BigInteger forNegative = BigInteger.valueOf(high ? words.minRaw() : words.maxRaw());
      return BigInteger.valueOf(positive)
          .multiply(forPositive)
          .add(BigInteger.valueOf(negative).multiply(forNegative));
    }
  }

  /** A stored bias. */
  record Bias(FixedMatrix bias) implements Summand {
    @Override
    public int rows() {
      return bias.rows();
    }

    @Override
    public int fraction() {
      return bias.format().fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      return BigInteger.valueOf(bias.raw(row));
    }
  }

  /**
   * The product of two signals, in some rows of the sum.
   *
   * @param rows rows of the sum
   * @param from first row that takes part
   */
  record SignalProduct(FixedFormat a, FixedFormat b, int rows, int from) implements Summand {
    @Override
    public int fraction() {
      return a.fractionBits() + b.fractionBits();
    }

    @Override
    public BigInteger extreme(int row, boolean high) {
      if (row < from) {
        return BigInteger.ZERO;
      }
      BigInteger leastA = BigInteger.valueOf(a.minRaw());
      BigInteger leastB = BigInteger.valueOf(b.minRaw());
      return high
          ? leastA.multiply(leastB)
          : leastA
              .multiply(BigInteger.valueOf(b.maxRaw()))
              .min(leastB.multiply(BigInteger.valueOf(a.maxRaw())));
    }
  }
}
