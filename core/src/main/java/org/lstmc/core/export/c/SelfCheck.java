package org.lstmc.core.export.c;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.StepTrace;

/**
 * Inputs and what the integer datapath gives on them, as text: a line a step, an empty line between
 * sequences.
 *
 * @param inputs raw inputs, or tokens
 * @param expected raw logits, or the last layer's output where there is no dense output
 * @param steps number of steps
 */
public record SelfCheck(String inputs, String expected, int steps) {

  static SelfCheck of(IntegerNetwork net, List<Sequence> sequences) {
    StringBuilder inputs = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    int steps = 0;
    for (Sequence s : sequences) {
      if (steps > 0) {
        inputs.append('\n');
        expected.append('\n');
      }
      NetworkState state = net.newState();
      int size = net.network().input().size();
      for (int t = 0; t < s.length(); t++, steps++) {
        StepTrace trace;
        if (s.tokens() != null) {
          trace = net.step(state, s.tokens()[t]);
          inputs.append(s.tokens()[t]).append('\n');
        } else {
          trace = net.step(state, Arrays.copyOfRange(s.features(), t * size, (t + 1) * size));
          inputs.append(line(trace.layers().get(0).input()));
        }
        boolean output = net.network().classes() > 0;
        expected.append(
            line(output ? trace.logits() : state.state(net.network().layers().size() - 1)));
      }
    }
    return new SelfCheck(inputs.toString(), expected.toString(), steps);
  }

  private static String line(long[] raws) {
    return Arrays.stream(raws).mapToObj(Long::toString).collect(Collectors.joining(" ")) + "\n";
  }

  /** The first steps of some sequences: at most so many in all. */
  public static List<Sequence> firstSteps(List<Sequence> all, int steps) {
    List<Sequence> some = new java.util.ArrayList<>();
    int left = steps;
    for (int i = 0; i < all.size() && left > 0; i++) {
      Sequence s = all.get(i);
      int n = Math.min(left, s.length());
      int size = s.features() == null ? 0 : s.features().length / s.length();
      some.add(
          new Sequence(
              s.tokens() == null ? null : Arrays.copyOf(s.tokens(), n),
              s.features() == null ? null : Arrays.copyOf(s.features(), n * size),
              n,
              new int[0]));
      left -= n;
    }
    return some;
  }

  /**
   * Made-up inputs where there are no data: features around 0, every eighth far outside.
   *
   * @param steps in two sequences
   */
  public static List<Sequence> random(NetworkSpec network, int steps, long seed) {
    Random random = new Random(seed);
    int size = network.input().size();
    int[] lengths = steps < 2 ? new int[] {steps} : new int[] {steps - steps / 2, steps / 2};
    List<Sequence> all = new java.util.ArrayList<>();
    for (int n : lengths) {
      int[] tokens = network.input().isTokens() ? new int[n] : null;
      float[] features = tokens == null ? new float[n * size] : null;
      for (int t = 0; tokens != null && t < n; t++) {
        tokens[t] = random.nextInt(network.input().vocabulary());
      }
      for (int i = 0; features != null && i < features.length; i++) {
        features[i] = (float) (random.nextGaussian() * (random.nextInt(8) == 0 ? 1e6 : 1));
      }
      all.add(new Sequence(tokens, features, n, new int[0]));
    }
    return all;
  }
}
