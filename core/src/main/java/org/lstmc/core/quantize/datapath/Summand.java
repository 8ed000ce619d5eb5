package org.lstmc.core.quantize.datapath;

import java.math.BigInteger;
import org.lstmc.core.number.FixedFormat;

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
