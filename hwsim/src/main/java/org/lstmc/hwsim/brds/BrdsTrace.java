package org.lstmc.hwsim.brds;

/** Told of every interval in which a unit works; for waveforms, tests and pictures. */
@FunctionalInterface
public interface BrdsTrace {
  /** Units that are traced. */
  enum Unit {
    /** Words of x arriving. */
    X_STREAM("x stream"),
    /** Multipliers of Wx·x reading their operands. */
    X_PART("Wx multipliers"),
    /** Multipliers of Wh·h reading their operands. */
    H_PART("Wh multipliers"),
    /** Multipliers of Wh used for the projection. */
    PROJECTION("projection on Wh multipliers"),
    /** From the join of a row to its output being readable. */
    FUNCTION("function and element-wise"),
    /** A word leaving the projection into the state memory. */
    STATE_WRITE("state memory");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /** For people. */
    String label() {
      return label;
    }
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
}
