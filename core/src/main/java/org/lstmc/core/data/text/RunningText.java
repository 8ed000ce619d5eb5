package org.lstmc.core.data.text;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;

/** Running text as one split: at every step, predict the next token. */
final class RunningText {
  private RunningText() {}

  /** Every token is predicted once; {@code before} is the input at the first step. */
  static Split after(int before, String name, int[] tokens) {
    int[] inputs = new int[tokens.length];
    if (tokens.length > 0) {
      inputs[0] = before;
      System.arraycopy(tokens, 0, inputs, 1, tokens.length - 1);
    }
    return split(name, inputs, tokens);
  }

  /** Every token but the first is predicted. */
  static Split withoutFirst(String name, int[] tokens) {
    int[] inputs = Arrays.copyOf(tokens, Math.max(0, tokens.length - 1));
    int[] targets = tokens.length == 0 ? tokens : Arrays.copyOfRange(tokens, 1, tokens.length);
    return split(name, inputs, targets);
  }

  private static Split split(String name, int[] inputs, int[] targets) {
    return new Split(name, List.of(new Sequence(inputs, null, inputs.length, targets)), true);
  }
}
