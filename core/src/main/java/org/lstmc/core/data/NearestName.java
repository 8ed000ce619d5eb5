package org.lstmc.core.data;

import java.util.Collection;

/** Guesses what a user meant to write. */
final class NearestName {
  private NearestName() {}

  /** {@code " (did you mean 'x'?)"} when one of the names is near, otherwise nothing. */
  static String hint(String written, Collection<String> names) {
    String best = null;
    int least = Math.max(1, written.length() * 2 / 5) + 1;
    for (String name : names) {
      int d = distance(written, name);
      if (d < least) {
        least = d;
        best = name;
      }
    }
    return best == null ? "" : " (did you mean '" + best + "'?)";
  }

  /** Levenshtein distance: insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
