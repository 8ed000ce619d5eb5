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

  BrdsProbes(List<StepTrace> steps, List<FixedLayer> layers) {
    this.steps = steps;
    this.layers = layers;
  }

  List<RtlProbe> all() {
    List<RtlProbe> all = new ArrayList<>();
    // A layer with a narrower accumulator holds the sum modulo its width: the low bits are equal.
    int sum = layers.stream().mapToInt(l -> l.plan().accumulator().width()).min().orElseThrow();
    int activation = widest(p -> p.activation().width());
    for (int g = 0; g < GATES.length; g++) {
      int gate = g;
      String path = String.format(Locale.ROOT, "g_gate[%d].sum1", g);
      all.add(probe("sum_" + GATES[g], 1, path, sum, l -> part(l.accumulator(), gate)));
      all.add(
          probe(
              "activation_" + GATES[g],
              4,
              GATES[g] + "4",
              activation,
              l -> part(l.activation(), gate)));
    }
    all.add(probe("c", 9, "c9", widest(p -> p.cell().width()), StepTrace.Layer::cell));
    all.add(probe("tanh_c", 11, "t11", activation, StepTrace.Layer::cellTanh));
    return all;
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
