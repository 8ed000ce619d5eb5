package org.lstmc.hwsim.swm;

import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.asic.OnChipMemory;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * A memory of the engine with its traffic for one image, before it is known what it is made of.
 *
 * @param name name in reports
 * @param depth words
 * @param wordBits bits of a word
 * @param storedBits bits of content
 * @param reads words read for an image
 * @param writes words written for an image
 */
record SwmMemory(
    String name, long depth, int wordBits, long storedBits, double reads, double writes) {
  /** Up to this many words a memory of an FPGA is put into look-up tables. */
  private static final int SMALL = 64;

  /** As blocks of an FPGA. */
  MemoryBlock block() {
    return new MemoryBlock(
        name,
        depth <= SMALL ? MemoryUse.Kind.DISTRIBUTED : MemoryUse.Kind.BLOCK,
        Math.toIntExact(depth),
        wordBits,
        1,
        storedBits);
  }

  /** As SRAM of a chip. */
  OnChipMemory sram() {
    return new OnChipMemory(name, depth, wordBits, storedBits, reads, writes);
  }
}
