package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.parts.circulant.CirculantTrace;
import org.lstmc.hwsim.rtl.RtlProbe;

/**
 * The signals of the engine that the integer datapath knows and that outputs hide: the spectral
 * sums of every lane before rounding, and of every cell the gate sums before rounding, the
 * activations, the states. Frames pass in the order of the machine's walk.
 */
final class CirculantProbes {
  private final Engine e;
  private final List<RtlProbe> all = new ArrayList<>();

  /** The flags of the lanes' beats, the lanes themselves, and the core's constants. */
  private record Lanes(String beats, String words) {}

  CirculantProbes(Engine e, UnitParameters first, UnitParameters second) {
    this.e = e;
    unit("u_front.u_gates", "a", first);
    if (second != null) {
      String path = e.projects() ? "g_projection.u_projection" : "u_candidate";
      unit(path, "b", second);
    }
    switch (e.cell()) {
      case LSTM -> lstm(new Lanes("u_beats", "u_lanes"));
      case GRU -> gru(new Lanes("u_beats", "u_lanes"));
      case GRU_RESET_BEFORE ->
          gruResetBefore(new Lanes("u_beats", "u_reset"), new Lanes("u_beats_n", "u_update"));
    }
  }

  List<RtlProbe> all() {
    return all;
  }

  /** A gate's share of a vector over all gates. */
  static long[] part(long[] gates, int gate, StepTrace.Layer t) {
    int cells = t.hidden() != null ? t.hidden().length : t.state().length;
    return Arrays.copyOfRange(gates, gate * cells, (gate + 1) * cells);
  }

  /** A word of a lane is the k spectral sums of a block row, complete. */
  private void unit(String path, String name, UnitParameters u) {
    int bits = u.accumulatorBits();
    int ready = e.schedule().config().depths().products(e.k());
    String valid = String.format(Locale.ROOT, "%s.u_valid.g_more.r[%d]", path, ready - 1);
    for (int lane = 0; lane < u.lanes(); lane++) {
      List<BigInteger> words = new ArrayList<>();
      for (CirculantTrace.Frame f : e.run.frames()) {
        for (UnitPass a : u.passes(f.layer())) {
          for (int g = 0; g < u.unit().groups(a.pass().rows()); g++) {
            int row = g * u.lanes() + lane;
            boolean here = row < a.pass().rows();
            words.add(here ? packed(e.run.sums(a, row, f.layer(), f.step()), bits) : null);
          }
        }
      }
      String data = String.format(Locale.ROOT, "%s.g_lane[%d].u_lane.acc", path, lane);
      String called = String.format(Locale.ROOT, "spectral_sums_%s%d", name, lane);
      add(called, valid, data, e.k() * bits, words);
    }
  }

  private static BigInteger packed(long[] sums, int bits) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
    BigInteger word = BigInteger.ZERO;
    for (int w = sums.length - 1; w >= 0; w--) {
      word = word.shiftLeft(bits).or(BigInteger.valueOf(sums[w]).mod(modulus));
    }
    return word;
  }

  private void lstm(Lanes at) {
    int sigmoid = e.schedule().config().depths().sigmoid();
    int tanh = e.schedule().config().depths().tanh();
    boolean peepholes = e.layer(0).peephole() != null;
    int z = peepholes ? 8 : 4;
    int c = z + Math.max(sigmoid, tanh) + 5;
    int sum = narrowest(p -> p.accumulator().width());
    int function = widest(p -> p.activation().width());
    String[] gates = {"i", "f", "g", "o"};
    for (int g = 0; g < gates.length; g++) {
      int gate = g;
      int squash = g == 2 ? tanh : sigmoid;
      // the peephole of o waits for the new cell state
      int ready = g == 3 && peepholes ? c + 5 : z;
      String n = gates[g];
      word(
          "sum_" + n,
          at,
          ready - 1,
          "u_z_" + n + ".full",
          sum,
          t -> part(t.accumulator(), gate, t));
      word(n, at, ready + squash, n + "0", function, t -> part(t.activation(), gate, t));
    }
    word("c", at, c, "c", widest(p -> p.cell().width()), StepTrace.Layer::cell);
    word("tanh_c", at, c + tanh, "t0", function, StepTrace.Layer::cellTanh);
    int depth = e.lanes(0, 1).depth();
    word("h", at, depth - 1, "u_h.y", widest(p -> p.hidden().width()), StepTrace.Layer::hidden);
  }

  private void gru(Lanes at) {
    int sigmoid = e.schedule().config().depths().sigmoid();
    int tanh = e.schedule().config().depths().tanh();
    resetAndUpdate(at);
    int recurrent = narrowest(p -> p.reset().recurrentAccumulator().width());
    word("sum_q", at, 3, "u_q.full", recurrent, StepTrace.Layer::recurrentAccumulator);
    word("q", at, 4, "q0", widest(p -> p.reset().recurrent().width()), StepTrace.Layer::recurrent);
    candidate(at, 4 + sigmoid + 5, tanh, 1);
  }

  private void gruResetBefore(Lanes first, Lanes second) {
    resetAndUpdate(first);
    int bits = widest(p -> p.reset().resetState().width());
    int depth = e.lanes(0, 1).depth();
    word("reset_h", first, depth - 1, "u_s.y", bits, StepTrace.Layer::resetState);
    candidate(second, 4, e.schedule().config().depths().tanh(), 3);
  }

  /** r and z: sums in cycle 3 of a beat. */
  private void resetAndUpdate(Lanes at) {
    int sigmoid = e.schedule().config().depths().sigmoid();
    int sum = narrowest(p -> p.accumulator().width());
    int function = widest(p -> p.activation().width());
    String[] gates = {"r", "z"};
    for (int g = 0; g < gates.length; g++) {
      int gate = g;
      String n = gates[g];
      word("sum_" + n, at, 3, "u_z_" + n + ".full", sum, t -> part(t.accumulator(), gate, t));
      word(n, at, 4 + sigmoid, n + "0", function, t -> part(t.activation(), gate, t));
    }
  }

  /** n and the new state, which is written a cycle before the stage's depth. */
  private void candidate(Lanes at, int z, int tanh, int stage) {
    int sum = narrowest(p -> p.accumulator().width());
    int function = widest(p -> p.activation().width());
    word("sum_n", at, z - 1, "u_z_n.full", sum, t -> part(t.accumulator(), 2, t));
    word("n", at, z + tanh, "n1", function, t -> part(t.activation(), 2, t));
    int depth = e.lanes(0, stage).depth();
    word("h", at, depth - 1, "u_h.h", widest(p -> p.state().width()), StepTrace.Layer::state);
  }

  /**
   * A signal of every lane.
   *
   * @param cycle of a beat in which it is there; the beat's own is 0
   */
  private void word(
      String name,
      Lanes at,
      int cycle,
      String path,
      int width,
      Function<StepTrace.Layer, long[]> of) {
    int v = e.v();
    for (int lane = 0; lane < v; lane++) {
      List<BigInteger> words = new ArrayList<>();
      for (CirculantTrace.Frame f : e.run.frames()) {
        long[] values = of.apply(e.run.at(f));
        for (int c = lane; c < (values.length + v - 1) / v * v; c += v) {
          words.add(c < values.length ? BigInteger.valueOf(values[c]) : null);
        }
      }
      String valid = String.format(Locale.ROOT, "%s.u_we.g_more.r[%d]", at.beats(), cycle - 1);
      String data = String.format(Locale.ROOT, "%s.g_word[%d].%s", at.words(), lane, path);
      add(v == 1 ? name : name + lane, valid, data, width, words);
    }
  }

  private void add(String name, String valid, String data, int width, List<BigInteger> words) {
    all.add(new RtlProbe(name, valid, data, width, words.size() / e.run.steps(), words));
  }

  private int widest(ToIntFunction<LayerPlan> of) {
    return e.widest(f -> of.applyAsInt(f.plan()));
  }

  /** A layer with a narrower accumulator holds the sum modulo its width: the low bits are equal. */
  private int narrowest(ToIntFunction<LayerPlan> of) {
    return -e.widest(f -> -of.applyAsInt(f.plan()));
  }
}
