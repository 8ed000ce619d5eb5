package org.lstmc.hwsim.parts.tensor;

import java.util.Locale;

/**
 * A memory of banks that give or take one word a cycle each. A word that was not written since the
 * memory was last cleared cannot be read: the run stops.
 */
final class BankedMemory {
  private final String name;
  private final long[][] words;
  private final int[][] writtenIn;
  private int content = 1;

  BankedMemory(String name, int banks, int rows) {
    this.name = name;
    this.words = new long[banks][rows];
    this.writtenIn = new int[banks][rows];
  }

  long read(int address) {
    int bank = address % words.length;
    int row = address / words.length;
    if (writtenIn[bank][row] != content) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "%s: bank %d row %d is read before it is written", name, bank, row));
    }
    return words[bank][row];
  }

  void write(int address, long value) {
    int bank = address % words.length;
    int row = address / words.length;
    words[bank][row] = value;
    writtenIn[bank][row] = content;
  }

  /** What is in it is no longer needed. */
  void clear() {
    content++;
  }
}
