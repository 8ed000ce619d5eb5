package org.lstmc.hwsim.brds;

import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.parts.StoredRows;
import org.lstmc.hwsim.parts.TimedVector;

/** The values of one layer: weight memories, vector memories and the arithmetic between them. */
final class BrdsLayerValues {
  private static final int G = BrdsConfig.GATES;

  /** Gates in stacking order i, f, g, o; peepholes in the order i, f, o. */
  private static final int[] PEEPHOLE_OF_GATE = {0, 1, -1, 2};

  private final FixedLayer layer;
  private final LayerPlan plan;
  private final QuantizationSpec rules;
  private final BrdsConfig config;
  private final int cells;
  private final StoredRows wx;
  private final StoredRows wh;
  private final StoredRows projection;
  private final TimedVector x;
  private final TimedVector cell;
  private final TimedVector hidden;
  final TimedVector state;
  private final long[] sumX = new long[G];
  private final long[] sumH = new long[G];
  private final long[] projected = new long[G];

  BrdsLayerValues(FixedLayer layer, QuantizationSpec rules, BrdsConfig config, TimedVector x) {
    this.layer = layer;
    this.plan = layer.plan();
    this.rules = rules;
    this.config = config;
    this.cells = plan.spec().hiddenSize();
    this.wx = StoredRows.of(layer.wx(), config.relativeIndex());
    this.wh = StoredRows.of(layer.wh(), config.relativeIndex());
    boolean projects = layer.projection() != null;
    this.projection = projects ? StoredRows.of(layer.projection(), config.relativeIndex()) : null;
    this.x = x;
    this.cell = new TimedVector("c memory", 1, cells);
    this.hidden = new TimedVector("projection input memory", 1, cells);
    this.state = new TimedVector("h memory", 2, plan.spec().outputSize());
  }

  void xPart(int step, int row, long first) {
    for (int g = 0; g < G; g++) {
      sumX[g] =
          dot(wx, g * cells + row, config.rx(), x, step, first, plan.shiftX(), plan.accumulator());
    }
  }

  void hPart(int step, int row, long first) {
    for (int g = 0; g < G; g++) {
      sumH[g] =
          dot(
              wh,
              g * cells + row,
              config.rh(),
              state,
              step - 1,
              first,
              plan.shiftH(),
              plan.accumulator());
    }
  }

  void join(int step, int row, long join, long readable) {
    BrdsLatency lat = config.latency();
    long before = cell.read(0, row, join);
    long i = squash(0, row, before, layer.sigmoid());
    long f = squash(1, row, before, layer.sigmoid());
    long g = squash(2, row, 0, layer.tanh());
    long sum = ((f * before) << plan.shiftForget()) + ((i * g) << plan.shiftInput());
    long c = round(sum, plan.cellFraction(), plan.cell());
    long cellReadable = join + lat.cell();
    cell.write(0, row, c, cellReadable - lat.write(), cellReadable);
    long o = squash(3, row, c, layer.sigmoid());
    long h = round(o * layer.cellTanh().apply(c), plan.hiddenFraction(), plan.hidden());
    if (projection == null) {
      state.write(step, row, h, readable - lat.write(), readable);
    } else {
      hidden.write(0, row, h, readable - lat.write(), readable);
    }
  }

  void project(int group, long first) {
    FixedFormat a = plan.projectionAccumulator();
    for (int g = 0; g < G; g++) {
      int row = group * G + g;
      if (row < projection.rows()) {
        projected[g] =
            round(
                dot(projection, row, config.rh(), hidden, 0, first, 0, a),
                a.fractionBits(),
                plan.state());
      }
    }
  }

  void projected(int step, int word, long readable) {
    state.write(step, word, projected[word % G], readable - config.latency().write(), readable);
  }

  long[] cells() {
    return cell.contents(0);
  }

  /** One row on {@code r} multipliers: a beat's products through the tree, then the running sum. */
  private static long dot(
      StoredRows rows,
      int row,
      int r,
      TimedVector vector,
      int version,
      long first,
      int shift,
      FixedFormat accumulator) {
    long sum = 0;
    int column = -1;
    for (int start = 0; start < rows.entries(); start += r) {
      long cycle = first + start / r;
      long tree = 0;
      for (int e = start; e < Math.min(rows.entries(), start + r); e++) {
        column = rows.column(row, e, column);
        tree += rows.value(row, e) * vector.read(version, column, cycle);
      }
      sum = FixedArithmetic.wrap(sum + (tree << shift), accumulator.width());
    }
    return sum;
  }

  /** Joins a gate's sums with bias and peephole, rounds, and applies the function. */
  private long squash(int gate, int row, long c, ActivationTable function) {
    long bias = (long) layer.bias().raw(gate * cells + row) << plan.shiftBias();
    long sum = sumX[gate] + sumH[gate] + bias;
    int peephole = PEEPHOLE_OF_GATE[gate];
    if (layer.peephole() != null && peephole >= 0) {
      sum += (layer.peephole().raw(peephole * cells + row) * c) << plan.shiftPeephole();
    }
    FixedFormat a = plan.accumulator();
    long z = round(FixedArithmetic.wrap(sum, a.width()), a.fractionBits(), plan.gate());
    return function.apply(z);
  }

  private long round(long raw, int fraction, FixedFormat to) {
    return FixedArithmetic.requantize(raw, fraction, to, rules.rounding(), rules.overflow());
  }
}
