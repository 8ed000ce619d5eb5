package org.lstmc.hwsim.asic;

/**
 * A process.
 *
 * @param nm node in nm
 * @param process {@code HP} (high performance) or {@code LP} (low power); nodes of 65 nm and more
 *     have one column for both in the scaling tables
 */
public record Node(int nm, String process) {
  @Override
  public String toString() {
    return nm + " nm " + process;
  }
}
