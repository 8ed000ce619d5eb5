package org.lstmc.core.decode;

/**
 * The fewest edits that make one string of another (Levenshtein 1966). Of several shortest ways the
 * one with the most substitutions counts, as is usual in speech recognition.
 *
 * @param substitutions labels replaced
 * @param deletions labels of the truth that are missing in what was found
 * @param insertions labels found that are not in the truth
 */
public record Edits(int substitutions, int deletions, int insertions) {
  /** All edits. */
  public int total() {
    return substitutions + deletions + insertions;
  }

  /** The edits from the truth to what was found. */
  public static Edits between(int[] truth, int[] found) {
    int[] cost = new int[found.length + 1];
    int[] replaced = new int[found.length + 1];
    for (int j = 0; j <= found.length; j++) {
      cost[j] = j;
    }
    for (int i = 1; i <= truth.length; i++) {
      int diagonal = cost[0];
      int diagonalReplaced = replaced[0];
      cost[0] = i;
      replaced[0] = 0;
      for (int j = 1; j <= found.length; j++) {
        int change = truth[i - 1] == found[j - 1] ? 0 : 1;
        int best = diagonal + change;
        int of = diagonalReplaced + change;
        diagonal = cost[j];
        diagonalReplaced = replaced[j];
        if (better(cost[j] + 1, replaced[j], best, of)) {
          best = cost[j] + 1;
          of = replaced[j];
        }
        if (better(cost[j - 1] + 1, replaced[j - 1], best, of)) {
          best = cost[j - 1] + 1;
          of = replaced[j - 1];
        }
        cost[j] = best;
        replaced[j] = of;
      }
    }
    int total = cost[found.length];
    int substitutions = replaced[found.length];
    // Both hold: deletions + insertions = total - substitutions; insertions - deletions = lengths.
    int insertions = (total - substitutions + found.length - truth.length) / 2;
    return new Edits(substitutions, total - substitutions - insertions, insertions);
  }

  private static boolean better(int cost, int replaced, int thanCost, int thanReplaced) {
    return cost < thanCost || cost == thanCost && replaced > thanReplaced;
  }
}
