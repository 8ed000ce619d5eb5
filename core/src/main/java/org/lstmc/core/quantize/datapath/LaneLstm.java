package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.quantize.kernel.LaneKernel;

/** {@link PlainLstm} in lock step. */
final class LaneLstm extends LaneCell {
  private final long[] cell;
  private final double[] hidden;
  private final LaneSpectrum[] hiddenSpectrum;
  private final List<LaneProducts> projectionBlocks;

  LaneLstm(
      IntegerNetwork net, LaneNetwork.Layer layer, LaneKernel kernel, int lanes, double[] sums) {
    super(net, layer, kernel, lanes, sums);
    int size = plan.spec().hiddenSize() * lanes;
    cell = new long[size];
    hidden = layer.projection() == null ? state : new double[size];
    LaneSpectrum projected = spectrum(layer.fixed().sums().hiddenTerm());
    hiddenSpectrum = new LaneSpectrum[] {projected};
    projectionBlocks =
        layer.projection() == null ? List.of() : products(layer.projection().blocks());
  }

  @Override
  void reset() {
    super.reset();
    Arrays.fill(cell, 0);
  }

  @Override
  void cells(int active) {
    final FixedLayer fixed = layer.fixed();
    final Rounder cellRounder = rounder(plan.cellFraction(), plan.cell());
    final Rounder hiddenRounder = rounder(plan.hiddenFraction(), plan.hidden());
    final int outSlot = layer.projection() == null ? EventCounts.STATE : EventCounts.HIDDEN;
    final int h = plan.spec().hiddenSize();
    final int gateStride = h * lanes;
    final FixedMatrix peephole = fixed.peephole();
    final int up = plan.shiftPeephole();
    for (int k = 0; k < h; k++) {
      final long pi = peephole == null ? 0 : (long) peephole.raw(k) << up;
      final long pf = peephole == null ? 0 : (long) peephole.raw(h + k) << up;
      final long po = peephole == null ? 0 : (long) peephole.raw(2 * h + k) << up;
      for (int at = k * lanes; at < k * lanes + active; at++) {
        long before = cell[at];
        long i = squash((long) sums[at] + pi * before, fixed.sigmoid());
        long f = squash((long) sums[gateStride + at] + pf * before, fixed.sigmoid());
        long g = squash((long) sums[2 * gateStride + at], fixed.tanh());
        long sum = ((f * before) << plan.shiftForget()) + ((i * g) << plan.shiftInput());
        long now = cellRounder.apply(sum, events, EventCounts.CELL);
        cell[at] = now;
        long o = squash((long) sums[3 * gateStride + at] + po * now, fixed.sigmoid());
        hidden[at] = hiddenRounder.apply(o * fixed.cellTanh().apply(now), events, outSlot);
      }
    }
    if (layer.projection() != null) {
      project(active);
    }
  }

  private void project(int active) {
    LaneNetwork.Sum sum = layer.projection();
    Rounder rounder = rounder(sum.format().fractionBits(), plan.state());
    int wrapWidth = wrapWidth(sum);
    start(sum, 0, sum.bias().length, lanes, sums);
    multiplyAdd(sum, 0, hidden, sums);
    transform(hiddenSpectrum[0], hidden, plan.hidden());
    addBlocks(projectionBlocks, hiddenSpectrum, sums);
    for (int r = 0; r < plan.spec().projectionSize(); r++) {
      for (int at = r * lanes; at < r * lanes + active; at++) {
        long acc = held((long) sums[at], wrapWidth, EventCounts.PROJECTION_ACCUMULATOR);
        state[at] = rounder.apply(acc, events, EventCounts.STATE);
      }
    }
  }
}
