package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;

/** Where the cycles of a steady step went; busy and stalls of a unit add up to the step. */
final class SerialUnits {
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
    units.add(new UnitUse("array", busy, idle));
    units.add(unit("element-wise unit", vector, "no sums ready", step));
    double x = SerialSchedule.beats(s.layers().get(0).inputWords(), c.xWords());
    units.add(unit("x stream", x, "both x banks full", step));
    if (s.loadCycles() > 0) {
      units.add(unit("DRAM", s.loadCycles(), "buffers full", step));
    }
    return units;
  }

  private static UnitUse unit(String name, double busy, String cause, double step) {
    return new UnitUse(name, busy, new TreeMap<>(java.util.Map.of(cause, step - busy)));
  }
}
