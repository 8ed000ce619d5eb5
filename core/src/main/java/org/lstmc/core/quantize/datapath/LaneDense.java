package org.lstmc.core.quantize.datapath;

import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.quantize.kernel.LaneKernel;

/** A convolution or dense layer in lock step, its matrix dense (or pruned, with zeros). */
final class LaneDense implements LaneLayer {
  /** Output pixels of a row whose sums are at hand at once: those of 128 filters fill 256 KB. */
  private static final int PIXELS = 8;

  private final LaneProductPlan plan;
  private final LaneKernel kernel;
  private final int lanes;
  private final LaneMap in;
  private final int[] offsets;
  private final LaneSums sums;

  LaneDense(
      LaneProductPlan plan,
      LaneKernel kernel,
      QuantizationSpec q,
      int lanes,
      LaneMap in,
      LaneMap out) {
    this.plan = plan;
    this.kernel = kernel;
    this.lanes = lanes;
    this.in = in;
    offsets = plan.offsets(in);
    sums = new LaneSums(plan, kernel, q, lanes, PIXELS, out);
  }

  @Override
  public void run(int active, EventCounts counts) {
    ImageShape out = plan.product().out();
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x += PIXELS) {
        int pixels = Math.min(PIXELS, out.width() - x);
        for (int i = 0; i < pixels; i++) {
          // Under the filter's corner: the input's border is the padding.
          int corner = in.offset(y, x + i, 0);
          kernel.convolve(
              plan.matrix(),
              plan.bias(),
              offsets,
              in.data(),
              corner,
              lanes,
              sums.sums(),
              sums.at(i));
        }
        sums.finish(y, x, pixels, active, counts);
      }
    }
  }
}
