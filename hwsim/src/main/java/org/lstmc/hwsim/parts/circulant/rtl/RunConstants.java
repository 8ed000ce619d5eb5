package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.StepTrace;

/**
 * Constants of the element-wise stages that one run leaves open, because of the values that its
 * signals take: no word ever needs the highest bits, no sum the highest of its accumulator.
 */
final class RunConstants {
  private final Engine e;
  private final ParameterList p;

  RunConstants(Engine e) {
    this.e = e;
    this.p = e.parameters;
  }

  void note() {
    if (!e.run.saturates()) {
      p.open("SAT", 0, 1);
    }
    boolean single = p.value("X_PER_BEAT") == 1 || e.layer(0).plan().spec().inputSize() == 1;
    boolean low = p.value("A_VW") == p.value("XB");
    if (single && (low || least(all(0, StepTrace.Layer::input)) >= 0)) {
      // The one word that is not 0 is filled up with zeros, as its sign would be, or cut again.
      p.room("XB");
    }
    long vector = 0;
    for (int l = 0; l < e.layers(); l++) {
      LayerPlan plan = e.layer(l).plan();
      fits("L_ACC_BITS", l, StepTrace.Layer::accumulator);
      rounded("L_GATE_BITS", l, lines(true) && lines(false) ? "L_ZW" : null, StepTrace.Layer::gate);
      if (!p.open().containsKey(field("L_FUNCTION_BITS", l))) {
        fits("L_FUNCTION_BITS", l, StepTrace.Layer::activation);
      }
      vector = Math.max(vector, bits(all(l, StepTrace.Layer::input)));
      vector = Math.max(vector, bits(all(l, StepTrace.Layer::state)));
      if (e.cell().isGru()) {
        gru(l, plan);
      } else {
        rounded("L_CELL_BITS", l, lines(false) ? "L_CW" : null, StepTrace.Layer::cell);
        rounded("L_HIDDEN_BITS", l, "L_HW", StepTrace.Layer::hidden);
        rounded("B_OUT_BITS", l, "HW", StepTrace.Layer::state);
      }
      biases(l, plan);
    }
    if (p.has("L_OW")) {
      for (int l = 0; l < e.layers(); l++) {
        vector = Math.max(vector, bits(all(l, StepTrace.Layer::resetState)));
      }
    }
    p.open("A_VW", vector, ParameterList.MOST);
    sums();
  }

  private void gru(int l, LayerPlan plan) {
    rounded(p.has("U_CELL_BITS") ? "U_CELL_BITS" : "L_CELL_BITS", l, "HW", StepTrace.Layer::state);
    if (plan.reset().resetState() != null) {
      rounded("L_RESET_BITS", l, "L_OW", StepTrace.Layer::resetState);
    } else {
      fits("L_RECURRENT_ACC_BITS", l, StepTrace.Layer::recurrentAccumulator);
      rounded("L_RECURRENT_BITS", l, "L_QW", StepTrace.Layer::recurrent);
    }
  }

  /** How far biases are shifted is open where all are zero. */
  private void biases(int l, LayerPlan plan) {
    int rows = plan.spec().cell().isGru() ? 3 * e.hidden(l) : 4 * e.hidden(l);
    long any = 0;
    for (int r = 0; r < rows; r++) {
      any |= e.layer(l).bias().raw(r);
    }
    if (any == 0) {
      p.open(field("L_BIAS_UP", l), 0, plan.accumulator().width());
    }
    any = 0;
    for (int c = 0; e.layer(l).recurrentBias() != null && c < e.hidden(l); c++) {
      any |= e.layer(l).recurrentBias().raw(c);
    }
    if (any == 0) {
      p.open(field("L_RECURRENT_BIAS_UP", l), 0, p.has("L_RW") ? p.value("L_RW") : 0);
    }
  }

  /** The sum that becomes c, or the new state, and 1 - z: modulo a power of two that holds them. */
  private void sums() {
    long sum = 1;
    long one = 1;
    for (int l = 0; l < e.layers(); l++) {
      LayerPlan plan = e.layer(l).plan();
      List<StepTrace.Layer> steps = e.run.layer(l);
      for (int t = 0; t < steps.size(); t++) {
        StepTrace.Layer s = steps.get(t);
        Function<Integer, long[]> gate = g -> CirculantProbes.part(s.activation(), g, s);
        boolean gru = e.cell().isGru();
        long[] old = gru ? e.run.stateBefore(l, t) : e.run.cellBefore(l, t);
        for (int c = 0; c < old.length; c++) {
          long unit = 1L << plan.activation().fractionBits();
          long kept = gate.apply(1)[c];
          long in = gru ? unit - kept : gate.apply(0)[c];
          long made =
              (kept * old[c] << plan.shiftForget()) + (in * gate.apply(2)[c] << plan.shiftInput());
          sum = Math.max(sum, ParameterList.signedBits(made));
          one = Math.max(one, ParameterList.signedBits(in));
        }
      }
    }
    String prefix = p.has("U_UW") ? "U_" : "L_";
    p.open(prefix + "UW", sum, ParameterList.MOST);
    p.open(prefix + "MW", one, ParameterList.MOST);
  }

  /** A width that the run's values do not fill; none greater than it is. */
  private void fits(String name, int l, Function<StepTrace.Layer, long[]> of) {
    if (p.has(name)) {
      p.open(field(name, l), bits(all(l, of)), width(name, l));
    }
  }

  /**
   * A width to which a signal is rounded: as little as its values need; and more than it has where
   * none is held at an end of its range, if what follows reads the low bits alone.
   *
   * @param word the width of what follows; null where it may not grow
   */
  private void rounded(String name, int l, String word, Function<StepTrace.Layer, long[]> of) {
    if (!p.has(name)) {
      return;
    }
    long width = width(name, l);
    long end = 1L << width - 1;
    boolean held = all(l, of).anyMatch(v -> v == end - 1 || v == -end);
    boolean saturates = e.net.quantization().overflow() == Overflow.SAT;
    boolean grows = word != null && (saturates ? !held : p.value(word) == width);
    p.open(field(name, l), bits(all(l, of)), grows ? ParameterList.MOST : width);
  }

  private boolean lines(boolean sigmoid) {
    QuantizationSpec q = e.net.quantization();
    return (sigmoid ? q.sigmoid() : q.tanh()).kind() == ActivationSpec.Kind.PIECEWISE_LINEAR;
  }

  private long width(String name, int l) {
    return p.field(name, l);
  }

  private LongStream all(int l, Function<StepTrace.Layer, long[]> of) {
    return e.run.layer(l).stream().map(of).flatMapToLong(Arrays::stream);
  }

  private static long least(LongStream values) {
    return values.min().orElse(0);
  }

  /** Bits that hold every value; 1 for zeros, as the lowest bit alone. */
  static long bits(LongStream values) {
    return values.mapToInt(ParameterList::signedBits).max().orElse(1);
  }

  /** Bits of a format that a word has besides those of another of equal fraction. */
  static FixedFormat wider(FixedFormat f, int width) {
    return new FixedFormat(width, f.integerBits() + width - f.width());
  }

  private String field(String name, int l) {
    return ParameterList.field(name, l, e.layers());
  }
}
