package org.lstmc.hwsim.parts.circulant;

import java.util.Locale;
import java.util.Map;
import org.lstmc.hwsim.StageTime;

/** Says in words what limits a run: the slowest stage, what fills it, and what would move it. */
final class CirculantBound {
  private CirculantBound() {}

  static String of(CirculantDesign d, SlotWalk.Steady t, String stoppedBy) {
    CirculantSchedule s = d.schedule();
    if (t.inputWaits() > 0) {
      return text("x stream: %d cycles a frame; widen it (xwords)", s.inputBeats(d.workload()));
    }
    int slowest = 0;
    for (int j = 1; j < s.stages(); j++) {
      slowest = t.occupied()[j] > t.occupied()[slowest] ? j : slowest;
    }
    StageTime longest = null;
    for (var layer : s.times()) {
      boolean has = slowest < layer.size();
      if (has && (longest == null || layer.get(slowest).cycles() > longest.cycles())) {
        longest = layer.get(slowest);
      }
    }
    String most =
        longest.parts().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(e -> e.getKey() + " " + e.getValue())
            .orElse("");
    String head = text("stage %s: %d cycles, of them %s", longest.stage(), longest.cycles(), most);
    boolean vector = s.layers().get(longest.layer()).get(slowest) instanceof Stage.Vector;
    if (vector) {
      head += "; more lanes (v) would shorten it";
    } else if (!stoppedBy.isEmpty()) {
      head += "; more block rows in parallel would need " + stoppedBy;
    }
    double idle = t.empty()[slowest];
    if (idle >= 0.1 * t.cyclesPerFrame()) {
      head +=
          text(
              "; %.0f cycles (%.0f %%) pass without a frame: interleave more sequences (streams)",
              idle, 100 * idle / t.cyclesPerFrame());
    }
    return head;
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
