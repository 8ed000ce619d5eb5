package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.parts.TimedVector;

/** The values of one layer: sums of the array, the element-wise unit and its memories. */
final class SerialLayerValues {
  private static final int[] PEEPHOLE_OF_GATE = {0, 1, -1, 2};

  private final FixedLayer layer;
  private final LayerPlan plan;
  private final QuantizationSpec rules;
  private final int lanes;
  private final int cells;
  private final List<PassProducts> products = new ArrayList<>();
  private final TimedVector x;
  private final TimedVector cell;
  private final TimedVector hidden;
  final TimedVector state;
  private final long[][] sums;
  private final long[] projected;
  private final long[][] squashed;

  SerialLayerValues(
      FixedLayer layer,
      QuantizationSpec rules,
      SerialSchedule.Layer passes,
      int lanes,
      TimedVector x,
      PassProducts.Storage storage) {
    this.layer = layer;
    this.plan = layer.plan();
    this.rules = rules;
    this.lanes = lanes;
    this.cells = passes.cells();
    this.x = x;
    this.cell = new TimedVector("c memory", 1, cells);
    this.hidden = new TimedVector("projection input memory", 1, cells);
    this.state = new TimedVector("h memory", 2, passes.stateWords());
    this.sums = new long[4][cells];
    this.squashed = new long[3][cells];
    this.projected = new long[passes.stateWords()];
    for (Pass p : passes.passes()) {
      products.add(storage.of(p, matrix(p)));
    }
  }

  private FixedMatrix matrix(Pass p) {
    return switch (p.operand()) {
      case INPUT -> layer.wx();
      case STATE -> layer.wh();
      case HIDDEN -> layer.projection();
    };
  }

  /** Multiplies; a gate's sums are cleared by the first pass of its step, that over Wx. */
  void pass(int step, int index, Pass p, long start) {
    TimedVector from =
        switch (p.operand()) {
          case INPUT -> x;
          case STATE -> state;
          case HIDDEN -> hidden;
        };
    int version = p.operand() == Pass.Operand.STATE ? step - 1 : step;
    long[] vector = new long[p.matrix().cols()];
    for (int k = 0; k < vector.length; k++) {
      vector[k] = from.read(p.operand() == Pass.Operand.HIDDEN ? 0 : version, k, start);
    }
    long[] own = new long[p.rows()];
    products.get(index).add(vector, own);
    if (p.gate() == Pass.PROJECTION) {
      System.arraycopy(own, 0, projected, 0, own.length);
      return;
    }
    int shift = p.operand() == Pass.Operand.INPUT ? plan.shiftX() : plan.shiftH();
    long[] into = sums[p.gate()];
    if (p.operand() == Pass.Operand.INPUT) {
      Arrays.fill(into, 0);
    }
    for (int k = 0; k < cells; k++) {
      into[k] = FixedArithmetic.wrap(into[k] + (own[k] << shift), plan.accumulator().width());
    }
  }

  void phase(int step, int gate, long start, int depth) {
    if (gate == Pass.PROJECTION) {
      FixedFormat a = plan.projectionAccumulator();
      for (int k = 0; k < projected.length; k++) {
        long sum = FixedArithmetic.wrap(projected[k], a.width());
        write(state, step, k, round(sum, a.fractionBits(), plan.state()), start, depth);
      }
      return;
    }
    for (int k = 0; k < cells; k++) {
      word(step, gate, k, start, depth);
    }
  }

  private void word(int step, int gate, int k, long start, int depth) {
    long c = cell.read(0, k, start + k / lanes);
    if (gate < 2) {
      squashed[gate][k] = squash(gate, k, c, layer.sigmoid());
    } else if (gate == 2) {
      long g = squash(2, k, 0, layer.tanh());
      long kept = (squashed[1][k] * c) << plan.shiftForget();
      long sum = kept + ((squashed[0][k] * g) << plan.shiftInput());
      long next = round(sum, plan.cellFraction(), plan.cell());
      write(cell, 0, k, next, start, depth);
    } else {
      long o = squash(3, k, c, layer.sigmoid());
      long h = round(o * layer.cellTanh().apply(c), plan.hiddenFraction(), plan.hidden());
      if (projected.length == cells && layer.projection() == null) {
        write(state, step, k, h, start, depth);
      } else {
        write(hidden, 0, k, h, start, depth);
      }
    }
  }

  private void write(TimedVector to, int version, int k, long value, long start, int depth) {
    long readable = start + k / lanes + depth;
    to.write(version, k, value, readable - SerialDepths.WRITE, readable);
  }

  long[] cells() {
    return cell.contents(0);
  }

  private long squash(int gate, int k, long c, ActivationTable function) {
    long sum = sums[gate][k] + ((long) layer.bias().raw(gate * cells + k) << plan.shiftBias());
    int peephole = PEEPHOLE_OF_GATE[gate];
    if (layer.peephole() != null && peephole >= 0) {
      sum += (layer.peephole().raw(peephole * cells + k) * c) << plan.shiftPeephole();
    }
    FixedFormat a = plan.accumulator();
    return function.apply(
        round(FixedArithmetic.wrap(sum, a.width()), a.fractionBits(), plan.gate()));
  }

  private long round(long raw, int fraction, FixedFormat to) {
    return FixedArithmetic.requantize(raw, fraction, to, rules.rounding(), rules.overflow());
  }
}
