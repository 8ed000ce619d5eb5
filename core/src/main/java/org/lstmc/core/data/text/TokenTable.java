package org.lstmc.core.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers distinct pieces of text in the order in which they come. An open hash table that looks at
 * a piece where it stands: loading a corpus asks millions of times, and a copy a question would be
 * most of the work.
 */
final class TokenTable {
  private final List<String> tokens = new ArrayList<>();
  private int[] slots = new int[1 << 12];

  TokenTable() {
    Arrays.fill(slots, -1);
  }

  /** All pieces by number. */
  List<String> tokens() {
    return tokens;
  }

  /** Number of {@code text[from, to)}, or -1. */
  int find(String text, int from, int to) {
    return slots[slot(text, from, to)];
  }

  /** Number of {@code text[from, to)}, a new one if need be. */
  int add(String text, int from, int to) {
    int slot = slot(text, from, to);
    if (slots[slot] < 0) {
      slots[slot] = tokens.size();
      tokens.add(text.substring(from, to));
      if (tokens.size() * 2 > slots.length) {
        grow();
        return tokens.size() - 1;
      }
    }
    return slots[slot];
  }

  private void grow() {
    slots = new int[slots.length * 4];
    Arrays.fill(slots, -1);
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      slots[slot(token, 0, token.length())] = i;
    }
  }

  /** Where the piece is, or the free place where it belongs. */
  private int slot(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    hash *= 0x9e3779b9;
    int slot = (hash >>> 12) & (slots.length - 1);
    while (slots[slot] >= 0 && !equal(tokens.get(slots[slot]), text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static boolean equal(String token, String text, int from, int to) {
    return token.length() == to - from && text.startsWith(token, from);
  }
}
