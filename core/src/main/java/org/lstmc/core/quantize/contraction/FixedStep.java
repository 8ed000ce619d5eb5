package org.lstmc.core.quantize.contraction;

import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.fft.WordCounter;

/**
 * One step of a contraction chain on integers: exact sums of products, of which low bits may be cut
 * off first, kept in an accumulator and rounded once.
 *
 * @param layout where the elements lie
 * @param weights raw integers of W [O, K], row by row
 * @param weightFormat their format
 * @param operand format of the words that the step reads
 * @param cut low bits that every product loses before it is added; 0 for none
 * @param accumulator format of the sums
 * @param words format of the step's intermediate
 */
public record FixedStep(
    StepLayout layout,
    int[] weights,
    FixedFormat weightFormat,
    FixedFormat operand,
    int cut,
    FixedFormat accumulator,
    FixedFormat words,
    Rounding rounding,
    Overflow overflow) {

  /**
   * The step's intermediate.
   *
   * @param before raw words of the intermediate before, or of the vector
   */
  public long[] run(long[] before, WordCounter counter) {
    int contracted = layout.contracted();
    int rest = layout.rest();
    long[] out = new long[layout.words()];
    long wrapped = 0;
    long outside = 0;
    for (int l = 0; l < rest; l++) {
      for (int o = 0; o < layout.outputs(); o++) {
        long sum = 0;
        for (int k = 0; k < contracted; k++) {
          sum +=
              (weights[o * contracted + k] * before[layout.operand()[l * contracted + k]]) >> cut;
        }
        long held = FixedArithmetic.wrap(sum, accumulator.width());
        wrapped += held == sum ? 0 : 1;
        outside +=
            FixedArithmetic.leaves(held, accumulator.fractionBits(), words, rounding) ? 1 : 0;
        out[o * rest + l] =
            FixedArithmetic.requantize(held, accumulator.fractionBits(), words, rounding, overflow);
      }
    }
    counter.add(SignalNames.stepAccumulator(layout.factor()), wrapped);
    counter.add(SignalNames.intermediate(layout.factor()), outside);
    return out;
  }

  /** Raw weight of W at a row and a column. */
  public int weight(int output, int contracted) {
    return weights[output * layout.contracted() + contracted];
  }

  /** The greatest sum of magnitudes of a row's raw weights. */
  public long greatestRow() {
    long most = 0;
    for (int o = 0; o < layout.outputs(); o++) {
      long sum = 0;
      for (int k = 0; k < layout.contracted(); k++) {
        sum += Math.abs((long) weight(o, k));
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /** No sum has a greater magnitude, whatever words the step meets. */
  public double greatestSum() {
    double exact = greatestRow() * Math.scalb(1.0, operand.width() - 1);
    return Math.scalb(exact, -cut) + (cut > 0 ? layout.contracted() : 0);
  }
}
