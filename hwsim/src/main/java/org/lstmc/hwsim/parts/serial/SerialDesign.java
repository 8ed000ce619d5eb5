package org.lstmc.hwsim.parts.serial;

import java.util.List;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;

/**
 * A serial machine for a workload.
 *
 * @param workload what it runs
 * @param schedule passes of a step
 * @param memories memories with the traffic of a step, all streams together
 * @param resources what it occupies
 * @param dramBits bits from DRAM a step
 */
public record SerialDesign(
    Workload workload,
    SerialSchedule schedule,
    List<MemoryUse> memories,
    Resources resources,
    double dramBits) {
  /** Copies the list. */
  public SerialDesign {
    memories = List.copyOf(memories);
  }

  /** Its timing. */
  public SerialTiming timing() {
    return new SerialWalk(schedule, null, null).steady();
  }

  /** Tells of every interval of the first steps. */
  public void trace(int steps, UnitTrace trace) {
    new SerialWalk(schedule, trace, null).walk(steps);
  }
}
