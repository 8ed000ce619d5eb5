package org.lstmc.hwsim.hcgs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.hcgs.HcgsTiming.Counter;

/** Where the cycles of a steady step went, and what limits it. */
final class HcgsUnits {
  static final String MACS = "MAC array";
  static final String SELECTOR = "selector";
  static final String CELLS = "element-wise unit";
  static final String FRAME = "frame input";
  static final String NO_SUMS = "no gate sums";
  static final String BUFFERS_FULL = "both buffers full";
  private static final String FILLED = "blocks filled up";

  /** Why the MACs are idle, in words. */
  private static final Map<Counter, String> CAUSES =
      Map.of(
          Counter.REFILL, "selector takes in a segment",
          Counter.WAIT_FRAME, "frame is coming in",
          Counter.WAIT_LAYER, "cells of the layer before",
          Counter.WAIT_STATE, "h(t-1)",
          Counter.ACCUMULATORS, "no free accumulators");

  private HcgsUnits() {}

  static String cause(Counter wait) {
    return CAUSES.get(wait);
  }

  static List<UnitUse> of(Workload w, HcgsDesign d) {
    HcgsTiming t = d.timing();
    double step = t.cyclesPerStep();
    return List.of(
        new UnitUse(MACS, useful(w, d), new TreeMap<>(overheads(w, d))),
        new UnitUse(
            CELLS,
            t.of(Counter.CELL_BUSY),
            new TreeMap<>(Map.of(NO_SUMS, step - t.of(Counter.CELL_BUSY)))),
        new UnitUse(
            FRAME,
            t.of(Counter.FRAME_BUSY),
            new TreeMap<>(Map.of(BUFFERS_FULL, step - t.of(Counter.FRAME_BUSY)))));
  }

  /** Cycles that kept weights would take if they filled every beat. */
  private static double useful(Workload w, HcgsDesign d) {
    return (double) w.nonZeros() / d.schedule().settings().macs();
  }

  private static Map<String, Double> overheads(Workload w, HcgsDesign d) {
    HcgsTiming t = d.timing();
    Map<String, Double> all = new TreeMap<>();
    all.put(FILLED, t.of(Counter.MAC_BUSY) - useful(w, d));
    CAUSES.forEach((wait, words) -> all.put(words, t.of(wait)));
    return all;
  }

  static String bound(Workload w, HcgsDesign d) {
    double step = d.timing().cyclesPerStep();
    double useful = useful(w, d);
    if (useful >= 0.9 * step) {
      return String.format(
          Locale.ROOT,
          "MAC array: kept weights fill %.0f of %.0f cycles; more MACs (macs) or fewer kept blocks"
              + " help",
          useful,
          step);
    }
    Map.Entry<String, Double> worst =
        overheads(w, d).entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %.0f cycles, kept weights fill %.0f",
        worst.getKey(),
        worst.getValue(),
        step,
        useful);
  }
}
