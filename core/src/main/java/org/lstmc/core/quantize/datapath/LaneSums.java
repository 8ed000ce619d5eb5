package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneWords;

/**
 * What follows the sums of some neighbouring pixels of a matrix layer in lock step: kept modulo
 * 2^width, rounded into the output map. Of the last layer they stay as they are.
 */
final class LaneSums {
  private final LaneProductPlan plan;
  private final int lanes;
  private final LaneMap out;
  private final LaneWords words;
  private final double[] outside;
  private final double[] sums;

  /**
   * Room for the sums of some pixels.
   *
   * @param pixels most at once
   * @param out receives the rounded sums; of the last layer the sums
   */
  LaneSums(
      LaneProductPlan plan,
      LaneKernel kernel,
      QuantizationSpec q,
      int lanes,
      int pixels,
      LaneMap out) {
    this.plan = plan;
    this.lanes = lanes;
    this.out = out;
    ForwardProduct p = plan.product();
    words =
        p.output() == null
            ? null
            : new LaneWords(
                kernel,
                p.accumulator().fractionBits() - p.output().fractionBits(),
                p.output(),
                q.rounding(),
                q.overflow());
    // A tile of rows may write a few zero rows beyond the last filter.
    sums = new double[(pixels * filters() + plan.bias().length - filters()) * lanes];
    outside = new double[lanes];
  }

  private int filters() {
    return plan.product().out().channels();
  }

  /** The sums, pixel by pixel, filters of a pixel one after the other. */
  double[] sums() {
    return sums;
  }

  /** Where the sums of a pixel begin. */
  int at(int pixel) {
    return pixel * filters() * lanes;
  }

  /** Finishes the sums of pixels (y, x) to (y, x + pixels - 1). */
  void finish(int y, int x, int pixels, int active, EventCounts counts) {
    int layer = plan.product().layer();
    int rows = pixels * filters();
    if (plan.canWrap()) {
      int width = plan.product().accumulator().width();
      counts.add(SignalNames.forwardAccumulator(layer), wrap(sums, rows, lanes, active, width));
    }
    int to = out.at(y, x, 0);
    if (words == null) {
      System.arraycopy(sums, 0, out.data(), to, rows * lanes);
      return;
    }
    Arrays.fill(outside, 0);
    words.convert(sums, rows, lanes, out.data(), to, lanes, outside);
    counts.add(SignalNames.forwardOutput(layer), LaneSpectrum.sum(outside, active));
  }

  /** Keeps sums modulo 2^width; how many of the active lanes' were changed. */
  static long wrap(double[] sums, int rows, int lanes, int active, int width) {
    long wrapped = 0;
    for (int at = 0; at < rows * lanes; at++) {
      long exact = (long) sums[at];
      long held = FixedArithmetic.wrap(exact, width);
      sums[at] = held;
      wrapped += held != exact && at % lanes < active ? 1 : 0;
    }
    return wrapped;
  }
}
