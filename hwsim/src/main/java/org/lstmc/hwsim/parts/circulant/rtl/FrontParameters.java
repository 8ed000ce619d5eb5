package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.parts.HostSide;
import org.lstmc.hwsim.rtl.BitWord;

/** Parameters of what all networks share (core {@code circ_front}), and the stimulus. */
final class FrontParameters {
  private static final int STEP_BITS = 24;

  private final Engine e;

  FrontParameters(Engine e) {
    this.e = e;
  }

  /** log2 of the memories that lie side by side in a vector memory that the lanes write. */
  static int logWords(Engine e) {
    return Math.max(ParameterList.log2(e.k()), ParameterList.log2(e.v()));
  }

  int perBeat() {
    return e.schedule().config().xWordsPerCycle();
  }

  private int inputs() {
    return e.layer(0).plan().spec().inputSize();
  }

  int beats() {
    return (inputs() + perBeat() - 1) / perBeat();
  }

  int inputBits() {
    return perBeat() * e.layer(0).plan().input().width();
  }

  int stateBits() {
    return e.widest(f -> f.plan().state().width());
  }

  /** Bits of a word of the vectors that the first unit multiplies, or the second of a GRU. */
  int vectorBits() {
    return e.widest(
        f -> {
          LayerPlan p = f.plan();
          int reset = p.reset() == null || p.reset().resetState() == null ? 0 : 1;
          int s = reset == 0 ? 0 : p.reset().resetState().width();
          return Math.max(s, Math.max(p.input().width(), p.state().width()));
        });
  }

  private static int blocks(int words, int k) {
    return (words + k - 1) / k;
  }

  int own(int l) {
    return blocks(e.layer(l).plan().spec().outputSize(), e.k());
  }

  int below(int l) {
    return blocks(e.layer(l).plan().spec().inputSize(), e.k());
  }

  /** Blocks that are copied for a layer at most. */
  int copied() {
    int most = 0;
    for (int l = 0; l < e.layers(); l++) {
      most = Math.max(most, own(l) + (l > 0 ? below(l) : 0));
    }
    return most;
  }

  int columnBits(UnitParameters... units) {
    int most = copied();
    for (UnitParameters u : units) {
      most = Math.max(most, u.columns());
    }
    return ParameterList.bits(most);
  }

  void write(int steps, UnitParameters first, UnitParameters second, int columnBits, int wordBits) {
    ParameterList p = e.parameters;
    QuantizationSpec q = e.net.quantization();
    FixedFormat twiddle = first.forward().twiddle();
    p.put("LAYERS", e.layers());
    p.put("LW", ParameterList.bits(e.layers() - 1));
    p.put("STEPS", steps);
    p.put("STEP_BITS", STEP_BITS);
    p.put("ROUND", q.rounding() == Rounding.RND ? 0 : q.rounding() == Rounding.TRN ? 1 : 2);
    p.put("SAT", q.overflow() == Overflow.SAT ? 1 : 0);
    p.put("TW", twiddle.width());
    p.put("TF", twiddle.fractionBits());
    p.put("V", e.v());
    p.put("XB", e.layer(0).plan().input().width());
    p.put("HW", stateBits());
    input();
    first.write("A_", vectorBits(), columnBits, true);
    state(second, columnBits, wordBits);
  }

  private void input() {
    ParameterList p = e.parameters;
    int log = Math.max(ParameterList.log2(e.k()), ParameterList.log2(perBeat()));
    int rows = blocks(beats() * perBeat(), 1 << log);
    p.put("X_LOG", log);
    p.put("X_PER_BEAT", perBeat());
    p.put("X_NW", Math.max(log + 1, ParameterList.bits((long) beats() * perBeat())));
    p.put("X_ROWS", rows);
    p.put("X_AW", ParameterList.bits(2L * rows - 1));
    p.put("X_LAST_BEAT", beats() - 1);
    p.put("X_BW", ParameterList.bits(beats() - 1));
    p.style("X_STYLE", 2L * rows);
    int ports = e.cell() == CellType.GRU_RESET_BEFORE ? 2 : 1;
    e.memories.add("x memory", 2L * rows, e.layer(0).plan().input().width(), ports << log);
  }

  private void state(UnitParameters second, int columnBits, int wordBits) {
    ParameterList p = e.parameters;
    int k = e.k();
    int log = logWords(e);
    int[] base = new int[2 * e.layers() + 1];
    for (int i = 0; i < 2 * e.layers(); i++) {
      int outputs = e.layer(i / 2).plan().spec().outputSize();
      int rows = e.projects() ? second.groups(i / 2) : blocks(outputs, 1 << log);
      base[i + 1] = base[i] + rows;
    }
    int depth = Math.max(2, base[2 * e.layers()]);
    p.put("S_LOG", log);
    p.put("S_NW", wordBits);
    p.put("S_DEPTH", depth);
    p.put("S_AW", ParameterList.bits(depth - 1));
    p.style("S_STYLE", depth);
    p.table("S_BASE", 2 * e.layers(), i -> base[i]);
    int lanes = e.projects() ? second.lanes() : 1;
    p.put("ROW_LANES", lanes);
    p.put("ROW_K", k);
    p.put("ROW_PW", ParameterList.bits(lanes - 1));
    p.put("ROW_AW", e.projects() ? second.groupBits() : 1);
    if (e.projects()) {
      e.memories.add("state memory", depth, lanes * k * stateBits(), 1);
    } else {
      e.memories.add("state memory", depth, stateBits(), 1 << log);
    }
    p.table("LAST_OWN", e.layers(), l -> own(l) - 1);
    p.table("LAST_BELOW", e.layers(), l -> below(l) - 1);
    p.table("BELOW_AT", e.layers(), l -> l == 0 ? 0 : own(l));
    int buffer = Math.max(2, copied());
    p.put("BUFFER_DEPTH", buffer);
    p.put("BUFFER_AW", ParameterList.bits(buffer - 1));
    p.style("BUFFER_STYLE", buffer);
    p.style("AGAIN_STYLE", 4L << columnBits);
    e.memories.add("vector buffer", buffer, k * stateBits(), 1);
    if (e.cell() == CellType.GRU_RESET_BEFORE && e.layers() > 1) {
      e.memories.add("x again", 4L << columnBits, k * stateBits(), 1);
    }
  }

  /** The words of x of every step, as they are put in. */
  List<BigInteger> stimulus(Sequence sequence) {
    HostSide host = new HostSide(e.net);
    List<BigInteger> all = new ArrayList<>();
    int bits = e.layer(0).plan().input().width();
    for (int t = 0; t < sequence.length(); t++) {
      long[] x = host.input(sequence, t);
      for (int b = 0; b < beats(); b++) {
        BitWord word = new BitWord();
        for (int i = b * perBeat(); i < (b + 1) * perBeat(); i++) {
          word.add(i < x.length ? x[i] : 0, bits);
        }
        all.add(word.value());
      }
    }
    return all;
  }

  static String contract() {
    return NumberContract.VERSION;
  }
}
