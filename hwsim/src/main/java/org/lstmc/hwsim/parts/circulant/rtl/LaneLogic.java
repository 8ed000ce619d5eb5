package org.lstmc.hwsim.parts.circulant.rtl;

/** Look-up tables and flip-flops of the element-wise stages. */
final class LaneLogic {
  private final Engine e;
  private final ParameterList p;
  private final LogicCells cells;
  private final long v;

  LaneLogic(Engine e, LogicCells cells) {
    this.e = e;
    this.p = e.parameters;
    this.cells = cells;
    this.v = e.v();
  }

  void count() {
    beats(of("E_DEPTH"));
    switch (e.cell()) {
      case LSTM -> lstm();
      case GRU -> gru();
      case GRU_RESET_BEFORE -> gruResetBefore();
    }
    if (!e.projects()) {
      cells.registers(v * (of("HW") + 1));
    }
  }

  private long of(String name) {
    return p.value(name);
  }

  private long first(String name) {
    return (int) p.field(name, 0);
  }

  private void beats(long depth) {
    long counters = of("E_BW") + of("E_AW") + of("E_NW");
    cells.luts(counters + 6);
    cells.registers(counters + 2 * (depth - 1) + 3);
  }

  private void lstm() {
    boolean peepholes = of("L_PEEPHOLES") == 1;
    cells.rom(of("ROWS"), v * 4 * of("L_BW"), true);
    cells.ram(of("ROWS"), v * of("L_CW"), 1);
    cells.registers(v * of("L_CW"));
    gates("L_SIGMOID_", 3, "L_GW", "L_GATE_DROPS", "L_ZW");
    gates("L_TANH_", 1, "L_GW", "L_GATE_DROPS", "L_ZW");
    function("L_SIGMOID_", 3, of("L_ZW"));
    function("L_TANH_", 1, of("L_ZW"));
    function("L_CELL_", 1, of("L_CW"));
    mix(of("L_UW"), first("L_CELL_DROPS"), of("L_CW"));
    cells.round(2 * of("L_FW"), first("L_HIDDEN_DROPS"), of("L_HW"), v);
    cells.registers(v * of("L_HW"));
    // c(t-1) and o wait
    cells.delay(v * (of("L_CW") + of("L_FW")), 6);
    cells.delay(of("E_AW"), 13);
    if (peepholes) {
      cells.rom(of("ROWS"), v * 3 * of("L_PW"), false);
      cells.adder(v * 3 * of("L_GW"));
      cells.registers(v * (3 * of("L_GW") + 2 * (of("L_CW") + of("L_PW"))));
      cells.delay(v * (3 * of("L_GW") + of("L_PW")), 3);
    }
  }

  private void gru() {
    cells.rom(of("ROWS"), v * 4 * of("L_BW"), true);
    cells.ram(of("ROWS"), v * of("HW"), 1);
    cells.registers(v * of("HW"));
    cells.delay(of("E_AW"), of("E_DEPTH") - 1);
    gates("L_SIGMOID_", 2, "L_GW", "L_GATE_DROPS", "L_ZW");
    gates("L_TANH_", 1, "L_GW", "L_GATE_DROPS", "L_ZW");
    gates(null, 1, "L_RW", "L_RECURRENT_DROPS", "L_QW");
    // the candidate waits for r
    long later = of("L_SIGMOID_CYCLES") + 5;
    cells.adder(v * of("L_GW"));
    cells.delay(v * of("L_GW"), later);
    function("L_SIGMOID_", 2, of("L_ZW"));
    function("L_TANH_", 1, of("L_ZW"));
    cells.registers(v * of("L_QW"));
    blend("L_");
    cells.delay(v * (of("HW") + of("L_FW")), 13);
  }

  private void gruResetBefore() {
    beats(of("N_DEPTH"));
    cells.rom(of("ROWS"), v * 2 * of("L_BW"), true);
    cells.rom(of("ROWS"), v * of("L_BW"), true);
    cells.ram(of("ROWS"), v * of("HW"), 2);
    cells.registers(v * (2 * of("HW") + of("L_FW")));
    cells.ram(4L << of("E_BW"), v * of("L_FW"), 1);
    cells.delay(of("E_AW"), of("N_DEPTH") - 1);
    cells.delay(of("E_BW"), of("E_DEPTH") - 1);
    gates("L_SIGMOID_", 2, "L_GW", "L_GATE_DROPS", "L_ZW");
    gates("U_TANH_", 1, "L_GW", "L_GATE_DROPS", "L_ZW");
    function("L_SIGMOID_", 2, of("L_ZW"));
    function("U_TANH_", 1, of("L_ZW"));
    cells.round(of("L_FW") + of("HW"), first("L_RESET_DROPS"), of("L_OW"), v);
    cells.registers(v * of("L_OW"));
    cells.delay(v * (2 * of("L_FW") + 2 * of("HW")), 4);
    blend("U_");
  }

  /**
   * Sums with a bias, rounded for what reads them. Bits below the rounded one are not kept; nor,
   * before a table, those that its index drops.
   */
  private void gates(String function, long n, String width, String drops, String out) {
    long sum = of(width);
    long drop = first(drops);
    long index = function == null || p.has(function + "XW") ? 0 : first(function + "SHIFTS");
    cells.adder(v * n * sum);
    cells.registers(v * n * (drop > 0 ? sum - drop + 1 : sum));
    cells.round(sum, drop, of(out), v * n);
    cells.registers(v * n * (of(out) - index));
  }

  /** A table's index, held at its ends; or the search of a segment, and its line. */
  private void function(String f, long n, long in) {
    if (!p.has(f + "XW")) {
      long log = first(f + "LOGS");
      cells.luts(v * n * (log + LogicCells.up(in - first(f + "SHIFTS") - log, 5)));
      return;
    }
    long x = of(f + "XW");
    long out = of("L_FW");
    // a carry chain a start, a table an end; the count of starts passed; two sums; the rounding
    cells.luts(v * n * ((of(f + "SEGMENTS") - 1) * x / 2 + 2 * x + of(f + "SEGMENTS")));
    cells.adder(v * n * (x + of(f + "YW")));
    cells.rom(of(f + "DEPTH"), v * n * of(f + "EW"), true);
    cells.round(of(f + "YW"), first(f + "LINE_DROPS"), out, v * n);
    cells.registers(v * n * (out + 2 * x));
    cells.delay(v * n * of(f + "CW"), 3);
  }

  /** Two products in one sum. */
  private void mix(long sum, long drop, long out) {
    cells.adder(v * sum);
    cells.registers(v * (sum - Math.max(0, drop - 1) + out));
    cells.round(sum, drop, out, v);
  }

  /** 1 - z, and the two products. */
  private void blend(String prefix) {
    cells.adder(v * of(prefix + "MW"));
    mix(of(prefix + "UW"), first(prefix + "CELL_DROPS"), of("HW"));
  }
}
