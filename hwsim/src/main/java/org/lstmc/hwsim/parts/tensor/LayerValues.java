package org.lstmc.hwsim.parts.tensor;

import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;

/** The values of one layer: its weights, gate sums, h and c; words pass the working memories. */
final class LayerValues {
  private final TensorLayer shape;
  private final ArrayShape array;
  private final FixedLayer layer;
  private final LayerPlan plan;
  private final QuantizationSpec rules;
  private final FixedChain chain;
  private final WeightMemory weights = new WeightMemory();
  private final long[] sums;
  private final long[] cell;
  private long[] state;

  LayerValues(TensorLayer shape, ArrayShape array, FixedLayer layer, QuantizationSpec rules) {
    this.shape = shape;
    this.array = array;
    this.layer = layer;
    this.plan = layer.plan();
    this.rules = rules;
    this.chain = layer.sums().chain();
    if (shape.chain() != null) {
      for (int i = 0; i < shape.chain().steps().size(); i++) {
        weights.add(shape.chain().steps().get(i), chain.steps().get(i));
      }
    }
    if (shape.matrix() != null) {
      weights.add(shape.matrix(), shape.chain() == null ? layer.wx() : null, layer.wh());
    }
    this.sums = new long[plan.spec().gateRows()];
    this.cell = new long[plan.spec().hiddenSize()];
    this.state = new long[plan.spec().hiddenSize()];
  }

  /**
   * One time step.
   *
   * @param memories the two working memories
   */
  void step(long[] x, BankedMemory[] memories) {
    int at = 0;
    if (shape.chain() != null) {
      memories[0].clear();
      load(shape.chainLoad(), vector(x), memories[0]);
      at = chain(memories);
    }
    if (shape.matrix() != null) {
      BankedMemory free = memories[1 - at];
      free.clear();
      load(shape.matrixLoad(), shape.chain() == null ? join(x, state) : state, free);
      matrix(free, shape.chain() == null ? x.length : 0);
    }
    cells(memories[at]);
  }

  /** What the chain's first step reads, in its format. */
  private long[] vector(long[] x) {
    return chain.layout().joined()
        ? chain.join(
            x,
            plan.input().fractionBits(),
            state,
            plan.state().fractionBits(),
            (signal, count) -> {})
        : chain.vector(x);
  }

  private static void load(VectorLoad load, long[] words, BankedMemory to) {
    for (int i = 0; i < words.length; i++) {
      to.write(load.addresses()[i], words[i]);
    }
  }

  /** Runs the chain; returns the memory that then holds its result. */
  private int chain(BankedMemory[] memories) {
    int from = 0;
    for (int i = 0; i < shape.chain().steps().size(); i++) {
      ArrayStep s = shape.chain().steps().get(i);
      FixedStep f = chain.steps().get(i);
      BankedMemory to = memories[1 - from];
      to.clear();
      int fraction = f.accumulator().fractionBits();
      walk(
          i,
          s,
          memories[from],
          (weight, word, k) -> (weight * word) >> f.cut(),
          (o, l, sum) ->
              to.write(
                  s.writes()[o * s.l() + l],
                  FixedArithmetic.requantize(
                      FixedArithmetic.wrap(sum, f.accumulator().width()),
                      fraction,
                      f.words(),
                      f.rounding(),
                      f.overflow())));
      from = 1 - from;
    }
    return from;
  }

  /** The plain product into the gate sums. */
  private void matrix(BankedMemory from, int inputs) {
    walk(
        shape.chain() == null ? 0 : shape.chain().steps().size(),
        shape.matrix(),
        from,
        (weight, word, k) -> (weight * word) << (k < inputs ? plan.shiftX() : plan.shiftH()),
        (o, l, sum) -> sums[o] = FixedArithmetic.wrap(sum, plan.accumulator().width()));
  }

  private void walk(
      int index,
      ArrayStep s,
      BankedMemory from,
      ArrayValues.Multiply multiply,
      ArrayValues.Leave leave) {
    TileCounts counts =
        TileWalk.walk(s, array, new ArrayValues(s, weights, index, from, multiply, leave));
    if (!counts.equals(shape.counts().get(index))) {
      throw new IllegalStateException(s.name() + " took " + counts + ", announced was another");
    }
  }

  private void cells(BankedMemory result) {
    int h = cell.length;
    long[] next = new long[h];
    for (int j = 0; j < h; j++) {
      long i = squash(j, result, layer.sigmoid());
      long f = squash(h + j, result, layer.sigmoid());
      long g = squash(2 * h + j, result, layer.tanh());
      long o = squash(3 * h + j, result, layer.sigmoid());
      long sum = ((f * cell[j]) << plan.shiftForget()) + ((i * g) << plan.shiftInput());
      cell[j] = round(sum, plan.cellFraction(), plan.cell());
      long out = o * layer.cellTanh().apply(cell[j]);
      next[j] = round(out, plan.hiddenFraction(), plan.hidden());
    }
    state = next;
  }

  private long squash(int row, BankedMemory result, ActivationTable function) {
    long sum = sums[row] + ((long) layer.bias().raw(row) << plan.shiftBias());
    if (shape.chain() != null) {
      sum += result.read(shape.chain().outputAddresses()[row]) << plan.shiftX();
    }
    FixedFormat a = plan.accumulator();
    return function.apply(
        round(FixedArithmetic.wrap(sum, a.width()), a.fractionBits(), plan.gate()));
  }

  private long round(long raw, int fraction, FixedFormat to) {
    return FixedArithmetic.requantize(raw, fraction, to, rules.rounding(), rules.overflow());
  }

  private static long[] join(long[] x, long[] h) {
    long[] all = java.util.Arrays.copyOf(x, x.length + h.length);
    System.arraycopy(h, 0, all, x.length, h.length);
    return all;
  }

  long[] state() {
    return state.clone();
  }

  long[] cell() {
    return cell.clone();
  }
}
