package org.lstmc.core.train;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.TaskKind;

/** Lays sequences side by side, time-major. */
final class BatchBuilder {
  private BatchBuilder() {}

  /**
   * Steps {@code [start, start+steps)} of every sequence; whole sequences for transcription.
   *
   * @param features length of a feature vector, 0 for tokens
   */
  static Batch build(List<Sequence> group, int start, int steps, int features, TaskKind task) {
    int columns = group.size();
    boolean single = task == TaskKind.CLASSIFICATION;
    boolean strings = task == TaskKind.TRANSCRIPTION;
    int[] tokens = features == 0 ? new int[steps * columns] : null;
    float[] values = features > 0 ? new float[steps * columns * features] : null;
    int[] targets = strings ? strings(group) : new int[single ? columns : steps * columns];
    if (!strings) {
      Arrays.fill(targets, -1);
    }
    int[] lengths = new int[columns];
    for (int b = 0; b < columns; b++) {
      Sequence s = group.get(b);
      lengths[b] = Math.max(0, Math.min(steps, s.length() - start));
      for (int t = 0; t < lengths[b]; t++) {
        int to = t * columns + b;
        if (tokens != null) {
          tokens[to] = s.tokens()[start + t];
        } else {
          s.copyFrame(start + t, features, values, to * features);
        }
        if (!single && !strings) {
          targets[to] = s.targets()[start + t];
        }
      }
      // A whole sequence has one target, read where its last step falls.
      if (single && s.length() > start && s.length() <= start + steps) {
        targets[b] = s.targets()[0];
      }
    }
    return new Batch(steps, columns, tokens, values, targets, lengths, start > 0);
  }

  private static int[] strings(List<Sequence> group) {
    int longest = group.stream().mapToInt(s -> s.targets().length).max().orElse(0);
    int[] targets = new int[group.size() * longest];
    Arrays.fill(targets, -1);
    for (int b = 0; b < group.size(); b++) {
      int[] string = group.get(b).targets();
      System.arraycopy(string, 0, targets, b * longest, string.length);
    }
    return targets;
  }
}
