package org.lstmc.core.train;

import java.util.Arrays;

/**
 * Sequences in lock step, time-major; shorter ones are padded at the end.
 *
 * @param steps T, of the longest
 * @param columns B
 * @param tokens [T*B], padding is token 0; null for features
 * @param features [T*B*F]; null for tokens
 * @param targets [T*B], or [B] for classification; -1 is not scored. For transcription [B*S], the
 *     strings one after the other, each followed by -1 up to the length S of the longest
 * @param lengths [B] steps of each column
 * @param carry whether to start from the state that the previous batch left; else from zero
 */
public record Batch(
    int steps,
    int columns,
    int[] tokens,
    float[] features,
    int[] targets,
    int[] lengths,
    boolean carry) {
  /** The string of a column, for transcription. */
  public int[] string(int column) {
    int longest = targets.length / columns;
    int n = 0;
    while (n < longest && targets[column * longest + n] >= 0) {
      n++;
    }
    return Arrays.copyOfRange(targets, column * longest, column * longest + n);
  }

  /** Predictions that are scored; labels, for transcription. */
  public int scored() {
    int n = 0;
    for (int t : targets) {
      n += t >= 0 ? 1 : 0;
    }
    return n;
  }
}
