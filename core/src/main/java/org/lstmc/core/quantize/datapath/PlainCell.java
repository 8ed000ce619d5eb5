package org.lstmc.core.quantize.datapath;

import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/** One layer's share of {@link PlainStep}. */
abstract class PlainCell {
  final IntegerNetwork net;
  final NetworkState at;
  final FixedLayer layer;
  final LayerPlan plan;
  final LayerSums sums;
  final int hidden;
  private final int index;
  private final Rounder gate;

  PlainCell(IntegerNetwork net, NetworkState at, int l) {
    this.net = net;
    this.at = at;
    this.layer = net.layerAt(l);
    this.plan = layer.plan();
    this.sums = layer.sums();
    this.hidden = plan.spec().hiddenSize();
    this.index = l;
    this.gate = rounder(plan.accumulator().fractionBits(), plan.gate());
  }

  /** The layer of a network that goes on from a state. */
  static PlainCell of(IntegerNetwork net, NetworkState at, int l) {
    return net.layerAt(l).plan().spec().cell().isGru()
        ? new PlainGru(net, at, l)
        : new PlainLstm(net, at, l);
  }

  /** One step on the layer's input; the state moves on. */
  abstract StepTrace.Layer step(long[] x);

  final Rounder rounder(int fraction, FixedFormat to) {
    return new Rounder(fraction, to, net.quantization());
  }

  final void count(int signal, boolean event) {
    at.events.count(index, signal, event);
  }

  final long round(long value, Rounder rounder, int signal) {
    count(signal, rounder.overflows(value));
    return rounder.apply(value);
  }

  /** A sum as its accumulator holds it. */
  final long held(long sum, FixedFormat accumulator, int signal) {
    count(signal, Accumulator.wraps(sum, accumulator));
    return FixedArithmetic.wrap(sum, accumulator.width());
  }

  /** Finishes gate row {@code r}: sum held, rounded, through its function. */
  final void squash(int r, long[] acc, long[] z, long[] a, ActivationTable function) {
    acc[r] = held(acc[r], plan.accumulator(), EventCounts.ACCUMULATOR);
    z[r] = round(acc[r], gate, EventCounts.GATE);
    a[r] = function.apply(z[r]);
  }
}
