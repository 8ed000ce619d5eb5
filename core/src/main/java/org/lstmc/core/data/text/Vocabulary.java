package org.lstmc.core.data.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens and their indices. */
final class Vocabulary {
  /** Stands for every token outside the vocabulary. */
  static final String UNKNOWN = "<unk>";

  private final List<String> tokens;
  private final Map<String, Integer> index = new HashMap<>();

  private Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      index.put(tokens.get(i), i);
    }
  }

  /** The vocabulary of a task made earlier. */
  static Vocabulary of(List<String> tokens) {
    return new Vocabulary(tokens);
  }

  /** Counts of tokens, from which a vocabulary follows. */
  static final class Counter {
    private final Map<String, int[]> counts = new HashMap<>();

    void add(String token) {
      counts.computeIfAbsent(token, k -> new int[1])[0]++;
    }

    /** All tokens, the most frequent first, equally frequent ones by code unit. */
    List<String> ranked() {
      List<Map.Entry<String, int[]>> entries = new ArrayList<>(counts.entrySet());
      entries.sort(
          Comparator.comparingInt((Map.Entry<String, int[]> e) -> -e.getValue()[0])
              .thenComparing(Map.Entry::getKey));
      return entries.stream().map(Map.Entry::getKey).toList();
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
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  /** Index of the token, of {@link #UNKNOWN} for a strange one, or -1 when there is neither. */
  int index(String token) {
    Integer i = index.get(token);
    if (i == null) {
      i = index.get(UNKNOWN);
    }
    return i == null ? -1 : i;
  }
}
