package org.lstmc.hwsim.parts;

import org.lstmc.hwsim.MemoryUse;

/**
 * A memory of an engine and what it occupies.
 *
 * @param name name in reports
 * @param kind what it is made of
 * @param depth words of one copy
 * @param wordBits bits of a word
 * @param copies identical copies (or banks), each with its own ports
 * @param storedBits bits of content, once
 * @param twoReaders whether both ports of a block read, which rules out the widest shapes
 */
public record MemoryBlock(
    String name,
    MemoryUse.Kind kind,
    int depth,
    int wordBits,
    int copies,
    long storedBits,
    boolean twoReaders) {
  /** Depths of a 36 Kb block and the widths it has there; the first is simple dual port only. */
  private static final int[][] RAMB36 = {
    {512, 72}, {1024, 36}, {2048, 18}, {4096, 9}, {8192, 4}, {16384, 2}, {32768, 1}
  };

  /** Depths of an 18 Kb block and the widths it has there; the first is simple dual port only. */
  private static final int[][] RAMB18 = {
    {512, 36}, {1024, 18}, {2048, 9}, {4096, 4}, {8192, 2}, {16384, 1}
  };

  /** A memory whose words are read through one port. */
  public MemoryBlock(
      String name, MemoryUse.Kind kind, int depth, int wordBits, int copies, long storedBits) {
    this(name, kind, depth, wordBits, copies, storedBits, false);
  }

  /** This memory with words read through both ports of its blocks. */
  public MemoryBlock withTwoReaders() {
    return new MemoryBlock(name, kind, depth, wordBits, copies, storedBits, true);
  }

  /** A memory of {@code copies} copies whose content is held once in each. */
  public static MemoryBlock of(
      String name, MemoryUse.Kind kind, int depth, int wordBits, int copies) {
    return new MemoryBlock(name, kind, depth, wordBits, copies, (long) depth * wordBits);
  }

  /** Block RAMs of 36 Kb; 18 Kb blocks count half. */
  public double bram36() {
    return kind == MemoryUse.Kind.DISTRIBUTED
        ? 0
        : copies * halves(depth, wordBits, twoReaders ? 1 : 0) / 2.0;
  }

  /**
   * Look-up tables: 64 words of 7 bits in 8 of them (RAM64M8, one write and one read port), and a
   * four-way multiplexer bit for every further 3 groups of 64 words.
   */
  public long lut() {
    if (kind != MemoryUse.Kind.DISTRIBUTED) {
      return 0;
    }
    long groups = (depth + 63L) / 64;
    long cells = groups * ((wordBits * 8L + 6) / 7);
    long select = wordBits * ((groups + 1) / 3);
    return copies * (cells + select);
  }

  /** Ports of 18 bits that one access wakes; what block RAM energy is counted in. */
  public int portsPerAccess() {
    return (wordBits + 17) / 18;
  }

  /** This memory with its traffic. */
  public MemoryUse use(double reads, double writes) {
    return new MemoryUse(name, kind, wordBits, copies, reads, writes, bram36(), lut(), storedBits);
  }

  /** The fewest 18 Kb blocks, over all shapes from number {@code first} on. */
  private static long halves(int depth, int width, int first) {
    if (depth == 0 || width == 0) {
      return 0;
    }
    long best = Long.MAX_VALUE;
    for (int s = first; s < RAMB36.length; s++) {
      best = Math.min(best, 2 * blocks(depth, width, RAMB36[s]));
    }
    for (int s = first; s < RAMB18.length; s++) {
      best = Math.min(best, blocks(depth, width, RAMB18[s]));
    }
    return best;
  }

  private static long blocks(int depth, int width, int[] shape) {
    return (long) ((depth + shape[0] - 1) / shape[0]) * ((width + shape[1] - 1) / shape[1]);
  }
}
