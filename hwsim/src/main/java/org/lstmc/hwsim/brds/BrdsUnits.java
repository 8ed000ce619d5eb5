package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.brds.BrdsTiming.Counter;

/**
 * Where the cycles of a steady step went, unit by unit. For the multipliers "busy" is the share
 * that meets kept weights; beats spent on filling are stalls with a name of their own. Busy and
 * stalls add up to the step.
 */
final class BrdsUnits {
  static final String STREAM = "x stream";
  static final String X = "Wx multipliers";
  static final String H = "Wh multipliers";
  static final String FUNCTION = "function module";
  static final String PORT = "state write port";
  static final String DRAM = "DRAM";
  static final String NO_SUM = "no sum ready";
  static final String NO_WORD = "nothing to write";

  private static final Map<Counter, String> CAUSES =
      new EnumMap<>(
          Map.of(
              Counter.STREAM_BANKS_FULL, "both x banks full",
              Counter.X_WAITS_INPUT, "input not ready",
              Counter.X_WAITS_DRAM, "weights from DRAM",
              Counter.X_WAITS_H_PART, "h part behind",
              Counter.H_WAITS_STATE, "h(t-1) not ready",
              Counter.H_WAITS_DRAM, "weights from DRAM",
              Counter.H_WAITS_X_PART, "x part behind",
              Counter.H_WAITS_HIDDEN, "projection input not ready",
              Counter.DRAM_FIFO_FULL, "FIFO full"));

  private final BrdsDesign design;
  private final BrdsTiming timing;

  private BrdsUnits(BrdsDesign design, BrdsTiming timing) {
    this.design = design;
    this.timing = timing;
  }

  static List<UnitUse> of(Workload w, BrdsDesign design, BrdsTiming timing) {
    return new BrdsUnits(design, timing).units(w);
  }

  /** What a unit waits for, in words. */
  static String cause(Counter wait) {
    return CAUSES.get(wait);
  }

  private SortedMap<String, Double> waits(Counter... waits) {
    SortedMap<String, Double> all = new TreeMap<>();
    for (Counter c : waits) {
      all.put(cause(c), count(c));
    }
    return all;
  }

  private List<UnitUse> units(Workload w) {
    double step = timing.cyclesPerStep();
    List<UnitUse> units = new ArrayList<>();
    units.add(new UnitUse(STREAM, count(Counter.STREAM_BUSY), waits(Counter.STREAM_BANKS_FULL)));
    SortedMap<String, Double> x =
        waits(Counter.X_WAITS_INPUT, Counter.X_WAITS_DRAM, Counter.X_WAITS_H_PART);
    double busyX = multipliers(w.layers().stream().map(LayerWorkload::wx).toList(), false, x);
    units.add(new UnitUse(X, busyX, x));
    SortedMap<String, Double> h =
        waits(
            Counter.H_WAITS_STATE,
            Counter.H_WAITS_DRAM,
            Counter.H_WAITS_X_PART,
            Counter.H_WAITS_HIDDEN);
    List<MatrixWorkload> recurrent = new ArrayList<>();
    for (LayerWorkload l : w.layers()) {
      recurrent.add(l.wh());
      if (l.projection() != null) {
        recurrent.add(l.projection());
      }
    }
    units.add(new UnitUse(H, multipliers(recurrent, true, h), h));
    double function = count(Counter.FUNCTION_BUSY);
    units.add(new UnitUse(FUNCTION, function, stalls(NO_SUM, step - function)));
    double write = count(Counter.WRITE_BUSY);
    units.add(new UnitUse(PORT, write, stalls(NO_WORD, step - write)));
    if (design.config().streams()) {
      units.add(new UnitUse(DRAM, count(Counter.DRAM_BUSY), waits(Counter.DRAM_FIFO_FULL)));
    }
    return units;
  }

  /** Splits a group's beats by what its slots held; returns the part with kept weights. */
  private double multipliers(
      List<MatrixWorkload> matrices, boolean recurrent, SortedMap<String, Double> stalls) {
    BrdsConfig c = design.config();
    int r = recurrent ? c.rh() : c.rx();
    boolean relative = c.relativeIndex();
    double busy = 0;
    double unequal = 0;
    double gaps = 0;
    double last = 0;
    for (MatrixWorkload m : matrices) {
      double perCycle = (double) BrdsConfig.GATES * r;
      int entries = m.entries(relative);
      int beats = Math.max(1, (entries + r - 1) / r);
      int rows = (m.rows() + BrdsConfig.GATES - 1) / BrdsConfig.GATES * BrdsConfig.GATES;
      busy += m.nonZeros() / perCycle;
      unequal += ((double) rows * m.maxRowCount() - m.nonZeros()) / perCycle;
      gaps += (double) rows * (entries - m.maxRowCount()) / perCycle;
      last += (double) rows * ((double) beats * r - entries) / perCycle;
    }
    stalls.put("rows of unequal length", unequal);
    stalls.put("padding of long gaps", gaps);
    stalls.put("last beat of a row not full", last);
    return busy;
  }

  private double count(Counter c) {
    return timing.of(c);
  }

  private static SortedMap<String, Double> stalls(Object... causes) {
    SortedMap<String, Double> all = new TreeMap<>();
    for (int i = 0; i < causes.length; i += 2) {
      all.put((String) causes[i], (Double) causes[i + 1]);
    }
    return all;
  }
}
