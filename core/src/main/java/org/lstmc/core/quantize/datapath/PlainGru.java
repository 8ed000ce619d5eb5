package org.lstmc.core.quantize.datapath;

/** The GRU, its reset gate after or before the product ({@code docs/arithmetic.md}, section 7). */
final class PlainGru extends PlainCell {
  private final int l;
  private final ResetPlan reset;

  PlainGru(IntegerNetwork net, NetworkState at, int l) {
    super(net, at, l);
    this.l = l;
    this.reset = plan.reset();
  }

  @Override
  StepTrace.Layer step(long[] x) {
    int h = hidden;
    long[] before = at.state[l];
    long[] acc = new long[3 * h];
    long[] pre = new long[3 * h];
    long[] a = new long[3 * h];
    for (int row = 0; row < 3 * h; row++) {
      acc[row] =
          (layer.wx().dot(row, x) << plan.shiftX())
              + ((long) layer.bias().raw(row) << plan.shiftBias());
    }
    for (int row = 0; row < 2 * h; row++) {
      acc[row] += layer.wh().dot(row, before) << plan.shiftH();
      squash(row, acc, pre, a, layer.sigmoid());
    }
    boolean resetsBefore = reset.resetState() != null;
    long[] resetState = resetsBefore ? resetState(a, before) : null;
    long[] recurrentSum = resetsBefore ? null : recurrentSum(before);
    long[] recurrent = resetsBefore ? null : recurrent(recurrentSum);
    long[] next = new long[h];
    Rounder state = rounder(plan.cellFraction(), plan.state());
    long one = 1L << plan.activation().fractionBits();
    for (int k = 0; k < h; k++) {
      final long r = a[k];
      final long z = a[h + k];
      final int row = 2 * h + k;
      acc[row] +=
          resetsBefore
              ? layer.wh().dot(row, resetState) << reset.shiftRecurrent()
              : (r * recurrent[k]) << reset.shiftReset();
      squash(row, acc, pre, a, layer.tanh());
      long sum =
          (((one - z) * a[row]) << plan.shiftInput()) + ((z * before[k]) << plan.shiftForget());
      next[k] = round(sum, state, EventCounts.STATE);
    }
    at.state[l] = next;
    return new StepTrace.Layer(
        x.clone(),
        acc,
        pre,
        a,
        recurrentSum,
        recurrent,
        resetState,
        null,
        null,
        next.clone(),
        null,
        next.clone());
  }

  /** r * h(t-1), rounded. */
  private long[] resetState(long[] a, long[] before) {
    int fraction = plan.activation().fractionBits() + plan.state().fractionBits();
    Rounder rounder = rounder(fraction, reset.resetState());
    long[] out = new long[hidden];
    for (int k = 0; k < hidden; k++) {
      out[k] = round(a[k] * before[k], rounder, EventCounts.RESET_STATE);
    }
    return out;
  }

  /** Un h(t-1) + un. */
  private long[] recurrentSum(long[] before) {
    long[] sums = new long[hidden];
    for (int k = 0; k < hidden; k++) {
      long sum =
          (layer.wh().dot(2 * hidden + k, before) << reset.shiftRecurrent())
              + ((long) layer.recurrentBias().raw(k) << reset.shiftRecurrentBias());
      sums[k] = held(sum, reset.recurrentAccumulator(), EventCounts.RECURRENT_ACCUMULATOR);
    }
    return sums;
  }

  private long[] recurrent(long[] sums) {
    Rounder rounder = rounder(reset.recurrentAccumulator().fractionBits(), reset.recurrent());
    long[] out = new long[hidden];
    for (int k = 0; k < hidden; k++) {
      out[k] = round(sums[k], rounder, EventCounts.RECURRENT);
    }
    return out;
  }
}
