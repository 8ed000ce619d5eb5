package org.lstmc.core.quantize.datapath;

/** The LSTM with optional peepholes and projection ({@code docs/arithmetic.md}, section 6). */
final class PlainLstm extends PlainCell {
  private final int l;

  PlainLstm(IntegerNetwork net, NetworkState at, int l) {
    super(net, at, l);
    this.l = l;
  }

  @Override
  StepTrace.Layer step(long[] x) {
    LayerPlan p = plan;
    int h = hidden;
    long[] c = at.cell[l];
    long[] acc = new long[4 * h];
    long[] z = new long[4 * h];
    long[] a = new long[4 * h];
    long[] tanhC = new long[h];
    long[] out = new long[h];
    Rounder cell = rounder(p.cellFraction(), p.cell());
    Rounder outRounder = rounder(p.hiddenFraction(), p.hidden());
    Operand[] operands = {
      sums.x(x, at.state[l], p.state(), at.events::add),
      sums.h(at.state[l], p.state(), at.events::add)
    };
    long[] products = sums.gates().products(operands, at.events::add);
    for (int r = 0; r < 4 * h; r++) {
      acc[r] = products[r] + ((long) layer.bias().raw(r) << p.shiftBias());
    }
    for (int k = 0; k < h; k++) {
      final int i = k;
      final int f = h + k;
      final int g = 2 * h + k;
      final int o = 3 * h + k;
      if (layer.peephole() != null) {
        acc[i] += (layer.peephole().raw(k) * c[k]) << p.shiftPeephole();
        acc[f] += (layer.peephole().raw(h + k) * c[k]) << p.shiftPeephole();
      }
      squash(i, acc, z, a, layer.sigmoid());
      squash(f, acc, z, a, layer.sigmoid());
      squash(g, acc, z, a, layer.tanh());
      long sum = ((a[f] * c[k]) << p.shiftForget()) + ((a[i] * a[g]) << p.shiftInput());
      c[k] = round(sum, cell, EventCounts.CELL);
      if (layer.peephole() != null) {
        acc[o] += (layer.peephole().raw(2 * h + k) * c[k]) << p.shiftPeephole();
      }
      squash(o, acc, z, a, layer.sigmoid());
      tanhC[k] = layer.cellTanh().apply(c[k]);
      int signal = sums.projection() == null ? EventCounts.STATE : EventCounts.HIDDEN;
      out[k] = round(a[o] * tanhC[k], outRounder, signal);
    }
    long[] projected = project(out);
    return new StepTrace.Layer(
        x.clone(), acc, z, a, null, null, null, c.clone(), tanhC, out, projected, at.state(l));
  }

  /** Sets the layer's new output; the projection's sums, or null without one. */
  private long[] project(long[] out) {
    if (sums.projection() == null) {
      at.state[l] = out.clone();
      return null;
    }
    Rounder round = rounder(plan.projectionAccumulator().fractionBits(), plan.state());
    Operand[] operands = {sums.hidden(out, at.events::add)};
    long[] acc = sums.projection().products(operands, at.events::add);
    for (int r = 0; r < acc.length; r++) {
      acc[r] = held(acc[r], plan.projectionAccumulator(), EventCounts.PROJECTION_ACCUMULATOR);
      at.state[l][r] = round(acc[r], round, EventCounts.STATE);
    }
    return acc;
  }
}
