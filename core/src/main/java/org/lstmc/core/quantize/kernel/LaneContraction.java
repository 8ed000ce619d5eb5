package org.lstmc.core.quantize.kernel;

import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.contraction.StepLayout;

/**
 * {@link FixedStep} in lock step, integers held as doubles: word i of lane b lies at {@code i*lanes
 * + b}. Gives its bits wherever {@link #isExact} holds. The transform between steps costs no pass
 * of its own: a step reads every word where the step before left it. Not thread-safe: one a thread.
 */
public final class LaneContraction {
  private final FixedStep step;
  private final LaneKernel kernel;
  private final LaneMatrix weights;
  private final LaneWords words;
  private final int lanes;
  private final boolean canWrap;
  private final double[] sums;

  /** Tells whether a sum has left the accumulator; null where none can. */
  private final LaneWords accumulator;

  private final double[] spare;
  private final double[] left;

  /** A step of so many lanes on a kernel. */
  public LaneContraction(FixedStep step, LaneKernel kernel, int lanes) {
    this.step = step;
    this.kernel = kernel;
    this.lanes = lanes;
    StepLayout layout = step.layout();
    double[] values = new double[layout.outputs() * layout.contracted()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb((double) step.weights()[i], -step.cut());
    }
    weights = LaneMatrix.dense(layout.outputs(), layout.contracted(), values);
    sums = new double[weights.rows() * lanes];
    FixedFormat held = step.accumulator();
    int drop = held.fractionBits() - step.words().fractionBits();
    words = new LaneWords(kernel, drop, step.words(), step.rounding(), step.overflow());
    canWrap = step.greatestSum() > held.maxRaw();
    accumulator = canWrap ? new LaneWords(kernel, 0, held, Rounding.TRN, Overflow.SAT) : null;
    spare = canWrap ? new double[sums.length] : null;
    left = new double[lanes];
  }

  /** Whether no integer on the way leaves those that a double holds. */
  public static boolean isExact(FixedStep step) {
    int product = step.weightFormat().width() + step.operand().width();
    int bits = Math.max(product, Math.getExponent(step.greatestSum()) + 2);
    int drop = step.accumulator().fractionBits() - step.words().fractionBits();
    return LaneWords.isExact(0, bits) && LaneWords.isExact(drop, bits) && step.cut() < bits;
  }

  /**
   * The step's intermediate.
   *
   * @param before words of the intermediate before
   * @param wrapped gains one for each lane whose accumulator wraps
   * @param outside gains one for each lane whose word leaves its format
   */
  public void run(double[] before, double[] after, double[] wrapped, double[] outside) {
    StepLayout layout = step.layout();
    int contracted = layout.contracted();
    int rest = layout.rest();
    for (int l = 0; l < rest; l++) {
      int at = l * contracted;
      if (step.cut() > 0) {
        kernel.contractCut(
            weights, layout.operand(), at, lanes, before, sums, WordRounding.cutOffset(step.cut()));
      } else {
        kernel.contract(weights, layout.operand(), at, lanes, before, sums);
      }
      if (canWrap) {
        hold(layout.outputs(), wrapped);
      }
      words.convert(sums, layout.outputs(), lanes, after, l * lanes, rest * lanes, outside);
    }
  }

  /** Keeps the sums modulo 2^width. */
  private void hold(int rows, double[] wrapped) {
    java.util.Arrays.fill(left, 0);
    accumulator.convert(sums, rows, lanes, spare, 0, lanes, left);
    double any = 0;
    for (double n : left) {
      any += n;
    }
    if (any == 0) {
      return;
    }
    int width = step.accumulator().width();
    for (int at = 0; at < rows * lanes; at++) {
      sums[at] = FixedArithmetic.wrap((long) sums[at], width);
    }
    for (int b = 0; b < lanes; b++) {
      wrapped[b] += left[b];
    }
  }
}
