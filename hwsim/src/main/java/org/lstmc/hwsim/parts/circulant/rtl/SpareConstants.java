package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.stream.IntStream;
import org.lstmc.core.model.ActivationSpec.Kind;

/**
 * Constants that this network leaves open, whatever it is run on: memories, addresses and words
 * with room to spare, and fields that its cores never read.
 */
final class SpareConstants {
  private static final int INTEGER = 32;
  private static final int PASSES = 4;

  private final Engine e;
  private final ParameterList p;
  private final FrontParameters front;
  private final LaneParameters lanes;
  private final UnitParameters first;
  private final UnitParameters second;

  SpareConstants(
      Engine e,
      FrontParameters front,
      LaneParameters lanes,
      UnitParameters first,
      UnitParameters second) {
    this.e = e;
    this.p = e.parameters;
    this.front = front;
    this.lanes = lanes;
    this.first = first;
    this.second = second;
  }

  void note() {
    p.room("LW", "X_AW", "X_BW", "BUFFER_AW", "S_DEPTH", "S_AW");
    p.room("E_BW", "E_AW", "G_PW", "N_PW", "P_AW", "L_OW");
    p.room("L_GW", "L_ZW", "L_FW", "L_CW", "L_RW", "L_QW");
    // Addresses from 0 to -1, as a depth of 0 says, still hold address 0.
    p.open("BUFFER_DEPTH", front.copied() == 1 ? 0 : front.copied(), ParameterList.MOST);
    long rows = IntStream.range(0, e.layers()).mapToLong(lanes::beats).sum();
    p.open("ROWS", rows == 1 ? 0 : rows, ParameterList.MOST);
    steps();
    vectors();
    transforms();
    columns();
    output();
    unit("A_", first);
    if (second != null) {
      unit("B_", second);
    }
    functions();
    places("G_", first);
    places("N_", second);
  }

  private void steps() {
    long steps = p.value("STEPS");
    p.open("STEP_BITS", ParameterList.bits(steps), INTEGER);
    if (e.layers() == 1) {
      // The frame of a step that never comes would only be waited for behind the last one.
      p.open("STEPS", steps, (1L << p.value("STEP_BITS")) - 1);
    }
    if (p.value("ROUND") == 2) {
      // Everything but 0 and 1 is RND_CONV.
      p.room("ROUND");
    }
  }

  /** A memory of two halves: the second may begin later as long as the address reaches its end. */
  private void halves(String rows, String address) {
    if (p.has(rows)) {
      p.open(rows, p.value(rows), (1L << p.value(address)) - p.value(rows));
    }
  }

  private void vectors() {
    halves("X_ROWS", "X_AW");
    halves("P_DEPTH", "P_AW");
    // More memories side by side than a row needs, as long as a word's number has more bits.
    p.open("X_LOG", p.value("X_LOG"), p.value("X_NW") - 1);
    long most = (front.beats() - 1L) * front.perBeat();
    p.open("X_NW", Math.max(p.value("X_LOG") + 1, ParameterList.bits(most)), INTEGER);
    long word = ParameterList.bits((lanes.mostBeats() - 1L) * e.v());
    long log = p.has("P_LOG") ? p.value("P_LOG") : 0;
    p.open("E_NW", Math.max(log + 1, word), INTEGER);
    if (log > 0) {
      p.open("P_LOG", log, p.value("E_NW") - 1);
    }
    if (e.projects()) {
      p.unused("S_LOG");
      p.unused("S_NW");
      p.room("ROW_PW", "ROW_AW");
    } else {
      p.open("S_LOG", p.value("S_LOG"), p.value("S_NW") - 1);
      p.open("S_NW", Math.max(p.value("S_LOG") + 1, word), INTEGER);
      for (String s : new String[] {"ROW_LANES", "ROW_K", "ROW_PW", "ROW_AW"}) {
        p.open(s, 1, ParameterList.MOST);
      }
    }
    states();
    // The lowest layer has x and no layer below.
    p.unused(field("LAST_BELOW", 0));
    p.unused(field("BELOW_AT", 0));
    for (int l = 1; l < e.layers(); l++) {
      p.open(field("BELOW_AT", l), front.own(l), p.value("BUFFER_DEPTH") - front.below(l));
    }
  }

  /** One layer has read y(t-1) before it writes y(t), so its two vectors may lie anywhere. */
  private void states() {
    if (e.layers() > 1) {
      return;
    }
    long depth = p.value("S_DEPTH");
    long all = 1L << p.value("S_AW");
    long rows =
        e.projects()
            ? second.groups(0)
            : (e.layer(0).plan().spec().outputSize() + (1L << p.value("S_LOG")) - 1)
                >> p.value("S_LOG");
    for (int i = 0; i < 2; i++) {
      p.open("S_BASE[" + i + "]", 0, depth == all ? all - 1 : depth - rows);
    }
  }

  /** A lane that is not there reads word 0 of lane 0, all that a single cell may have. */
  private void places(String prefix, UnitParameters unit) {
    for (int n = 0; p.has(prefix + "LANE0") && n < p.fields(prefix + "LANE0"); n++) {
      boolean origin = p.field(prefix + "LANE0", n) == 0 && p.field(prefix + "WORD0", n) == 0;
      if (origin && e.hidden(n % e.layers()) == 1) {
        int fields = p.fields(prefix + "LANE0");
        p.open(ParameterList.field(prefix + "LANE0", n, fields), unit.lanes(), ParameterList.MOST);
      }
    }
  }

  private void transforms() {
    int k = e.k();
    int fields = k / 4 + 1;
    for (String u : new String[] {"A_", "B_"}) {
      // The constants of bins 1 to k/4-1 alone are multiplied; at k/8 they are equal and cos is.
      p.unused(ParameterList.field(u + "COS", 0, fields));
      p.unused(ParameterList.field(u + "SIN", 0, fields));
      p.unused(ParameterList.field(u + "COS", fields - 1, fields));
      p.unused(ParameterList.field(u + "SIN", fields - 1, fields));
      p.unused(ParameterList.field(u + "SIN", k / 8, fields));
    }
    if (k < 8) {
      p.unused("TW");
      p.unused("TF");
    } else {
      p.open("TW", p.value("TW"), INTEGER);
    }
  }

  private void columns() {
    int most = Math.max(front.copied(), first.columns());
    if (second != null) {
      most = Math.max(most, second.columns());
      p.open("B_CW", ParameterList.bits(second.columns() - 1), INTEGER / 2);
    }
    p.open("A_CW", ParameterList.bits(most - 1), INTEGER / 2);
  }

  private void output() {
    boolean one = e.projects() ? p.value("OUT_LANES") == 1 : e.v() == 1;
    if (one) {
      p.room("HW");
    }
    if (e.projects() || e.v() == 1) {
      p.room("L_HW");
    }
    if (p.has("L_PEEPHOLES") && p.value("L_PEEPHOLES") == 0) {
      p.open("L_PW", 1, ParameterList.MOST);
      IntStream.range(0, e.layers()).forEach(l -> p.unused(field("L_PEEPHOLE_UP", l)));
    }
    for (int l = 0; e.projects() && l < e.layers(); l++) {
      // Lower layers are not shown; a last row without gaps needs no limit.
      long words = second.lanes() * (long) e.k();
      boolean full = e.layer(l).plan().spec().outputSize() % words == 0;
      if (l < e.layers() - 1) {
        p.unused(field("LAST_ROW", l));
        p.unused(field("LAST_ROW_WORDS", l));
      } else if (full) {
        p.unused(field("LAST_ROW", l));
        p.open(field("LAST_ROW_WORDS", l), words - 1, ParameterList.MOST);
      }
    }
  }

  /** Fields of passes and parts that a layer does not have. */
  private void unit(String u, UnitParameters unit) {
    p.room(u + "GW", u + "SW", u + "DEPTH", u + "DW", u + "AW");
    for (int l = 0; l < e.layers(); l++) {
      long ever = 0;
      for (int i = 0; i < PASSES; i++) {
        int pass = l * PASSES + i;
        long parts = i < unit.passes(l).size() ? unit.passes(l).get(i).parts() : 0;
        ever |= parts;
        if (parts == 0) {
          p.unused(u + "LAST_GROUP[" + pass + "]");
          p.unused(u + "PARTS[" + pass + "]");
          p.open(u + "ACC_BITS[" + pass + "]", 1, ParameterList.MOST);
          p.open(u + "ACC_DROPS[" + pass + "]", 0, p.value(u + "AW"));
        }
        if (parts == 2 || parts == 1 && i == 0 && unit.groups(unit.passes(l).get(0)) == 1) {
          // Part 1 ends a group whatever is said of it; the first group of a frame begins with
          // part 0 unasked.
          p.open(u + "PARTS[" + pass + "]", 0, 0);
        }
        for (int part = 0; part < 2; part++) {
          if ((parts >> part & 1) == 0) {
            p.open(u + "SHIFTS[" + (2 * pass + part) + "]", 0, p.value(u + "AW"));
          }
        }
      }
      for (int part = 0; part < 2; part++) {
        if ((ever >> part & 1) == 0) {
          int at = 2 * l + part;
          p.unused(u + "LAST_COLUMN[" + at + "]");
          p.unused(u + "LAST_WORDS[" + at + "]");
          p.open(u + "IN_DROPS[" + at + "]", 0, INTEGER);
        }
      }
    }
  }

  private void functions() {
    boolean tables = true;
    for (String f : new String[] {"L_SIGMOID_", "L_TANH_", "L_CELL_", "U_TANH_"}) {
      p.room(f + "DEPTH", f + "DW");
      Kind kind =
          (f.endsWith("SIGMOID_") ? e.net.quantization().sigmoid() : e.net.quantization().tanh())
              .kind();
      if (kind == Kind.TABLE) {
        p.unused(f + "SEGMENTS");
      } else {
        p.room(f + "EW", f + "YW");
        tables = false;
      }
    }
    for (int l = 0; tables && l < e.layers(); l++) {
      // Only lines are rounded.
      p.unused(field("L_FUNCTION_BITS", l));
    }
  }

  private String field(String name, int l) {
    return ParameterList.field(name, l, e.layers());
  }
}
