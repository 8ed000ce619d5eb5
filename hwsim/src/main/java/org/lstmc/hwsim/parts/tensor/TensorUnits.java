package org.lstmc.hwsim.parts.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.parts.tensor.TensorLayer.Part;

/** Where the cycles of a step went, and what limits it. */
final class TensorUnits {
  static final String ARRAY = "MAC array";
  static final String CELLS = "cells";
  static final String NO_SUMS = "no gate sums";
  static final String LEAVE = "sums leave the array";
  static final String VECTOR = "a vector comes in";
  private static final String PARTIAL = "tiles not full";

  private TensorUnits() {}

  static List<UnitUse> of(TensorDesign d, TensorSettings s) {
    long cells = d.part(Part.CELLS);
    return List.of(
        new UnitUse(ARRAY, useful(d, s), new TreeMap<>(idle(d, s))),
        new UnitUse(CELLS, cells, new TreeMap<>(Map.of(NO_SUMS, (double) (d.cycles() - cells)))));
  }

  /** Cycles that the products would take on all MACs. */
  private static double useful(TensorDesign d, TensorSettings s) {
    return d.activity().macs() / s.array().lanes();
  }

  private static Map<String, Double> idle(TensorDesign d, TensorSettings s) {
    Map<String, Double> all = new TreeMap<>();
    all.put(PARTIAL, d.part(Part.PRODUCTS) - useful(d, s));
    all.put(LEAVE, (double) d.part(Part.PASSES));
    all.put(Part.READ_WAITS, (double) d.part(Part.READ_WAITS));
    all.put(Part.WRITE_WAITS, (double) d.part(Part.WRITE_WAITS));
    all.put(VECTOR, (double) d.part(Part.LOAD));
    all.put(CELLS, (double) (d.part(Part.CELLS) + d.part(Part.CELL_DEPTH)));
    return all;
  }

  static String bound(TensorDesign d, TensorSettings s) {
    double useful = useful(d, s);
    if (useful >= 0.9 * d.cycles()) {
      return String.format(
          Locale.ROOT,
          "MAC array: products fill %.0f of %d cycles; smaller ranks or more elements help",
          useful,
          d.cycles());
    }
    Map.Entry<String, Double> worst =
        idle(d, s).entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %d cycles, products fill %.0f",
        worst.getKey(),
        worst.getValue(),
        d.cycles(),
        useful);
  }
}
