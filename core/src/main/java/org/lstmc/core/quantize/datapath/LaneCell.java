package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/** One layer of {@link LaneRunner}, with what its sequences carry from step to step. */
abstract class LaneCell {
  final LaneNetwork.Layer layer;
  final LayerPlan plan;
  final LaneKernel kernel;
  final int lanes;

  /** Gate sums and projection sums; shared by the layers, which run one after the other. */
  final double[] sums;

  /** The layer's output [R, lanes]. */
  final double[] state;

  final long[] events = new long[EventCounts.PER_LAYER];

  /** Spectra of what Wx and Wh meet; null where they are not block-circulant. */
  private final LaneSpectrum[] spectra;

  private final List<LaneProducts> gateBlocks;

  /** The product of a tensor network in place of Wx, or of Wx and Wh; null without. */
  private final LaneChain chain;

  private int active;
  private EventCounts counts;
  private final IntegerNetwork net;
  private final Rounder gate;
  private final int wrapWidth;

  LaneCell(
      IntegerNetwork net, LaneNetwork.Layer layer, LaneKernel kernel, int lanes, double[] sums) {
    this.net = net;
    this.layer = layer;
    this.plan = layer.fixed().plan();
    this.kernel = kernel;
    this.lanes = lanes;
    this.sums = sums;
    this.state = new double[plan.spec().outputSize() * lanes];
    this.gate = rounder(plan.accumulator().fractionBits(), plan.gate());
    this.wrapWidth = wrapWidth(layer.gates());
    LayerSums rows = layer.fixed().sums();
    this.spectra = new LaneSpectrum[] {spectrum(rows.inputTerm()), spectrum(rows.stateTerm())};
    this.gateBlocks = products(layer.gates().blocks());
    this.chain = rows.chain() == null ? null : new LaneChain(rows.chain(), plan, kernel, lanes);
  }

  final LaneSpectrum spectrum(CirculantTerm term) {
    return term == null ? null : new LaneSpectrum(term, kernel, lanes);
  }

  final List<LaneProducts> products(List<LaneBlocks> blocks) {
    return blocks.stream().map(b -> new LaneProducts(b, kernel, lanes)).toList();
  }

  /** Transforms what Wx (0) or Wh (1) meets, where that is block-circulant. */
  final void transform(int slot, double[] x, FixedFormat format) {
    transform(spectra[slot], x, format);
  }

  final void transform(LaneSpectrum spectrum, double[] x, FixedFormat format) {
    if (spectrum != null) {
      counts.add(
          SignalNames.spectrum(spectrum.term().matrix()), spectrum.transform(x, format, active));
    }
  }

  /** Adds block-circulant products of the layer's vectors. */
  final void addBlocks(List<LaneProducts> products, double[] out) {
    addBlocks(products, spectra, out);
  }

  final void addBlocks(List<LaneProducts> products, LaneSpectrum[] operands, double[] out) {
    for (LaneProducts p : products) {
      p.addTo(out, operands, active, counts);
    }
  }

  /** Back to before the first step. */
  void reset() {
    Arrays.fill(state, 0);
  }

  /** One step on the layer's input [X, lanes]; gives the layer's output [R, lanes]. */
  final double[] step(double[] x, int active, EventCounts counts) {
    Arrays.fill(events, 0);
    int rows = layer.gates().bias().length;
    start(layer.gates(), 0, rows, lanes, sums);
    multiplyAdd(layer.gates(), 0, x, sums);
    multiplyAdd(layer.gates(), 1, state, sums);
    this.active = active;
    this.counts = counts;
    transform(0, x, plan.input());
    transform(1, state, plan.state());
    addBlocks(gateBlocks, sums);
    if (chain != null) {
      chain.addTo(sums, x, state, active, counts);
    }
    cells(active);
    for (int s = 0; s < events.length; s++) {
      counts.add(plan.index(), s, events[s]);
    }
    return state;
  }

  /** From the gate sums to the layer's output. */
  abstract void cells(int active);

  /** Adds matrix {@code i} of a sum times a vector to all its rows. */
  final void multiplyAdd(LaneNetwork.Sum sum, int i, double[] vector, double[] out) {
    LaneMatrix m = sum.matrices().get(i);
    if (m != null) {
      kernel.multiplyAdd(m, 0, m.rows(), lanes, vector, out);
    }
  }

  static void start(LaneNetwork.Sum sum, int from, int to, int lanes, double[] out) {
    for (int r = from; r < to; r++) {
      int at = (r - from) * lanes;
      Arrays.fill(out, at, at + lanes, sum.bias()[r]);
    }
  }

  final Rounder rounder(int fraction, FixedFormat to) {
    return new Rounder(fraction, to, net.quantization());
  }

  /** Bits that the sum is kept in; 64 where it cannot wrap. */
  static int wrapWidth(LaneNetwork.Sum sum) {
    return sum.canWrap() ? sum.format().width() : 64;
  }

  /** Finishes a gate row: sum held, rounded, through its function. */
  final long squash(long sum, ActivationTable function) {
    long acc = held(sum, wrapWidth, EventCounts.ACCUMULATOR);
    return function.apply(gate.apply(acc, events, EventCounts.GATE));
  }

  /** A sum as its accumulator holds it. */
  final long held(long sum, int width, int slot) {
    long acc = FixedArithmetic.wrap(sum, width);
    if (acc != sum) {
      events[slot]++;
    }
    return acc;
  }
}
