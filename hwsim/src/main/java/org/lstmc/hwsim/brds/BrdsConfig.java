package org.lstmc.hwsim.brds;

/**
 * A BRDS engine as built. Four gate modules work on the same row of i, f, g and o; each has its own
 * multipliers.
 *
 * @param rx multipliers for Wx·x in each gate module
 * @param rh multipliers for Wh·h (and the projection) in each gate module
 * @param lead rows by which the x part may start before the h part of the same row or after it
 *     (depth of the partial-sum buffers); 0 couples both parts row by row
 * @param relativeIndex whether columns are stored as distances (BRDS) or as absolute addresses
 * @param xWordsPerCycle words of x that stream in a cycle, no more than its memory can write
 * @param dramBitsPerCycle bits of weights from DRAM a cycle; 0 with all weights on chip
 * @param dramLatency cycles until the first word from DRAM arrives
 * @param streamRows rows that the FIFO behind the DRAM holds
 * @param xDistributed whether the copies of x are in look-up tables instead of block RAM
 * @param hDistributed whether the copies of h and of the projection's input are
 * @param stateWords words of state that can be written in a cycle
 * @param latency stage depths
 */
public record BrdsConfig(
    int rx,
    int rh,
    int lead,
    boolean relativeIndex,
    int xWordsPerCycle,
    int dramBitsPerCycle,
    int dramLatency,
    int streamRows,
    boolean xDistributed,
    boolean hDistributed,
    int stateWords,
    BrdsLatency latency) {

  /** Gate modules side by side. */
  public static final int GATES = 4;

  /**
   * Rows that the partial-sum buffers hold: those that one part may be ahead, the one that arrives,
   * and those by which one adder tree is longer than the other.
   */
  public int bufferRows() {
    return lead + 2 + Math.abs(latency.treeX() - latency.treeH());
  }

  /** The same engine with another lead. */
  BrdsConfig withLead(int rows) {
    return new BrdsConfig(
        rx,
        rh,
        rows,
        relativeIndex,
        xWordsPerCycle,
        dramBitsPerCycle,
        dramLatency,
        streamRows,
        xDistributed,
        hDistributed,
        stateWords,
        latency);
  }

  /** Whether weights come from DRAM. */
  public boolean streams() {
    return dramBitsPerCycle > 0;
  }

  @Override
  public String toString() {
    return "Rx="
        + rx
        + " Rh="
        + rh
        + " lead="
        + lead
        + " index="
        + (relativeIndex ? "relative" : "absolute")
        + " xwords="
        + xWordsPerCycle
        + (streams() ? " weights=dram" : " weights=chip");
  }
}
