package org.lstmc.hwsim.parts.tensor;

import java.util.List;

/**
 * A vector on its way into a working memory: its parts one after the other, each so many words a
 * cycle.
 *
 * @param addresses where word n goes
 * @param parts the parts, which add up to the vector
 */
record VectorLoad(int[] addresses, List<Part> parts) {
  /**
   * Words of one origin.
   *
   * @param words how many
   * @param perCycle how many come in a cycle; 0: they are there, nothing is timed or counted
   */
  record Part(int words, int perCycle) {}

  /**
   * What it took.
   *
   * @param cycles cycles if no bank were wanted twice
   * @param waits further cycles in which words wait for a bank
   * @param words words that were written
   */
  record Counts(long cycles, long waits, long words) {}

  Counts count(int banks) {
    BankCount wanted = new BankCount(banks);
    long cycles = 0;
    long waits = 0;
    long words = 0;
    int from = 0;
    for (Part p : parts) {
      int end = from + p.words();
      if (p.perCycle() > 0) {
        words += p.words();
        for (int i = from; i < end; i += p.perCycle()) {
          cycles++;
          waits += wanted.cycles(addresses, i, Math.min(end, i + p.perCycle())) - 1;
        }
      }
      from = end;
    }
    return new Counts(cycles, waits, words);
  }
}
