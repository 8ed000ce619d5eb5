package org.lstmc.hwsim.parts.circulant;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;

/**
 * A machine for a workload: its schedule, memories and what it occupies.
 *
 * @param workload the workload
 * @param schedule stages and their times
 * @param memories memories with their traffic
 * @param resources what it occupies
 */
public record CirculantDesign(
    Workload workload,
    CirculantSchedule schedule,
    CirculantMemories memories,
    Resources resources) {
  /** The design of a machine as configured. */
  public static CirculantDesign of(Workload w, CirculantConfig c) {
    CirculantSchedule schedule = CirculantSchedule.of(w, c);
    CirculantMemories memories = new CirculantMemories(w, schedule);
    Resources resources = new CirculantResources(w).of(c, memories);
    return new CirculantDesign(w, schedule, memories, resources);
  }

  /** The steady state with its sequences interleaved. */
  public SlotWalk.Steady steady() {
    return steady(schedule.config().streams());
  }

  /** The steady state with so many sequences. */
  public SlotWalk.Steady steady(int streams) {
    return new SlotWalk(schedule, streams, schedule.inputBeats(workload)).steady();
  }

  /** The largest memories, with what they occupy. */
  public String largestMemories() {
    return memories.uses().stream()
        .filter(m -> m.bram36() > 0)
        .sorted(Comparator.comparingDouble(MemoryUse::bram36).reversed())
        .limit(4)
        .map(m -> String.format(Locale.ROOT, "%s %.1f", m.memory(), m.bram36()))
        .collect(Collectors.joining(", "));
  }
}
