package org.lstmc.hwsim.brds;

/** Told of every interval in which a unit works; for waveforms, tests and pictures. */
@FunctionalInterface
public interface BrdsTrace {
  /** Units that are traced. */
  enum Unit {
    /** Words of x arriving. */
    X_STREAM,
    /** Multipliers of Wx·x reading their operands. */
    X_PART,
    /** Multipliers of Wh·h reading their operands. */
    H_PART,
    /** Multipliers of Wh used for the projection. */
    PROJECTION,
    /** From the join of a row to its output being readable. */
    FUNCTION,
    /** A word leaving the projection into the state memory. */
    STATE_WRITE
  }

  /**
   * One interval of work.
   *
   * @param unit who worked
   * @param step time step
   * @param layer layer
   * @param row row, projection group or word
   * @param from first cycle
   * @param to first cycle after it
   */
  void interval(Unit unit, int step, int layer, int row, long from, long to);

  /**
   * A unit waits.
   *
   * @param cause for what
   */
  default void stall(Unit unit, BrdsTiming.Counter cause, long from, long to) {}

  /**
   * The DRAM delivers the weights of a row.
   *
   * @param free from when on it could have
   */
  default void dram(long free, long from, long to) {}
}
