package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.List;
import org.lstmc.core.model.CellType;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.ResetPlan;

/** Parameters of the stages behind the first matrix-vector unit, one engine a cell. */
final class CellParameters {
  private final Engine e;
  private final LaneParameters lanes;
  private final UnitParameters first;
  private final UnitParameters second;
  private final int columnBits;

  CellParameters(
      Engine e, LaneParameters lanes, UnitParameters first, UnitParameters second, int columns) {
    this.e = e;
    this.lanes = lanes;
    this.first = first;
    this.second = second;
    this.columnBits = columns;
  }

  /** The core of the cell. */
  static String core(CellType cell) {
    return switch (cell) {
      case LSTM -> "circ_lstm_engine";
      case GRU -> "circ_gru_engine";
      case GRU_RESET_BEFORE -> "circ_reset_engine";
    };
  }

  void write() {
    lanes.beatsOf("E_", 1);
    switch (e.cell()) {
      case LSTM -> lstm();
      case GRU -> gru();
      case GRU_RESET_BEFORE -> gruResetBefore();
    }
  }

  private void lstm() {
    ParameterList p = e.parameters;
    lanes.sums("G_", first, new int[][] {{0, 0}, {0, 1}, {0, 2}, {0, 3}});
    lanes.gates("L_", lanes.biasBits());
    lanes.functions("L_", true, true);
    lanes.sigmoid("L_", 3);
    lanes.tanh("L_");
    lanes.cellTanh("L_");
    int cell = lanes.widestPlan(f -> f.cell().width());
    int hidden = lanes.widestPlan(f -> f.hidden().width());
    int function = lanes.functionBits();
    boolean peepholes = e.layer(0).peephole() != null;
    int peephole = peepholes ? e.widest(f -> f.peephole().format().width()) : 1;
    p.put("L_CW", cell);
    p.put("L_HW", hidden);
    p.put(
        "L_UW",
        1
            + Math.max(
                function + cell + lanes.widestPlan(LayerPlan::shiftForget),
                2 * function + lanes.widestPlan(LayerPlan::shiftInput)));
    p.put("L_PW", peephole);
    p.put("L_PEEPHOLES", peepholes ? 1 : 0);
    e.byLayer("L_PEEPHOLE_UP", f -> f.plan().shiftPeephole());
    e.byLayer("L_FORGET_UP", f -> f.plan().shiftForget());
    e.byLayer("L_INPUT_UP", f -> f.plan().shiftInput());
    e.byLayer("L_CELL_DROPS", f -> f.plan().cellFraction() - f.plan().cell().fractionBits());
    e.byLayer("L_CELL_BITS", f -> f.plan().cell().width());
    e.byLayer("L_HIDDEN_DROPS", f -> f.plan().hiddenFraction() - f.plan().hidden().fractionBits());
    e.byLayer("L_HIDDEN_BITS", f -> f.plan().hidden().width());
    lanes.image(
        "BIAS_INIT",
        "bias",
        lanes.biasBits(),
        List.of(lanes.bias(0), lanes.bias(1), lanes.bias(2), lanes.bias(3)));
    if (peepholes) {
      lanes.image(
          "PEEPHOLE_INIT", "peephole", peephole, List.of(peephole(0), peephole(1), peephole(2)));
    }
    p.style("C_STYLE", lanes.rows());
    e.memories.add("c memory", lanes.rows(), e.v() * cell, 1);
    p.put("PROJECTS", e.projects() ? 1 : 0);
    p.put("OUT_LANES", outputs());
    if (e.projects()) {
      projection(hidden);
    }
  }

  /** Peephole of i, f or o; the first two meet c(t-1), the last c(t). */
  private LaneParameters.Stored peephole(int which) {
    return new LaneParameters.Stored(
        (l, c) -> e.layer(l).peephole().raw(which * e.hidden(l) + c),
        (l, c) -> {
          long met = 0;
          for (int t = 0; t < e.run.steps(); t++) {
            met |= (which < 2 ? e.run.cellBefore(l, t) : e.run.layer(l).get(t).cell())[c];
          }
          LayerPlan p = e.layer(l).plan();
          return (long) p.accumulator().width()
              - p.shiftPeephole()
              - Long.numberOfTrailingZeros(met);
        });
  }

  /** Output words that may come in one cycle. */
  int outputs() {
    return e.projects() ? second.lanes() * e.k() : e.v();
  }

  private void projection(int hiddenBits) {
    ParameterList p = e.parameters;
    between("projection input buffer", hiddenBits);
    second.write("B_", hiddenBits, columnBits, true);
    int inverse = second.inverse().words().width();
    e.byLayer(
        "B_OUT_IN_BITS",
        f ->
            Math.min(
                inverse,
                f.plan().projectionAccumulator().width()
                    - LaneParameters.shift(f.sums().projection())));
    e.byLayer(
        "B_OUT_DROPS",
        f ->
            LaneParameters.drop(f.plan().projectionAccumulator(), f.plan().state())
                - LaneParameters.shift(f.sums().projection()));
    e.byLayer("B_OUT_BITS", f -> f.plan().state().width());
    int row = second.lanes() * e.k();
    p.table("LAST_ROW", e.layers(), l -> second.groups(l) - 1);
    p.table("LAST_ROW_WORDS", e.layers(), l -> (e.layer(l).plan().spec().outputSize() - 1) % row);
  }

  /** The memory between the lanes and the second unit: two frames. */
  private void between(String memory, int bits) {
    ParameterList p = e.parameters;
    int log = FrontParameters.logWords(e);
    int rows = 0;
    for (int l = 0; l < e.layers(); l++) {
      rows = Math.max(rows, (e.hidden(l) + (1 << log) - 1) >> log);
    }
    p.put("P_LOG", log);
    p.put("P_DEPTH", rows);
    p.put("P_AW", ParameterList.bits(2L * rows - 1));
    p.style("P_STYLE", 2L * rows);
    e.memories.add(memory, 2L * rows, bits, 1 << log);
  }

  private void gru() {
    ParameterList p = e.parameters;
    lanes.sums("G_", first, new int[][] {{0, 0}, {0, 1}, {1, 2}, {2, 2}});
    lanes.gates("L_", lanes.biasBits());
    lanes.functions("L_", true, true);
    lanes.sigmoid("L_", 2);
    lanes.tanh("L_");
    lanes.blend("L_");
    p.put("L_RW", lanes.widestPlan(f -> f.reset().recurrentAccumulator().width()));
    p.put("L_QW", lanes.widestPlan(f -> f.reset().recurrent().width()));
    e.byLayer("L_CANDIDATE_UP", f -> LaneParameters.shift(f.sums().candidate()));
    e.byLayer("L_RECURRENT_UP", f -> LaneParameters.shift(f.sums().recurrent()));
    e.byLayer("L_RECURRENT_BIAS_UP", f -> f.plan().reset().shiftRecurrentBias());
    e.byLayer("L_RECURRENT_ACC_BITS", f -> f.plan().reset().recurrentAccumulator().width());
    e.byLayer(
        "L_RECURRENT_DROPS",
        f ->
            LaneParameters.drop(
                f.plan().reset().recurrentAccumulator(), f.plan().reset().recurrent()));
    e.byLayer("L_RECURRENT_BITS", f -> f.plan().reset().recurrent().width());
    e.byLayer("L_RESET_UP", f -> f.plan().reset().shiftReset());
    LaneParameters.Stored recurrent =
        new LaneParameters.Stored(
            (l, c) -> e.layer(l).recurrentBias().raw(c),
            (l, c) -> {
              ResetPlan r = e.layer(l).plan().reset();
              return (long) r.recurrentAccumulator().width() - r.shiftRecurrentBias();
            });
    lanes.image(
        "BIAS_INIT",
        "bias",
        lanes.biasBits(),
        List.of(lanes.bias(0), lanes.bias(1), lanes.bias(2), recurrent));
    states(1);
  }

  private void states(int copies) {
    e.parameters.style("H_STYLE", lanes.rows());
    int bits = lanes.widestPlan(f -> f.state().width());
    e.memories.add("h memory", lanes.rows(), e.v() * bits, copies);
  }

  private void gruResetBefore() {
    ParameterList p = e.parameters;
    lanes.sums("G_", first, new int[][] {{0, 0}, {0, 1}});
    lanes.gates("L_", lanes.biasBits());
    lanes.functions("L_", true, false);
    lanes.sigmoid("L_", 2);
    int reset = lanes.widestPlan(f -> f.reset().resetState().width());
    p.put("L_OW", reset);
    e.byLayer("L_RESET_DROPS", f -> resetDrop(f.plan()));
    e.byLayer("L_RESET_BITS", f -> f.plan().reset().resetState().width());
    lanes.image("BIAS_INIT", "bias", lanes.biasBits(), List.of(lanes.bias(0), lanes.bias(1)));
    lanes.image("CANDIDATE_BIAS_INIT", "candidate_bias", lanes.biasBits(), List.of(lanes.bias(2)));
    states(2);
    long z = 4L << ParameterList.bits(lanes.mostBeats() - 1);
    p.style("Z_STYLE", z);
    e.memories.add("z buffer", z, e.v() * lanes.functionBits(), 1);
    between("r*h buffer", reset);
    second.write("B_", 0, 0, false);
    lanes.sums("N_", second, new int[][] {{0, 2}});
    lanes.beatsOf("N_", 3);
    lanes.functions("U_", false, true);
    lanes.tanh("U_");
    lanes.blend("U_");
    e.byLayer("U_SUM_UP", f -> LaneParameters.shift(f.sums().candidate()));
  }

  private static int resetDrop(LayerPlan plan) {
    FixedFormat s = plan.reset().resetState();
    return plan.activation().fractionBits() + plan.state().fractionBits() - s.fractionBits();
  }
}
