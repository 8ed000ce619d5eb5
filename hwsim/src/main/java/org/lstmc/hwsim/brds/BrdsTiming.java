package org.lstmc.hwsim.brds;

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
}
