package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;

/**
 * Where the cycles of a frame went, stage by stage. For multipliers "busy" is the share that meets
 * products that are needed; beats of unused lanes and of zero imaginary parts are stalls with names
 * of their own. Busy and stalls add up to the cycles of a frame.
 */
final class CirculantUnits {
  static final String STREAM = "x stream";
  static final String BANKS_FULL = "both x banks full";
  static final String SLOWER = "slower stage";
  static final String NO_FRAME = "no frame ready";
  static final String NO_INPUT = "x not ready";

  private CirculantUnits() {}

  /** The name of a stage, which all layers share. */
  static String name(CirculantSchedule s, int stage) {
    String name = "";
    for (List<Stage> layer : s.layers()) {
      name = stage < layer.size() ? layer.get(stage).name() : name;
    }
    return name;
  }

  static List<UnitUse> of(CirculantSchedule s, SlotWalk.Steady t, long inputBeats) {
    List<UnitUse> units = new ArrayList<>();
    SortedMap<String, Double> x = new TreeMap<>();
    x.put(BANKS_FULL, t.cyclesPerFrame() - inputBeats);
    units.add(new UnitUse(STREAM, inputBeats, x));
    for (int j = 0; j < s.stages(); j++) {
      units.add(stage(s, t, j));
    }
    return units;
  }

  private static UnitUse stage(CirculantSchedule s, SlotWalk.Steady t, int j) {
    SortedMap<String, Double> stalls = new TreeMap<>();
    double busy = 0;
    for (int l = 0; l < s.layers().size(); l++) {
      if (j >= s.layers().get(l).size()) {
        continue;
      }
      Stage stage = s.layers().get(l).get(j);
      s.times()
          .get(l)
          .get(j)
          .parts()
          .forEach(
              (head, cycles) -> {
                if (!head.equals(StageWalk.BEATS)) {
                  stalls.merge(head, (double) cycles, Double::sum);
                }
              });
      double beats = s.times().get(l).get(j).parts().get(StageWalk.BEATS);
      if (stage instanceof Stage.Mvm m) {
        double full = CirculantActivity.fullBeats(m.passes(), m.unit());
        double useful =
            m.passes().stream().mapToDouble(CirculantActivity::macs).sum() / m.unit().multipliers();
        busy += useful;
        stalls.merge("zero imaginary parts", full - useful, Double::sum);
        stalls.merge("lanes without a block row", beats - full, Double::sum);
      } else if (stage instanceof Stage.Vector v) {
        double full = (double) v.words() / v.lanes();
        busy += full;
        stalls.merge("lanes without a word", beats - full, Double::sum);
      }
    }
    stalls.put(SLOWER, t.waited()[j]);
    stalls.put(NO_FRAME, t.empty()[j]);
    stalls.put(NO_INPUT, t.inputWaits());
    return new UnitUse(name(s, j), busy, stalls);
  }
}
