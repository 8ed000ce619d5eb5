package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Look-up tables and flip-flops of the engine as it is built: the pieces of every core, with the
 * widths that the top hands to them. Nothing is fitted to a synthesis.
 */
final class EngineLogic {
  private final Engine e;
  private final ParameterList p;
  private final LogicCells cells;
  private final int k;

  private EngineLogic(Engine e) {
    this.e = e;
    this.p = e.parameters;
    this.cells = new LogicCells(p);
    this.k = e.k();
  }

  /** The cells of an engine whose parameters are written. */
  static LogicCells of(Engine e) {
    EngineLogic l = new EngineLogic(e);
    l.front();
    l.unit("A_", l.v("A_VW"));
    boolean before = e.parameters.has("Z_STYLE");
    l.sums("G_", "A_", before ? 2 : 4);
    if (e.projects()) {
      l.unit("B_", l.v("L_HW"));
      l.words(l.v("P_LOG"), e.v(), l.v("L_HW"), 2 * l.v("P_DEPTH"), 1);
    } else if (before) {
      l.unit("B_", l.v("A_VW"));
      l.words(l.v("P_LOG"), e.v(), l.v("L_OW"), 2 * l.v("P_DEPTH"), 1);
      l.sums("N_", "B_", 1);
      l.again();
    }
    new LaneLogic(e, l.cells).count();
    return l.cells;
  }

  private long v(String name) {
    return p.value(name);
  }

  private LongStream fields(String name) {
    return IntStream.range(0, p.fields(name)).mapToLong(i -> (int) p.field(name, i));
  }

  /** Memories of x and of the output, the vector buffer, the frames. */
  private void front() {
    int ports = p.has("Z_STYLE") ? 2 : 1;
    words(v("X_LOG"), v("X_PER_BEAT"), v("XB"), 2 * v("X_ROWS"), ports);
    if (e.projects()) {
      long row = v("ROW_LANES") * k * v("HW");
      cells.ram(v("S_DEPTH"), row, 1);
      cells.choice(v("ROW_LANES"), k * v("HW"));
    } else {
      words(v("S_LOG"), e.v(), v("HW"), v("S_DEPTH"), 1);
    }
    // what is copied is cleared in step 0; x or the buffer is multiplied
    cells.luts(k * v("HW"));
    cells.registers(k * v("HW"));
    cells.ram(v("BUFFER_DEPTH"), k * v("HW"), 1);
    cells.luts(k * v("A_VW"));
    long step = v("STEP_BITS");
    cells.registers(2 * step * e.layers() + 5L * e.schedule().stages());
    cells.luts(e.layers() * (LogicCells.up(step, 6) + LogicCells.up(step, 3)));
    cells.luts(e.layers() > 1 ? 2 * step * e.layers() : 0);
    cells.registers(2 * v("A_CW") + v("X_BW") + v("X_NW"));
  }

  /** Memories side by side, of which V words are written and a block is read. */
  private void words(long log, long written, long bits, long depth, long ports) {
    long side = 1L << log;
    cells.ram(depth, bits, ports * side);
    cells.choice(written, ports * side * bits);
    cells.luts(written > 1 ? ports * side * written : 0);
    cells.choice(side / k, ports * k * bits);
  }

  /**
   * Operands and their transform, the spectra, and for every lane accumulators and the way back.
   */
  private void unit(String u, long in) {
    long lanes = v(u + "LANES");
    long x = v(u + "XW");
    long acc = v(u + "AW");
    long word = v(u + "IW");
    long[] drops = fields(u + "IN_DROPS").distinct().toArray();
    for (long d : drops) {
      cells.round(in, d, x, k);
    }
    cells.choice(drops.length, k * x);
    cells.registers(k * in + k * x);
    cells.transform(false, k, x, v("TW"), v("TF"), v(u + "HALVINGS"));
    cells.rom(v(u + "DEPTH"), lanes * k * v(u + "WW"), false);
    // the two products of a complex bin, the accumulators, their rounding
    cells.adder(lanes * (k - 2) * (x + v(u + "WW") + 1));
    cells.choice(fields(u + "SHIFTS").distinct().count(), lanes * k * acc);
    cells.adder(lanes * k * acc);
    cells.registers(lanes * 2 * k * acc);
    long[] formats =
        IntStream.range(0, p.fields(u + "ACC_BITS"))
            .mapToLong(i -> p.field(u + "ACC_BITS", i) << 32 | p.field(u + "ACC_DROPS", i))
            .distinct()
            .toArray();
    for (long f : formats) {
      cells.round(f >> 32, (int) f, word, lanes * k);
    }
    cells.choice(formats.length, lanes * k * word);
    cells.registers(lanes * k * word);
    long halvings = ParameterList.log2(k) - v(u + "HALVINGS");
    for (int lane = 0; lane < lanes; lane++) {
      cells.transform(true, k, word, v("TW"), v("TF"), halvings);
    }
    out(u, lanes, word);
    long counters = v(u + "GW") + v(u.equals("B_") && p.has("B_CW") ? "B_CW" : "A_CW");
    cells.luts(4 * counters + 2 * v(u + "SW") + v(u + "DW"));
    cells.registers(counters + v(u + "SW") + v(u + "DW") + ParameterList.log2(k));
    cells.registers(3 * v(u + "PRODUCTS") + 2 * v(u + "BACK"));
  }

  private void out(String u, long lanes, long word) {
    boolean state = e.projects() && u.equals("B_");
    if (state) {
      for (int l = 0; l < e.layers(); l++) {
        cells.round(
            p.field("B_OUT_IN_BITS", l), (int) p.field("B_OUT_DROPS", l), v("HW"), lanes * k);
      }
      cells.registers(p.value("OUT_LANES") * (v("HW") + 1));
    }
    cells.registers(lanes * k * (state ? v("HW") : word));
  }

  /** A copy of the sums for every word that is read in a cycle. */
  private void sums(String prefix, String unit, long slots) {
    long block = v(unit + "LANES") * k;
    long bits = v(unit + "IW");
    long place = ParameterList.log2(k) + v(prefix + "PW");
    cells.ram(2L << v(unit + "SW"), block * bits, slots * e.v());
    cells.choice(block, slots * e.v() * bits);
    cells.registers(slots * e.v() * (bits + place));
    cells.adder(slots * e.v() * (place + v(unit + "SW")));
    cells.registers(slots * (place + v(unit + "SW")));
  }

  /** What was copied from the layer below is kept for the candidate; x or that, and s. */
  private void again() {
    if (e.layers() > 1) {
      cells.ram(4L << v("A_CW"), k * v("HW"), 1);
    }
    cells.luts(2L * k * v("A_VW"));
  }
}
