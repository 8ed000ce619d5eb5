package org.lstmc.hwsim.parts.tensor;

import java.util.Arrays;

/** Counts the words that a cycle wants of each bank. */
final class BankCount {
  private final int[] wanted;

  BankCount(int banks) {
    wanted = new int[banks];
  }

  void clear() {
    Arrays.fill(wanted, 0);
  }

  /** Asks for a word; returns how many are now wanted of its bank. */
  int want(int address) {
    return ++wanted[address % wanted.length];
  }

  /** Cycles for words {@code from} to {@code to} of a table of addresses: the fullest bank's. */
  int cycles(int[] table, int from, int to) {
    clear();
    int most = 1;
    for (int p = from; p < to; p++) {
      most = Math.max(most, want(table[p]));
    }
    return most;
  }
}
