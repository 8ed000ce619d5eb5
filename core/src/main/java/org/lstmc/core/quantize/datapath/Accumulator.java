package org.lstmc.core.quantize.datapath;

import java.math.BigInteger;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/**
 * How one row's products are summed: every summand is shifted left to the common fraction, and the
 * sum is kept modulo 2^width.
 *
 * @param name the signal's name
 * @param fraction fraction bits of the sum
 * @param shifts left shift of each summand, in the order of the summands it was made from
 * @param provableWidth the least width that no input vector can overflow
 */
public record Accumulator(String name, int fraction, List<Integer> shifts, int provableWidth) {
  private static final int MAX_WIDTH = 62;

  /** Plans the sum; every summand has the same number of rows. */
  public static Accumulator plan(String name, List<Summand> summands) {
    int fraction = summands.stream().mapToInt(Summand::fraction).max().orElseThrow();
    List<Integer> shifts = summands.stream().map(s -> fraction - s.fraction()).toList();
    int width = 2;
    int rows = summands.get(0).rows();
    for (int r = 0; r < rows; r++) {
      for (boolean high : new boolean[] {true, false}) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < shifts.size(); i++) {
          sum = sum.add(summands.get(i).extreme(r, high).shiftLeft(shifts.get(i)));
        }
        width = Math.max(width, sum.bitLength() + 1);
      }
    }
    if (width > MAX_WIDTH) {
      throw LstmcException.unsupported(
          "%s: exact sums need %d bits, %d is the most. Narrow the formats of its weights or its"
              + " input, or bring their fraction bits closer together",
          name, width, MAX_WIDTH);
    }
    return new Accumulator(name, fraction, shifts, width);
  }

  /** The format of that many bits. */
  public FixedFormat format(int width) {
    return new FixedFormat(width, width - fraction);
  }

  /** Checks that a chosen format has the fraction that the summands demand. */
  public FixedFormat check(FixedFormat chosen) {
    if (chosen == null || chosen.fractionBits() != fraction) {
      throw LstmcException.badInput(
          "quantization: %s is %s; its products have %d fraction bits, so %d bits are %s (narrower"
              + " wraps)",
          name, chosen, fraction, provableWidth, format(provableWidth));
    }
    return chosen;
  }

  /**
   * Checks a format in which products may lose low bits before they are added: its fraction is the
   * summands' or less.
   */
  public FixedFormat checkCut(FixedFormat chosen) {
    if (chosen != null && chosen.fractionBits() < fraction && chosen.width() <= MAX_WIDTH) {
      return chosen;
    }
    return check(chosen);
  }

  /** Whether an exact sum wraps in the format. */
  static boolean wraps(long sum, FixedFormat format) {
    return !FixedArithmetic.fits(sum, format.width());
  }
}
