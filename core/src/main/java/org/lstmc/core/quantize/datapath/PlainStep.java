package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/** One step of one sequence, written for reading: the datapath that all faster ones must equal. */
final class PlainStep {
  private final IntegerNetwork net;
  private final NetworkState at;
  private final EventCounts events;

  PlainStep(IntegerNetwork net, NetworkState at) {
    this.net = net;
    this.at = at;
    this.events = at.events;
  }

  /** The whole step. */
  StepTrace run(long[] input) {
    List<StepTrace.Layer> traces = layers(input);
    return new StepTrace(traces, logits(traces.get(traces.size() - 1).state()));
  }

  /** The recurrent layers alone; the state moves on. */
  List<StepTrace.Layer> layers(long[] input) {
    List<StepTrace.Layer> traces = new ArrayList<>();
    long[] x = input;
    for (int l = 0; l < at.cell.length; l++) {
      traces.add(layer(net.layerAt(l), x));
      x = at.state[l].clone();
    }
    return traces;
  }

  private StepTrace.Layer layer(FixedLayer layer, long[] x) {
    LayerPlan p = layer.plan();
    int l = p.index();
    int h = p.spec().hiddenSize();
    long[] c = at.cell[l];
    long[] acc = new long[4 * h];
    long[] z = new long[4 * h];
    long[] a = new long[4 * h];
    long[] tanhC = new long[h];
    long[] hidden = new long[h];
    Rounder gate = new Rounder(p.accumulator().fractionBits(), p.gate(), net.quantization());
    Rounder cell = new Rounder(p.cellFraction(), p.cell(), net.quantization());
    Rounder out = new Rounder(p.hiddenFraction(), p.hidden(), net.quantization());
    for (int r = 0; r < 4 * h; r++) {
      acc[r] =
          (layer.wx().dot(r, x) << p.shiftX())
              + (layer.wh().dot(r, at.state[l]) << p.shiftH())
              + ((long) layer.bias().raw(r) << p.shiftBias());
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
      squash(l, i, acc, z, a, p.accumulator(), gate, layer.sigmoid());
      squash(l, f, acc, z, a, p.accumulator(), gate, layer.sigmoid());
      squash(l, g, acc, z, a, p.accumulator(), gate, layer.tanh());
      long sum = ((a[f] * c[k]) << p.shiftForget()) + ((a[i] * a[g]) << p.shiftInput());
      c[k] = cell.apply(sum);
      events.count(l, EventCounts.CELL, cell.overflows(sum));
      if (layer.peephole() != null) {
        acc[o] += (layer.peephole().raw(2 * h + k) * c[k]) << p.shiftPeephole();
      }
      squash(l, o, acc, z, a, p.accumulator(), gate, layer.sigmoid());
      tanhC[k] = layer.cellTanh().apply(c[k]);
      long product = a[o] * tanhC[k];
      hidden[k] = out.apply(product);
      events.count(
          l,
          layer.projection() == null ? EventCounts.STATE : EventCounts.HIDDEN,
          out.overflows(product));
    }
    long[] projected = project(layer, hidden);
    return new StepTrace.Layer(
        x.clone(), acc, z, a, c.clone(), tanhC, hidden, projected, at.state[l].clone());
  }

  private void squash(
      int l,
      int r,
      long[] acc,
      long[] z,
      long[] a,
      FixedFormat accumulator,
      Rounder gate,
      ActivationTable function) {
    events.count(l, EventCounts.ACCUMULATOR, Accumulator.wraps(acc[r], accumulator));
    acc[r] = FixedArithmetic.wrap(acc[r], accumulator.width());
    z[r] = gate.apply(acc[r]);
    events.count(l, EventCounts.GATE, gate.overflows(acc[r]));
    a[r] = function.apply(z[r]);
  }

  /** Sets the layer's new output; the projection's sums, or null without one. */
  private long[] project(FixedLayer layer, long[] hidden) {
    LayerPlan p = layer.plan();
    int l = p.index();
    if (layer.projection() == null) {
      at.state[l] = hidden.clone();
      return null;
    }
    FixedFormat accumulator = p.projectionAccumulator();
    Rounder round = new Rounder(accumulator.fractionBits(), p.state(), net.quantization());
    long[] sums = new long[p.spec().projectionSize()];
    for (int r = 0; r < sums.length; r++) {
      long sum = layer.projection().dot(r, hidden);
      events.count(l, EventCounts.PROJECTION_ACCUMULATOR, Accumulator.wraps(sum, accumulator));
      sums[r] = FixedArithmetic.wrap(sum, accumulator.width());
      at.state[l][r] = round.apply(sums[r]);
      events.count(l, EventCounts.STATE, round.overflows(sums[r]));
    }
    return sums;
  }

  /** Raw logits of the last layer's output. */
  long[] logits(long[] state) {
    FixedMatrix weights = net.tensor(TensorNames.OUTPUT_WEIGHT);
    FixedMatrix bias = net.tensor(TensorNames.OUTPUT_BIAS);
    Accumulator plan = net.outputPlan();
    long[] logits = new long[weights.rows()];
    for (int r = 0; r < logits.length; r++) {
      long sum =
          (weights.dot(r, state) << plan.shifts().get(0))
              + ((long) bias.raw(r) << plan.shifts().get(1));
      events.countOutput(Accumulator.wraps(sum, net.logitFormat()));
      logits[r] = FixedArithmetic.wrap(sum, net.logitFormat().width());
    }
    return logits;
  }
}
