package org.lstmc.hwsim;

/**
 * Words moved to and from one memory in a steady step, and what it is made of.
 *
 * @param memory name of the memory
 * @param kind what it is made of
 * @param wordBits width of a word
 * @param copies identical copies for ports; a write goes to all of them
 * @param reads words read, all copies together
 * @param writes words written, all copies together
 * @param bram36 block RAMs of 36 Kb it occupies (halves are 18 Kb blocks)
 * @param lut look-up tables it occupies when distributed
 * @param bits bits stored, without the waste of whole blocks and without copies
 */
public record MemoryUse(
    String memory,
    Kind kind,
    int wordBits,
    int copies,
    double reads,
    double writes,
    double bram36,
    long lut,
    long bits) {
  /** What a memory is made of. */
  public enum Kind {
    /** Block RAM. */
    BLOCK,
    /** RAM in look-up tables. */
    DISTRIBUTED,
    /** A FIFO in front of external DRAM. */
    STREAM_FIFO,
    /** SRAM of a chip. */
    SRAM
  }
}
