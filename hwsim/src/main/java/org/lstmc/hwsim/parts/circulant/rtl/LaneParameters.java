package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.RowSum;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.parts.circulant.CirculantDepths;
import org.lstmc.hwsim.rtl.BitWord;
import org.lstmc.hwsim.rtl.MemoryImage;

/** Parameters of the element-wise lanes of all three cells, and the images of their biases. */
final class LaneParameters {
  private final Engine e;
  private final int v;

  LaneParameters(Engine e) {
    this.e = e;
    this.v = e.v();
  }

  /** Beats of all layers. */
  long rows() {
    long all = 0;
    for (int l = 0; l < e.layers(); l++) {
      all += beats(l);
    }
    return Math.max(2, all);
  }

  int beats(int l) {
    return (e.hidden(l) + v - 1) / v;
  }

  int mostBeats() {
    int most = 0;
    for (int l = 0; l < e.layers(); l++) {
      most = Math.max(most, beats(l));
    }
    return most;
  }

  /** Bits of the number of an output word, more than those of a row of the state memory. */
  int wordBits() {
    return Math.max(FrontParameters.logWords(e) + 1, ParameterList.bits((long) mostBeats() * v));
  }

  /** The control of a stage's lanes. */
  void beatsOf(String prefix, int stage) {
    ParameterList p = e.parameters;
    p.put(prefix + "DEPTH", e.lanes(0, stage).depth());
    if (prefix.equals("N_")) {
      return;
    }
    p.put(prefix + "BW", ParameterList.bits(mostBeats() - 1));
    p.put(prefix + "AW", ParameterList.bits(rows() - 1));
    p.put(prefix + "NW", wordBits());
    p.table(prefix + "LAST_BEAT", e.layers(), l -> beats(l) - 1);
    p.table(prefix + "LAST_KEEP", e.layers(), l -> (1L << (e.hidden(l) - 1) % v + 1) - 1);
    p.table(
        prefix + "BASE",
        e.layers(),
        l -> {
          long base = 0;
          for (int i = 0; i < l; i++) {
            base += beats(i);
          }
          return base;
        });
    p.put("ROWS", rows());
  }

  /**
   * The sum buffer of a unit.
   *
   * @param slots by slot, the pass and the first row in units of the layer's cells
   */
  void sums(String prefix, UnitParameters unit, int[][] slots) {
    ParameterList p = e.parameters;
    int lanes = unit.lanes();
    long depth = 2L << unit.groupBits();
    p.put(prefix + "PW", ParameterList.bits(lanes - 1));
    p.style(prefix + "STYLE", depth);
    String[] names = {"WORD0", "LANE0", "GROUP0"};
    for (int i = 0; i < names.length; i++) {
      int which = i;
      p.table(
          prefix + names[i],
          slots.length * e.layers(),
          n -> {
            int l = n % e.layers();
            int[] slot = slots[n / e.layers()];
            return unit.place(l, slot[0], slot[1] * e.hidden(l))[which];
          });
    }
    int width = lanes * e.k() * unit.inverse().words().width();
    e.memories.add(prefix + "sum buffer", depth, width, slots.length * v);
  }

  /** What circ_gate needs of the gates, and the widths that all lanes share. */
  void gates(String prefix, int biasBits) {
    ParameterList p = e.parameters;
    p.put(prefix + "BW", biasBits);
    p.put(prefix + "GW", e.widest(f -> f.plan().accumulator().width()));
    p.put(prefix + "ZW", e.widest(f -> f.plan().gate().width()));
    p.put(prefix + "FW", functionBits());
    e.byLayer(prefix + "SUM_UP", f -> shift(f.sums().gates()));
    e.byLayer(prefix + "BIAS_UP", f -> f.plan().shiftBias());
    e.byLayer(prefix + "ACC_BITS", f -> f.plan().accumulator().width());
    e.byLayer(prefix + "GATE_DROPS", f -> drop(f.plan().accumulator(), f.plan().gate()));
    e.byLayer(prefix + "GATE_BITS", f -> f.plan().gate().width());
    e.byLayer(prefix + "FUNCTION_BITS", f -> f.plan().activation().width());
  }

  int functionBits() {
    return e.widest(f -> f.plan().activation().width());
  }

  int biasBits() {
    return e.widest(
        f ->
            Math.max(
                f.bias().format().width(),
                f.recurrentBias() == null ? 0 : f.recurrentBias().format().width()));
  }

  void functions(String prefix, boolean sigmoid, boolean tanh) {
    ParameterList p = e.parameters;
    CirculantDepths d = e.schedule().config().depths();
    if (sigmoid) {
      p.put(prefix + "SIGMOID_CYCLES", d.sigmoid());
      p.put(prefix + "SIGMOID_KIND", e.net.quantization().sigmoid().kind().ordinal());
    }
    if (tanh) {
      p.put(prefix + "TANH_CYCLES", d.tanh());
      p.put(prefix + "TANH_KIND", e.net.quantization().tanh().kind().ordinal());
    }
  }

  void sigmoid(String prefix, int perLane) {
    new FunctionParameters(e, e.net.quantization().sigmoid(), FixedLayer::sigmoid)
        .write(prefix + "SIGMOID_", functionBits(), perLane * v, LaneParameters::sigmoids);
  }

  void tanh(String prefix) {
    new FunctionParameters(e, e.net.quantization().tanh(), FixedLayer::tanh)
        .write(prefix + "TANH_", functionBits(), v, t -> gate(t, 2));
  }

  void cellTanh(String prefix) {
    new FunctionParameters(e, e.net.quantization().tanh(), FixedLayer::cellTanh)
        .write(prefix + "CELL_", functionBits(), v, StepTrace.Layer::cell);
  }

  /** What the activation of a gate reads. */
  static long[] gate(StepTrace.Layer t, int gate) {
    return CirculantProbes.part(t.gate(), gate, t);
  }

  /** What sigmoids read: all gates but the third, which is a candidate in every cell. */
  private static long[] sigmoids(StepTrace.Layer t) {
    int cells = gate(t, 0).length;
    long[] all = Arrays.copyOf(t.gate(), t.gate().length - cells);
    System.arraycopy(t.gate(), 3 * cells, all, 2 * cells, all.length - 2 * cells);
    return all;
  }

  /** The new state of a GRU. */
  void blend(String prefix) {
    ParameterList p = e.parameters;
    int one = 2 + Math.max(functionBits(), e.widest(f -> f.plan().activation().fractionBits() + 1));
    int state = e.widest(f -> f.plan().state().width());
    p.put(prefix + "MW", one);
    p.put(
        prefix + "UW",
        1
            + Math.max(
                one + functionBits() + e.widest(f -> f.plan().shiftInput()),
                functionBits() + state + e.widest(f -> f.plan().shiftForget())));
    e.byLayer(prefix + "ONE_AT", f -> f.plan().activation().fractionBits());
    e.byLayer(prefix + "INPUT_UP", f -> f.plan().shiftInput());
    e.byLayer(prefix + "FORGET_UP", f -> f.plan().shiftForget());
    e.byLayer(
        prefix + "CELL_DROPS", f -> f.plan().cellFraction() - f.plan().state().fractionBits());
    e.byLayer(prefix + "CELL_BITS", f -> f.plan().state().width());
  }

  /** A stored number of a cell, by layer. */
  interface OfCell {
    long value(int layer, int cell);
  }

  /**
   * Numbers of all cells.
   *
   * @param value the number
   * @param reach how many of its low bits the run's sums can depend on
   */
  record Stored(OfCell value, OfCell reach) {}

  /** A memory with the numbers of V cells a word. */
  void image(String parameter, String memory, int bits, List<Stored> numbers) {
    List<BigInteger> words = new ArrayList<>();
    List<BigInteger> live = new ArrayList<>();
    for (int l = 0; l < e.layers(); l++) {
      for (int b = 0; b < beats(l); b++) {
        BitWord word = new BitWord();
        BitWord mask = new BitWord();
        for (int c = b * v; c < (b + 1) * v; c++) {
          for (Stored n : numbers) {
            boolean here = c < e.hidden(l);
            word.add(here ? n.value().value(l, c) : 0, bits);
            long reach = here ? Math.max(0, Math.min(bits, n.reach().value(l, c))) : 0;
            mask.add((1L << reach) - 1, bits);
          }
        }
        words.add(word.value());
        live.add(mask.value());
      }
    }
    while (words.size() < rows()) {
      words.add(BigInteger.ZERO);
      live.add(BigInteger.ZERO);
    }
    int width = v * numbers.size() * bits;
    e.images.add(new MemoryImage(parameter, e.file(memory), width, words, live));
    e.memories.add(memory, rows(), width, 1);
  }

  /** The bias of a gate. */
  Stored bias(int gate) {
    return new Stored(
        (l, c) -> e.layer(l).bias().raw(gate * e.hidden(l) + c),
        (l, c) -> e.layer(l).plan().accumulator().width() - e.layer(l).plan().shiftBias());
  }

  static int shift(RowSum sum) {
    return sum.parts().get(0).shift();
  }

  static int drop(FixedFormat from, FixedFormat to) {
    return from.fractionBits() - to.fractionBits();
  }

  int widestPlan(ToIntFunction<LayerPlan> of) {
    return e.widest(f -> of.applyAsInt(f.plan()));
  }
}
