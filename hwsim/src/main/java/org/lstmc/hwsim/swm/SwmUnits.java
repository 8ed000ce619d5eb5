package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.UnitUse;

/** Where the cycles of an image went, unit by unit, and what limits the run. */
final class SwmUnits {
  static final String STREAM = "image stream";
  static final String BUFFERS_FULL = "both image buffers full";
  static final String NO_IMAGES = "images not in";

  private SwmUnits() {}

  static List<UnitUse> of(SwmConfig c, SwmTiming t) {
    List<UnitUse> units = new ArrayList<>();
    double b = t.batch();
    double late = (t.period() - t.cycles()) / b;
    if (t.loadCycles() > 0) {
      SortedMap<String, Double> full = new TreeMap<>();
      full.put(BUFFERS_FULL, (t.period() - t.loadCycles()) / b);
      units.add(new UnitUse(STREAM, t.loadCycles() / b, full));
    }
    for (String unit : List.of(SwmWalk.CORE, SwmWalk.PRODUCTS, SwmWalk.PERIPHERAL)) {
      SortedMap<String, Double> idle = new TreeMap<>();
      t.idle().get(unit).forEach((cause, cycles) -> idle.put(cause, cycles / b));
      if (late > 0) {
        idle.put(NO_IMAGES, late);
      }
      double busy = t.busy().getOrDefault(unit, 0L) / b;
      if (unit.equals(SwmWalk.PRODUCTS)) {
        double useful = useful(c);
        double zero = zeroImaginary(c);
        idle.put("zero imaginary parts", zero);
        idle.put("lanes and multipliers without a product", busy - useful - zero);
        busy = useful;
      }
      units.add(new UnitUse(unit, busy, idle));
    }
    return units;
  }

  /** Cycles of all multipliers that an image's products need. */
  private static double useful(SwmConfig c) {
    double macs = c.layers().stream().mapToDouble(SwmLayer::macs).sum();
    return macs / c.array().realMultipliers();
  }

  /** Cycles that go into the imaginary parts of bins 0 and k/2. */
  private static double zeroImaginary(SwmConfig c) {
    double slots = 0;
    for (SwmLayer l : c.layers()) {
      if (l.spectral()) {
        int k = l.block();
        double blocks = (double) l.outputBlocks() * l.columns();
        slots += blocks * (SwmArray.REAL * HalfComplex.bins(k) - (2 * k - 2));
      }
    }
    return slots / c.array().realMultipliers();
  }

  /** What limits the run: the layer that takes longest and the unit that is busiest in it. */
  static String bound(SwmConfig c, SwmTiming t, String stoppedBy) {
    if (t.loadCycles() > t.cycles()) {
      return String.format(
          Locale.ROOT,
          "image stream: %d cycles a batch, %d for its work; widen it (imagewords)",
          t.loadCycles(),
          t.cycles());
    }
    StageTime longest = t.stages().get(0);
    for (StageTime s : t.stages()) {
      longest = s.cycles() > longest.cycles() ? s : longest;
    }
    String most =
        longest.parts().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(e -> e.getKey() + " " + e.getValue())
            .orElse("");
    return String.format(
        Locale.ROOT,
        "layer %d (%s): %d of %d cycles a batch, of them on the multipliers %s%s",
        longest.layer(),
        longest.stage(),
        longest.cycles(),
        t.cycles(),
        most,
        stoppedBy.isEmpty() ? "" : "; more multipliers would need " + stoppedBy);
  }
}
