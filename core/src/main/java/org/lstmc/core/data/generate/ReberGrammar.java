package org.lstmc.core.data.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * The embedded Reber grammar: {@code B (T|P) <Reber string> (the same T|P) E}. The second symbol
 * must be remembered over the whole inner string, which is what an LSTM is for. Both branches of a
 * node are equally likely.
 *
 * <p>Source: Hochreiter and Schmidhuber, Long Short-Term Memory, 1997, section 5.1 and figure 3,
 * after Cleeremans et al., 1989.
 */
final class ReberGrammar {
  /** The symbols in index order. */
  static final String SYMBOLS = "BTPSXVE";

  /** Inner nodes: two choices of symbol and next node; a single choice where both are equal. */
  private static final String[][] NODES = {
    {"T1", "P2"}, {"S1", "X3"}, {"T2", "V4"}, {"X2", "S5"}, {"P3", "V5"},
  };

  private static final int END = 5;

  private ReberGrammar() {}

  /** One string of the grammar as symbol indices, 9 symbols or more. */
  static int[] draw(RandomStream random) {
    StringBuilder s = new StringBuilder("B");
    char memory = random.coin() ? 'T' : 'P';
    s.append(memory).append('B');
    for (int node = 0; node != END; ) {
      String edge = NODES[node][random.coin() ? 1 : 0];
      s.append(edge.charAt(0));
      node = edge.charAt(1) - '0';
    }
    s.append('E').append(memory).append('E');
    return s.chars().map(SYMBOLS::indexOf).toArray();
  }

  /**
   * True probability of every symbol after the first, given all before it.
   *
   * @param string symbol indices of a whole string
   * @return one probability a prediction, {@code string.length - 1} of them
   * @throws IllegalArgumentException when the string is not of the grammar
   */
  static double[] conditionals(int[] string) {
    List<Double> p = new ArrayList<>();
    int at = 0;
    at = expect(string, at, "B");
    char memory = SYMBOLS.charAt(string[at]);
    at = expect(string, at, "TP");
    p.add(0.5);
    at = expect(string, at, "B");
    p.add(1.0);
    for (int node = 0; node != END; ) {
      char symbol = SYMBOLS.charAt(string[at]);
      String[] edges = NODES[node];
      at = expect(string, at, "" + edges[0].charAt(0) + edges[1].charAt(0));
      node = edges[edges[0].charAt(0) == symbol ? 0 : 1].charAt(1) - '0';
      p.add(0.5);
    }
    at = expect(string, at, "E");
    p.add(1.0);
    at = expect(string, at, String.valueOf(memory));
    p.add(1.0);
    at = expect(string, at, "E");
    p.add(1.0);
    if (at != string.length) {
      throw new IllegalArgumentException("symbols after the end");
    }
    return p.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static int expect(int[] string, int at, String allowed) {
    if (at >= string.length || allowed.indexOf(SYMBOLS.charAt(string[at])) < 0) {
      throw new IllegalArgumentException("expected one of " + allowed + " at " + at);
    }
    return at + 1;
  }
}
