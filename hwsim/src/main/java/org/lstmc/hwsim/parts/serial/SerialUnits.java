package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;

/** Where the cycles of a steady step went; busy and stalls of a unit add up to the step. */
final class SerialUnits {
  static final String ARRAY = "array";
  static final String CELLS = "element-wise unit";
  static final String STREAM = "x stream";
  static final String DRAM = "DRAM";
  static final String NO_SUMS = "no sums ready";
  static final String BANKS_FULL = "both x banks full";
  static final String BUFFERS_FULL = "buffers full";

  private SerialUnits() {}

  static List<UnitUse> of(SerialDesign d, SerialTiming t) {
    SerialSchedule s = d.schedule();
    SerialConfig c = s.config();
    double step = t.cyclesPerStep();
    double busy = 0;
    double vector = 0;
    SortedMap<String, Double> idle = new TreeMap<>();
    for (SerialSchedule.Layer l : s.layers()) {
      for (Pass p : l.passes()) {
        for (var e : p.spent().entrySet()) {
          if (e.getKey().equals(Pass.KEPT)) {
            busy += e.getValue();
          } else {
            idle.merge(e.getKey(), e.getValue(), Double::sum);
          }
        }
      }
      vector += 4.0 * SerialSchedule.beats(l.cells(), c.lanes());
      vector += l.projects() ? SerialSchedule.beats(l.stateWords(), c.lanes()) : 0;
    }
    t.waits().forEach((w, cycles) -> idle.merge(w.label(), cycles, Double::sum));
    List<UnitUse> units = new ArrayList<>();
    units.add(new UnitUse(ARRAY, busy, idle));
    units.add(unit(CELLS, vector, NO_SUMS, step));
    double x = SerialSchedule.beats(s.layers().get(0).inputWords(), c.xWords());
    units.add(unit(STREAM, x, BANKS_FULL, step));
    if (s.loadCycles() > 0) {
      units.add(unit(DRAM, s.loadCycles(), BUFFERS_FULL, step));
    }
    return units;
  }

  private static UnitUse unit(String name, double busy, String cause, double step) {
    return new UnitUse(name, busy, new TreeMap<>(java.util.Map.of(cause, step - busy)));
  }
}
