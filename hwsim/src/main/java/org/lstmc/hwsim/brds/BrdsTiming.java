package org.lstmc.hwsim.brds;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.hwsim.UnitUse;

/**
 * What the timed walk found.
 *
 * @param stepEnds cycle at which each walked step's output was complete
 * @param cyclesPerStep steady cycles from output to output
 * @param exact whether the machine's state repeated, so that every later step takes the same cycles
 * @param counters cycles of a steady step by {@link Counter}
 */
record BrdsTiming(long[] stepEnds, double cyclesPerStep, boolean exact, double[] counters) {

  /** What is counted, in cycles. */
  enum Counter {
    STREAM_BUSY,
    STREAM_BANKS_FULL,
    X_BUSY,
    X_WAITS_INPUT,
    X_WAITS_DRAM,
    X_WAITS_H_PART,
    H_BUSY,
    H_PROJECTS,
    H_WAITS_STATE,
    H_WAITS_DRAM,
    H_WAITS_X_PART,
    H_WAITS_HIDDEN,
    DRAM_BUSY,
    DRAM_FIFO_FULL,
    FUNCTION_BUSY,
    WRITE_BUSY,
    WRITE_QUEUED
  }

  /** Cycles of a steady step under one head. */
  double of(Counter c) {
    return counters[c.ordinal()];
  }

  /** Cycles until step {@code steps} is complete. */
  long totalCycles(int steps) {
    if (steps <= stepEnds.length) {
      return stepEnds[steps - 1];
    }
    long walked = stepEnds[stepEnds.length - 1];
    return walked + Math.round((steps - stepEnds.length) * cyclesPerStep);
  }

  /** The units of the machine with their busy and stall cycles in a steady step. */
  java.util.List<UnitUse> units(boolean streams) {
    java.util.List<UnitUse> units = new java.util.ArrayList<>();
    units.add(
        unit(
            "x stream",
            of(Counter.STREAM_BUSY),
            "both x banks full",
            of(Counter.STREAM_BANKS_FULL)));
    units.add(
        unit(
            "Wx multipliers",
            of(Counter.X_BUSY),
            "input not ready",
            of(Counter.X_WAITS_INPUT),
            "weights from DRAM",
            of(Counter.X_WAITS_DRAM),
            "h part behind",
            of(Counter.X_WAITS_H_PART)));
    units.add(
        unit(
            "Wh multipliers",
            of(Counter.H_BUSY) + of(Counter.H_PROJECTS),
            "h(t-1) not ready",
            of(Counter.H_WAITS_STATE),
            "weights from DRAM",
            of(Counter.H_WAITS_DRAM),
            "x part behind",
            of(Counter.H_WAITS_X_PART),
            "projection input not ready",
            of(Counter.H_WAITS_HIDDEN)));
    units.add(
        unit(
            "function module",
            of(Counter.FUNCTION_BUSY),
            "no sum ready",
            cyclesPerStep - of(Counter.FUNCTION_BUSY)));
    units.add(
        unit(
            "state write port",
            of(Counter.WRITE_BUSY),
            "nothing to write",
            cyclesPerStep - of(Counter.WRITE_BUSY)));
    if (streams) {
      units.add(unit("DRAM", of(Counter.DRAM_BUSY), "FIFO full", of(Counter.DRAM_FIFO_FULL)));
    }
    return units;
  }

  private static UnitUse unit(String name, double busy, Object... causes) {
    SortedMap<String, Double> stalls = new TreeMap<>();
    for (int i = 0; i < causes.length; i += 2) {
      stalls.put((String) causes[i], (Double) causes[i + 1]);
    }
    return new UnitUse(name, busy, stalls);
  }
}
