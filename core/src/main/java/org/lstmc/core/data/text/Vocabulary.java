package org.lstmc.core.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Tokens and their indices. */
final class Vocabulary {
  /** Stands for every token outside the vocabulary. */
  static final String UNKNOWN = "<unk>";

  private final TokenTable table = new TokenTable();
  private final int unknown;

  private Vocabulary(List<String> tokens) {
    tokens.forEach(t -> table.add(t, 0, t.length()));
    this.unknown = table.find(UNKNOWN, 0, UNKNOWN.length());
  }

  /** The vocabulary of a task made earlier. */
  static Vocabulary of(List<String> tokens) {
    return new Vocabulary(tokens);
  }

  /** Counts of tokens, from which a vocabulary follows. */
  static final class Counter {
    private final TokenTable table = new TokenTable();
    private int[] counts = new int[1024];

    void add(String text, int from, int to) {
      int i = table.add(text, from, to);
      if (i >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
      }
      counts[i]++;
    }

    /** All tokens, the most frequent first, equally frequent ones by code unit. */
    List<String> ranked() {
      List<String> tokens = table.tokens();
      return IntStream.range(0, tokens.size())
          .boxed()
          .sorted(Comparator.comparingInt((Integer i) -> -counts[i]).thenComparing(tokens::get))
          .map(tokens::get)
          .toList();
    }

    /** Every token counted. */
    Vocabulary all() {
      return new Vocabulary(ranked());
    }

    /** {@link #UNKNOWN} at index 0, then the most frequent, {@code size} entries at most. */
    Vocabulary most(int size) {
      List<String> kept = new ArrayList<>(List.of(UNKNOWN));
      for (String token : ranked()) {
        if (kept.size() >= size) {
          break;
        }
        if (!token.equals(UNKNOWN)) {
          kept.add(token);
        }
      }
      return new Vocabulary(kept);
    }
  }

  List<String> tokens() {
    return table.tokens();
  }

  int size() {
    return table.tokens().size();
  }

  /** As {@link #index(String, int, int)}, of a whole string. */
  int index(String token) {
    return index(token, 0, token.length());
  }

  /**
   * Index of the token {@code text[from, to)}, of {@link #UNKNOWN} for a strange one, or -1 when
   * there is neither.
   */
  int index(String text, int from, int to) {
    int i = table.find(text, from, to);
    return i >= 0 ? i : unknown;
  }
}
