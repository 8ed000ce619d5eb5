package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.rtl.RtlProbe;

/**
 * The signals of the function module that the integer datapath knows: sums of the four gates before
 * rounding, activations, c and tanh(c). Rows pass in the order of steps, layers and cells.
 */
final class BrdsProbes {
  private static final String[] GATES = {"i", "f", "g", "o"};

  private final List<StepTrace> steps;
  private final List<FixedLayer> layers;
  private final BrdsLatency latency;

  BrdsProbes(List<StepTrace> steps, List<FixedLayer> layers, BrdsLatency latency) {
    this.steps = steps;
    this.layers = layers;
    this.latency = latency;
  }

  List<RtlProbe> all() {
    List<RtlProbe> all = new ArrayList<>();
    // A layer with a narrower accumulator holds the sum modulo its width: the low bits are equal.
    int sum = layers.stream().mapToInt(l -> l.plan().accumulator().width()).min().orElseThrow();
    int activation = widest(p -> p.activation().width());
    int summed = latency.gate() - latency.round();
    int cell = latency.cell();
    for (int g = 0; g < GATES.length; g++) {
      int gate = g;
      // With peepholes the output gate waits for c.
      boolean late = g == 3 && latency.peepholeAdd() > 0;
      int sums = late ? cell + latency.multiply() + latency.peepholeAdd() : summed;
      int function = g == 2 ? latency.tanh() : latency.sigmoid();
      all.add(
          probe("sum_" + GATES[g], sums, "sum_" + GATES[g], sum, l -> part(l.accumulator(), gate)));
      all.add(
          probe(
              "activation_" + GATES[g],
              sums + latency.round() + function,
              "act_" + GATES[g],
              activation,
              l -> part(l.activation(), gate)));
    }
    all.add(probe("c", cell, "c_new", widest(p -> p.cell().width()), StepTrace.Layer::cell));
    all.add(
        probe("tanh_c", cell + latency.tanh(), "tanh_c", activation, StepTrace.Layer::cellTanh));
    if (layers.stream().anyMatch(l -> l.projection() != null)) {
      int hidden = widest(p -> p.hidden().width());
      all.add(
          probe(
              "hidden", latency.output() - latency.write(), "h", hidden, StepTrace.Layer::hidden));
      for (int n = 0; n < BrdsConfig.GATES; n++) {
        all.add(projection(n));
      }
    }
    return all;
  }

  /** Sums of every fourth row of the projections; a row that is not there gives 0. */
  private RtlProbe projection(int module) {
    List<BigInteger> words = new ArrayList<>();
    for (StepTrace t : steps) {
      for (StepTrace.Layer l : t.layers()) {
        long[] sums = l.projectionAccumulator();
        for (int k = 0; sums != null && k < sums.length; k += BrdsConfig.GATES) {
          int row = k + module;
          words.add(BigInteger.valueOf(row < sums.length ? sums[row] : 0));
        }
      }
    }
    int width =
        layers.stream()
            .filter(l -> l.projection() != null)
            .mapToInt(l -> l.plan().projectionAccumulator().width())
            .min()
            .orElseThrow();
    String data = String.format(Locale.ROOT, "state.g_projected.g_row[%d].sum", module);
    String name = String.format(Locale.ROOT, "projection_%d", module);
    return new RtlProbe(name, "state.group", data, width, words.size() / steps.size(), words);
  }

  private RtlProbe probe(
      String name, int stage, String path, int width, Function<StepTrace.Layer, long[]> of) {
    List<BigInteger> words = new ArrayList<>();
    for (StepTrace t : steps) {
      for (StepTrace.Layer l : t.layers()) {
        for (long v : of.apply(l)) {
          words.add(BigInteger.valueOf(v));
        }
      }
    }
    String valid = String.format(Locale.ROOT, "function_module.v[%d]", stage);
    int rows = words.size() / steps.size();
    return new RtlProbe(name, valid, "function_module." + path, width, rows, words);
  }

  private static long[] part(long[] gates, int gate) {
    int cells = gates.length / GATES.length;
    return Arrays.copyOfRange(gates, gate * cells, (gate + 1) * cells);
  }

  private int widest(ToIntFunction<LayerPlan> of) {
    return layers.stream().mapToInt(l -> of.applyAsInt(l.plan())).max().orElse(0);
  }
}
