package org.lstmc.hwsim.brds;

import java.util.List;
import java.util.function.ToIntFunction;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.rtl.Verilog;

/** Parameters of the arithmetic: the formats of the sums and of the function module. */
final class BrdsArithmeticParameters {
  private final BrdsEngine e;

  BrdsArithmeticParameters(BrdsEngine e) {
    this.e = e;
  }

  void write() {
    int accumulator = e.widest(p -> p.accumulator().width());
    e.set("ACC", accumulator);
    e.set(
        "SUMS",
        Math.max(accumulator, e.widest(p -> projects(p) ? p.projectionAccumulator().width() : 0)));
    e.plan("SH_X", LayerPlan::shiftX);
    List<Long> shifts = e.layers.stream().map(l -> (long) l.plan().shiftH()).toList();
    e.parameters.put("SH_H", Verilog.fields(8, e.withProjection(shifts)));
    e.set("BIAS_W", e.layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0));
    e.plan("SH_B", LayerPlan::shiftBias);
    e.plan("ACC_WS", p -> p.accumulator().width());
    e.plan("A_WS", p -> p.activation().width());
    e.set("G", e.widest(p -> p.gate().width()));
    e.drop("GATE_DROPS", p -> p.accumulator().fractionBits() - p.gate().fractionBits());
    e.plan("GATE_WS", p -> p.gate().width());
    e.set("A", e.widest(p -> p.activation().width()));
    e.set("C", e.widest(p -> p.cell().width()));
    e.set("S", e.widest(p -> p.state().width()));
    e.plan("SH_FORGET", LayerPlan::shiftForget);
    e.plan("SH_INPUT", LayerPlan::shiftInput);
    // One bit more than the wider summand; the narrowest format that no operands overflow.
    ToIntFunction<LayerPlan> sum =
        p ->
            1
                + Math.max(
                    p.activation().width() + p.cell().width() + p.shiftForget(),
                    2 * p.activation().width() + p.shiftInput());
    e.set("SUM", e.widest(sum));
    e.plan("SUM_WS", sum);
    e.drop("CELL_DROPS", p -> p.cellFraction() - p.cell().fractionBits());
    e.plan("CELL_WS", p -> p.cell().width());
    e.plan("OUT_WS", p -> 2 * e.widest(q -> q.activation().width()));
    e.drop("HIDDEN_DROPS", p -> p.hiddenFraction() - p.hidden().fractionBits());
    e.plan("HIDDEN_WS", p -> p.hidden().width());
    e.set("MODE", mode());
    e.set("SAT", e.net.quantization().overflow() == Overflow.SAT ? 1 : 0);
    e.parameters.put("BIAS_STYLE", e.style("bias memory", "auto"));
    e.parameters.put("C_STYLE", e.style("c memory", "distributed"));
    e.parameters.put("TABLE_STYLE", e.style("tanh table", "auto"));
    if (e.config.latency().peepholeAdd() > 0) {
      e.set("PEEPHOLES", 1);
      e.plan("SH_P", LayerPlan::shiftPeephole);
      e.parameters.put("P_STYLE", e.style("peephole memory", "auto"));
      peepholes();
    }
  }

  private void peepholes() {
    int bits =
        e.layers.stream()
            .filter(l -> l.peephole() != null)
            .mapToInt(l -> l.peephole().format().width())
            .max()
            .orElseThrow();
    e.set("P", bits);
    int[] cells = e.layers.stream().mapToInt(l -> l.plan().spec().hiddenSize()).toArray();
    boolean[] has = new boolean[cells.length];
    for (int l = 0; l < cells.length; l++) {
      has[l] = e.layers.get(l).peephole() != null;
    }
    for (int g = 0; g < 3; g++) {
      e.image(
          "P_" + "IFO".charAt(g),
          bits,
          BrdsImages.peepholes(e.layers, g, bits),
          e.live.peepholes(cells, has, g < 2, bits));
    }
  }

  private static boolean projects(LayerPlan p) {
    return p.spec().projectionSize() > 0;
  }

  private int mode() {
    return switch (e.net.quantization().rounding()) {
      case RND -> 0;
      case TRN -> 1;
      case RND_CONV -> 2;
    };
  }
}
