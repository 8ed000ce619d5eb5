package org.lstmc.hwsim.brds;

import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;

/**
 * An engine for a workload: what it is built of and how its rows are scheduled.
 *
 * @param schedule beats and latencies
 * @param memories memories with their traffic
 * @param resources what it occupies
 */
record BrdsDesign(BrdsSchedule schedule, BrdsMemories memories, Resources resources) {

  static BrdsDesign of(
      Workload w,
      BrdsSettings s,
      int rx,
      int rh,
      int dramBitsPerCycle,
      int dramLatency,
      boolean xDistributed,
      boolean hDistributed) {
    boolean peepholes = w.layers().stream().anyMatch(l -> l.spec().peepholes());
    boolean sparse = w.layers().stream().anyMatch(BrdsDesign::isSparse);
    boolean relative = s.relativeIndex() && sparse;
    BrdsConfig c =
        new BrdsConfig(
            rx,
            rh,
            s.lead(),
            relative,
            Math.min(s.xWordsPerCycle(), inputPorts(w, rx, xDistributed)),
            dramBitsPerCycle,
            dramLatency,
            s.streamRows(),
            xDistributed,
            hDistributed,
            statePorts(w, hDistributed),
            BrdsLatency.of(rx, rh, relative, peepholes, w.sigmoid(), w.tanh()));
    BrdsSchedule schedule = BrdsSchedule.of(w, c);
    BrdsMemories memories = new BrdsMemories(w, schedule);
    return new BrdsDesign(schedule, memories, BrdsResources.of(w, schedule, memories));
  }

  /**
   * Words of x that can be written in a cycle: into different slices for dense rows, through both
   * ports of the bank that is not read, or through the one write port of look-up tables.
   */
  private static int inputPorts(Workload w, int rx, boolean xDistributed) {
    boolean dense = w.layers().stream().allMatch(l -> l.wx().isDense());
    return dense ? rx : xDistributed ? 1 : 2;
  }

  /**
   * Words of state that can be written in a cycle. Both ports of a block RAM bank that is not read
   * are free, which is where all readers share banks in pairs ({@link BrdsMemories}); one word a
   * cycle is all that comes without a projection.
   */
  private static int statePorts(Workload w, boolean hDistributed) {
    boolean pairs = w.layers().size() == 1 && !hDistributed && !BrdsEntry.h(w, false).dense();
    return pairs && w.layers().get(0).projection() != null ? 2 : 1;
  }

  BrdsConfig config() {
    return schedule.config();
  }

  BrdsTiming timing(int steps) {
    return new BrdsWalk(schedule, null, null).steady(steps);
  }

  private static boolean isSparse(org.lstmc.hwsim.LayerWorkload l) {
    return !l.wx().isDense()
        || !l.wh().isDense()
        || (l.projection() != null && !l.projection().isDense());
  }
}
