package org.lstmc.hwsim.parts.tensor;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.FactorAxis;

/**
 * Where the words of an intermediate lie in the banks of a memory. Its innermost axes make runs of
 * consecutive words; word v of a run lies in bank (v + sum over outer axes of turn * index) mod
 * banks, in bank row (number of the run) * (rows of a run) + v / banks. Every run begins in a bank
 * row of its own, so that no two words meet.
 *
 * @param banks banks of the memory
 * @param axes axes of the intermediate, outermost first
 * @param runFrom place of the first axis that is part of the run
 * @param turn banks by which one unit of an axis before that turns the run
 */
record BankLayout(int banks, List<FactorAxis> axes, int runFrom, int[] turn) {
  BankLayout {
    axes = List.copyOf(axes);
  }

  /** One run, word n in bank n mod banks. */
  static BankLayout plain(int banks, List<FactorAxis> axes) {
    return new BankLayout(banks, axes, 0, new int[0]);
  }

  /** Bank rows of a run. */
  private int runRows() {
    return (words(axes.subList(runFrom, axes.size())) + banks - 1) / banks;
  }

  /** Words of memory that it takes, with what stays empty at the ends of runs. */
  long words() {
    return (long) words(axes.subList(0, runFrom)) * runRows() * banks;
  }

  /**
   * Addresses (bank row * banks + bank) of all words, listed in another order of the same axes,
   * outermost first.
   */
  int[] addresses(List<FactorAxis> order) {
    int n = order.size();
    int[] run = new int[n];
    int[] word = new int[n];
    int[] turned = new int[n];
    int runs = 1;
    int words = 1;
    for (int a = axes.size() - 1; a >= 0; a--) {
      int at = order.indexOf(axes.get(a));
      if (a >= runFrom) {
        word[at] = words;
        words *= axes.get(a).extent();
      } else {
        run[at] = runs;
        runs *= axes.get(a).extent();
        turned[at] = turn[a];
      }
    }
    int[] table = new int[words(order)];
    int[] digit = new int[n];
    int runRows = runRows();
    for (int p = 0; p < table.length; p++) {
      int r = 0;
      int v = 0;
      int t = 0;
      for (int a = 0; a < n; a++) {
        r += digit[a] * run[a];
        v += digit[a] * word[a];
        t += digit[a] * turned[a];
      }
      table[p] = (r * runRows + v / banks) * banks + (v + t) % banks;
      for (int a = n - 1; a >= 0 && ++digit[a] == order.get(a).extent(); a--) {
        digit[a] = 0;
      }
    }
    return table;
  }

  static int words(List<FactorAxis> axes) {
    int n = 1;
    for (FactorAxis a : axes) {
      n = Math.multiplyExact(n, a.extent());
    }
    return n;
  }

  /** For reports: runs, and how they are turned. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("run ");
    s.append(words(axes.subList(runFrom, axes.size())));
    for (int a = 0; a < runFrom; a++) {
      if (turn[a] != 0) {
        s.append(" +").append(turn[a]).append('*').append(axes.get(a).label());
      }
    }
    return s.toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BankLayout b
        && banks == b.banks
        && runFrom == b.runFrom
        && axes.equals(b.axes)
        && Arrays.equals(turn, b.turn);
  }

  @Override
  public int hashCode() {
    return 31 * axes.hashCode() + Arrays.hashCode(turn);
  }
}
