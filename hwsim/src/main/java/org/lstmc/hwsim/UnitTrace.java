package org.lstmc.hwsim;

/** Told of every interval in which a unit works or waits; for pictures, waveforms and tests. */
@FunctionalInterface
public interface UnitTrace {
  /**
   * One interval of work.
   *
   * @param unit who worked; by the name that {@link UnitUse} has, where a report counts it
   * @param what at what
   * @param from first cycle
   * @param to first cycle after it
   */
  void interval(String unit, String what, long from, long to);

  /**
   * One interval in which a unit had to wait; one of no cycles may be told too.
   *
   * @param unit who waited
   * @param cause for what, as {@link UnitUse#stallCycles} names it
   * @param from first cycle
   * @param to first cycle after it
   */
  default void stall(String unit, String cause, long from, long to) {}

  /**
   * One interval in which words of a memory were read or written.
   *
   * @param memory which, as {@link MemoryUse} names it, where a report counts it
   * @param what read or written, and for what
   * @param from first cycle
   * @param to first cycle after it
   */
  default void memory(String memory, String what, long from, long to) {}
}
