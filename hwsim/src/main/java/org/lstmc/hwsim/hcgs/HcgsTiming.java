package org.lstmc.hwsim.hcgs;

/**
 * What a walk through the schedule found.
 *
 * @param stepEnds cycle in which each walked step's output was complete
 * @param cyclesPerStep cycles from output to output in the steady state
 * @param exact whether the steady state was reached
 * @param counters cycles of a steady step by {@link Counter}
 */
record HcgsTiming(long[] stepEnds, double cyclesPerStep, boolean exact, double[] counters) {
  /** What cycles are spent on. */
  enum Counter {
    /** MACs work on blocks. */
    MAC_BUSY,
    /** MACs wait for the frame to come in. */
    WAIT_FRAME,
    /** MACs wait for the last cells of the layer before. */
    WAIT_LAYER,
    /** MACs wait for the last cells of the step before. */
    WAIT_STATE,
    /** MACs wait for the selector to take in a segment. */
    REFILL,
    /** MACs wait for a free set of accumulators. */
    ACCUMULATORS,
    /** The element-wise unit takes in cells. */
    CELL_BUSY,
    /** A frame comes in. */
    FRAME_BUSY
  }

  double of(Counter c) {
    return counters[c.ordinal()];
  }

  /** Cycles until the last output of {@code steps} steps. */
  long totalCycles(int steps) {
    if (steps <= stepEnds.length) {
      return stepEnds[steps - 1];
    }
    long last = stepEnds[stepEnds.length - 1];
    return last + Math.round((steps - stepEnds.length) * cyclesPerStep);
  }
}
