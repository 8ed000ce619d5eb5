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
    Operand fromInput = sums.x(x, before, plan.state(), at.events::add);
    Operand fromState = sums.h(before, plan.state(), at.events::add);
    for (int row = 0; row < 3 * h; row++) {
      acc[row] = (long) layer.bias().raw(row) << plan.shiftBias();
    }
    add(acc, 0, sums.gates().products(new Operand[] {fromInput, fromState}, at.events::add));
    for (int row = 0; row < 2 * h; row++) {
      squash(row, acc, pre, a, layer.sigmoid());
    }
    boolean resetsBefore = reset.resetState() != null;
    long[] resetState = resetsBefore ? resetState(a, before) : null;
    long[] recurrentSum = resetsBefore ? null : recurrentSum(fromState);
    long[] recurrent = resetsBefore ? null : recurrent(recurrentSum);
    Operand again = resetsBefore ? sums.h(resetState, reset.resetState(), at.events::add) : null;
    add(acc, 2 * h, sums.candidate().products(new Operand[] {fromInput, again}, at.events::add));
    long[] next = new long[h];
    Rounder state = rounder(plan.cellFraction(), plan.state());
    long one = 1L << plan.activation().fractionBits();
    for (int k = 0; k < h; k++) {
      final long r = a[k];
      final long z = a[h + k];
      final int row = 2 * h + k;
      if (!resetsBefore) {
        acc[row] += (r * recurrent[k]) << reset.shiftReset();
      }
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
  private long[] recurrentSum(Operand before) {
    long[] acc = sums.recurrent().products(new Operand[] {null, before}, at.events::add);
    for (int k = 0; k < hidden; k++) {
      long sum = acc[k] + ((long) layer.recurrentBias().raw(k) << reset.shiftRecurrentBias());
      acc[k] = held(sum, reset.recurrentAccumulator(), EventCounts.RECURRENT_ACCUMULATOR);
    }
    return acc;
  }

  private static void add(long[] acc, int from, long[] products) {
    for (int k = 0; k < products.length; k++) {
      acc[from + k] += products[k];
    }
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
