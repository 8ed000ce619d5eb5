package org.lstmc.hwsim.asic;

import org.lstmc.hwsim.MemoryUse;

/**
 * An SRAM of a chip with its traffic in one step. A word wider than a macro's lies side by side in
 * several; a depth that a macro cannot hold in several behind one another, of which one wakes.
 * Banks have macros of their own.
 *
 * @param name name in reports
 * @param banks banks that are reached side by side
 * @param depth words of a bank
 * @param wordBits bits of a word
 * @param storedBits bits of content that are needed
 * @param reads words read in a step
 * @param writes words written in a step
 */
public record OnChipMemory(
    String name,
    int banks,
    long depth,
    int wordBits,
    long storedBits,
    double reads,
    double writes) {
  /** A memory of one bank. */
  public OnChipMemory(
      String name, long depth, int wordBits, long storedBits, double reads, double writes) {
    this(name, 1, depth, wordBits, storedBits, reads, writes);
  }

  /** Bits that the memory has. */
  public long bits() {
    return banks * depth * wordBits;
  }

  /**
   * All macros together; energies are those of one access to a word.
   *
   * @param macroKBytes largest macro, in 1024 bytes
   * @param macroWordBits widest macro
   */
  public SramMacro cost(SramTable table, double macroKBytes, int macroWordBits) {
    int sideBySide = (wordBits + macroWordBits - 1) / macroWordBits;
    double width = (double) wordBits / sideBySide;
    double columnKBytes = depth * width / 8192;
    double behind = Math.ceil(columnKBytes / macroKBytes);
    SramMacro macro = table.macro(columnKBytes / behind, width);
    return new SramMacro(
        sideBySide * macro.readPj(),
        sideBySide * macro.writePj(),
        banks * sideBySide * behind * macro.leakageMw(),
        banks * sideBySide * behind * macro.areaMm2());
  }

  /** As reports list it. */
  public MemoryUse use() {
    return new MemoryUse(name, MemoryUse.Kind.SRAM, wordBits, 1, reads, writes, 0, 0, storedBits);
  }
}
