package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.quantize.kernel.LaneKernel;

/** {@link PlainGru} in lock step. */
final class LaneGru extends LaneCell {
  private final boolean resetsBefore;
  private final int hidden;

  /** Un times the state or the reset state [H padded, lanes]. */
  private final double[] recurrent;

  /** Block-circulant products of rows n [H, lanes]. */
  private final double[] candidate;

  private final List<LaneProducts> candidateBlocks;
  private final List<LaneProducts> recurrentBlocks;

  /** r * h [H, lanes] where the reset gate acts before. */
  private final double[] resetState;

  LaneGru(
      IntegerNetwork net, LaneNetwork.Layer layer, LaneKernel kernel, int lanes, double[] sums) {
    super(net, layer, kernel, lanes, sums);
    resetsBefore = plan.reset().resetState() != null;
    hidden = plan.spec().hiddenSize();
    recurrent = new double[layer.recurrent().bias().length * lanes];
    candidate = new double[hidden * lanes];
    candidateBlocks = products(layer.candidate());
    recurrentBlocks = products(layer.recurrent().blocks());
    resetState = resetsBefore ? new double[hidden * lanes] : null;
  }

  @Override
  void cells(int active) {
    start(layer.recurrent(), 0, layer.recurrent().bias().length, lanes, recurrent);
    if (resetsBefore) {
      resetStates(active);
      multiplyAdd(layer.recurrent(), 0, resetState, recurrent);
      transform(1, resetState, plan.reset().resetState());
    } else {
      multiplyAdd(layer.recurrent(), 0, state, recurrent);
      addBlocks(recurrentBlocks, recurrent);
      roundRecurrent(active);
    }
    Arrays.fill(candidate, 0);
    addBlocks(candidateBlocks, candidate);
    final FixedLayer fixed = layer.fixed();
    final Rounder rounder = rounder(plan.cellFraction(), plan.state());
    final int stride = hidden * lanes;
    final long one = 1L << plan.activation().fractionBits();
    final int upReset = plan.reset().shiftReset();
    for (int k = 0; k < hidden; k++) {
      for (int at = k * lanes; at < k * lanes + active; at++) {
        final long z = squash((long) sums[stride + at], fixed.sigmoid());
        long again = (long) recurrent[at];
        if (!resetsBefore) {
          long r = squash((long) sums[at], fixed.sigmoid());
          again = (r * again) << upReset;
        }
        long sumN = (long) sums[2 * stride + at] + (long) candidate[at] + again;
        final long n = squash(sumN, fixed.tanh());
        long sum =
            (((one - z) * n) << plan.shiftInput()) + ((z * (long) state[at]) << plan.shiftForget());
        state[at] = rounder.apply(sum, events, EventCounts.STATE);
      }
    }
  }

  private void resetStates(int active) {
    int fraction = plan.activation().fractionBits() + plan.state().fractionBits();
    Rounder rounder = rounder(fraction, plan.reset().resetState());
    for (int k = 0; k < hidden; k++) {
      for (int at = k * lanes; at < k * lanes + active; at++) {
        long r = squash((long) sums[at], layer.fixed().sigmoid());
        resetState[at] = rounder.apply(r * (long) state[at], events, EventCounts.RESET_STATE);
      }
    }
  }

  private void roundRecurrent(int active) {
    LaneNetwork.Sum sum = layer.recurrent();
    Rounder rounder = rounder(sum.format().fractionBits(), plan.reset().recurrent());
    int wrapWidth = wrapWidth(sum);
    for (int k = 0; k < hidden; k++) {
      for (int at = k * lanes; at < k * lanes + active; at++) {
        long acc = held((long) recurrent[at], wrapWidth, EventCounts.RECURRENT_ACCUMULATOR);
        recurrent[at] = rounder.apply(acc, events, EventCounts.RECURRENT);
      }
    }
  }
}
