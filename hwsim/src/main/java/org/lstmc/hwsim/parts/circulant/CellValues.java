package org.lstmc.hwsim.parts.circulant;

import java.util.List;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.parts.TimedVector;

/** The element-wise lanes of one layer, with the memories that they read and write. */
abstract class CellValues {
  final FixedLayer layer;
  final LayerPlan plan;
  final int hidden;
  final int write;
  final TimedVector state;
  private final QuantizationSpec rules;
  private final List<List<PassValues>> products;
  private int step;

  /**
   * Values of a layer.
   *
   * @param products the sums of each matrix-vector stage
   * @param write cycles of a write
   */
  CellValues(FixedLayer layer, QuantizationSpec rules, List<List<PassValues>> products, int write) {
    this.layer = layer;
    this.plan = layer.plan();
    this.rules = rules;
    this.products = products;
    this.hidden = plan.spec().hiddenSize();
    this.write = write;
    this.state = new TimedVector("state memory", 2, plan.spec().outputSize());
  }

  /** Computes a word in a lane: operands are read in a cycle, results can be read later. */
  abstract void word(Stage.Work work, int k, long cycle, long readable);

  /** What the second matrix-vector stage multiplies; null where there is none. */
  abstract TimedVector between();

  /** The cell state of an LSTM; null for a GRU. */
  abstract long[] cells();

  /** The layer's output memory. */
  final TimedVector state() {
    return state;
  }

  final void at(int frameStep) {
    step = frameStep;
  }

  final int step() {
    return step;
  }

  /** A word of the projection leaves its transform back. */
  final void projected(int row, long products, long readable) {
    FixedFormat a = plan.projectionAccumulator();
    long sum = FixedArithmetic.wrap(products, a.width());
    state.write(step, row, round(sum, a.fractionBits(), plan.state()), readable - write, readable);
  }

  /** Products of a gate row, aligned: those of passes [from, to) of a matrix-vector stage. */
  final long products(int stage, int from, int to, int row, long cycle) {
    long sum = 0;
    for (PassValues v : products.get(stage).subList(from, to)) {
      sum += v.aligned(step, row, cycle);
    }
    return sum;
  }

  /** Passes of a matrix-vector stage. */
  final int passes(int stage) {
    return products.get(stage).size();
  }

  final long bias(int row) {
    return (long) layer.bias().raw(row) << plan.shiftBias();
  }

  /** A gate sum through its function. */
  final long squash(long sum, ActivationTable function) {
    FixedFormat a = plan.accumulator();
    long z = round(FixedArithmetic.wrap(sum, a.width()), a.fractionBits(), plan.gate());
    return function.apply(z);
  }

  final long round(long raw, int fraction, FixedFormat to) {
    return FixedArithmetic.requantize(raw, fraction, to, rules.rounding(), rules.overflow());
  }
}
