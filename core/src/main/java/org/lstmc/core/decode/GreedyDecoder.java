package org.lstmc.core.decode;

import java.util.Arrays;

/**
 * Best-path decoding: the likeliest class of every step (the first one, in a tie), repeats counted
 * once, blanks left out. It finds the likeliest path, which need not be that of the likeliest
 * string.
 */
public final class GreedyDecoder implements Decoder {
  @Override
  public int[] decode(double[] logs, int steps, int classes) {
    int blank = classes - 1;
    int[] labels = new int[steps];
    int n = 0;
    int before = blank;
    for (int t = 0; t < steps; t++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = logs[t * classes + k] > logs[t * classes + best] ? k : best;
      }
      if (best != blank && best != before) {
        labels[n++] = best;
      }
      before = best;
    }
    return Arrays.copyOf(labels, n);
  }
}
