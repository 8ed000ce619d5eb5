package org.lstmc.hwsim.parts;

import java.util.Arrays;
import java.util.Locale;

/**
 * A vector memory of one or two banks whose words know from which cycle they can be read. Reading a
 * word too early, or writing a bank that is still being read, is a fault of the machine and stops
 * the run.
 */
public final class TimedVector {
  private static final long ALWAYS = Long.MIN_VALUE / 4;

  private final String name;
  private final long[][] words;
  private final long[][] readableFrom;
  private final long[] lastRead;

  /** A memory of zeros that can be read at once. */
  public TimedVector(String name, int banks, int size) {
    this.name = name;
    words = new long[banks][size];
    readableFrom = new long[banks][size];
    lastRead = new long[banks];
    Arrays.fill(lastRead, ALWAYS);
    for (long[] bank : readableFrom) {
      Arrays.fill(bank, ALWAYS);
    }
  }

  /** The word that a read in a cycle finds; {@code version} picks the bank. */
  public long read(int version, int index, long cycle) {
    int bank = Math.floorMod(version, words.length);
    if (cycle < readableFrom[bank][index]) {
      throw hazard("read of word", index, cycle, readableFrom[bank][index]);
    }
    lastRead[bank] = Math.max(lastRead[bank], cycle);
    return words[bank][index];
  }

  /** Writes a word in a cycle; it can be read from {@code readable} on. */
  public void write(int version, int index, long value, long cycle, long readable) {
    int bank = Math.floorMod(version, words.length);
    if (cycle <= lastRead[bank]) {
      throw hazard("write of word", index, cycle, lastRead[bank] + 1);
    }
    words[bank][index] = value;
    readableFrom[bank][index] = readable;
  }

  /** The words of a bank, whenever they were written. */
  public long[] contents(int version) {
    return words[Math.floorMod(version, words.length)].clone();
  }

  private IllegalStateException hazard(String what, int index, long cycle, long allowed) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "%s: %s %d in cycle %d, allowed from cycle %d",
            name,
            what,
            index,
            cycle,
            allowed));
  }
}
