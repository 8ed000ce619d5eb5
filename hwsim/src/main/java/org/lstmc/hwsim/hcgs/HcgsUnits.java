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
  private static final String FILLED = "blocks filled up";

  private HcgsUnits() {}

  static List<UnitUse> of(Workload w, HcgsDesign d) {
    HcgsTiming t = d.timing();
    double step = t.cyclesPerStep();
    return List.of(
        new UnitUse("MAC array", useful(w, d), new TreeMap<>(overheads(w, d))),
        new UnitUse(
            "element-wise unit",
            t.of(Counter.CELL_BUSY),
            new TreeMap<>(Map.of("no gate sums", step - t.of(Counter.CELL_BUSY)))),
        new UnitUse(
            "frame input",
            t.of(Counter.FRAME_BUSY),
            new TreeMap<>(Map.of("both buffers full", step - t.of(Counter.FRAME_BUSY)))));
  }

  /** Cycles that kept weights would take if they filled every beat. */
  private static double useful(Workload w, HcgsDesign d) {
    return (double) w.nonZeros() / d.schedule().settings().macs();
  }

  private static Map<String, Double> overheads(Workload w, HcgsDesign d) {
    HcgsTiming t = d.timing();
    Map<String, Double> all = new TreeMap<>();
    all.put(FILLED, t.of(Counter.MAC_BUSY) - useful(w, d));
    all.put("selector takes in a segment", t.of(Counter.REFILL));
    all.put("frame is coming in", t.of(Counter.WAIT_FRAME));
    all.put("cells of the layer before", t.of(Counter.WAIT_LAYER));
    all.put("h(t-1)", t.of(Counter.WAIT_STATE));
    all.put("no free accumulators", t.of(Counter.ACCUMULATORS));
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
