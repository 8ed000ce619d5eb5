package org.lstmc.hwsim;

/** Told of every interval in which a unit works; for pictures, waveforms and tests. */
@FunctionalInterface
public interface UnitTrace {
  /**
   * One interval of work.
   *
   * @param unit who worked
   * @param what at what
   * @param from first cycle
   * @param to first cycle after it
   */
  void interval(String unit, String what, long from, long to);
}
