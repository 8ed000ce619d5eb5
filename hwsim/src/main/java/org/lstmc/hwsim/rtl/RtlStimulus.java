package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.parts.HostSide;

/**
 * What an exported machine is fed with, and what the integer datapath answers.
 *
 * @param sequence one sequence from zero state
 * @param origin where it comes from, for design.json
 */
public record RtlStimulus(Sequence sequence, String origin) {
  /** Time steps. */
  public int steps() {
    return sequence.length();
  }

  /** Sequences one after the other, state running on, until there are enough steps. */
  public static RtlStimulus joined(List<Sequence> all, int steps, int features, String origin) {
    Sequence first = all.get(0);
    int n = Math.min(steps, all.stream().mapToInt(Sequence::length).sum());
    int[] tokens = first.tokens() == null ? null : new int[n];
    float[] words = first.tokens() == null ? new float[n * features] : null;
    int at = 0;
    for (Sequence s : all) {
      int part = Math.min(s.length(), n - at);
      if (tokens != null) {
        System.arraycopy(s.tokens(), 0, tokens, at, part);
      } else {
        System.arraycopy(s.features(), 0, words, at * features, part * features);
      }
      at += part;
    }
    return new RtlStimulus(new Sequence(tokens, words, n, first.targets()), origin);
  }

  /** Random tokens, or features of a normal distribution with deviation {@code scale}. */
  public static RtlStimulus random(NetworkSpec network, int steps, long seed, double scale) {
    if (steps < 1) {
      throw LstmcException.usage("steps %d: at least 1", steps);
    }
    Random random = new Random(seed);
    InputSpec in = network.input();
    String origin = "random, seed " + seed;
    int[] targets = new int[steps];
    if (in.isTokens()) {
      int[] tokens = random.ints(steps, 0, in.vocabulary()).toArray();
      return new RtlStimulus(new Sequence(tokens, null, steps, targets), origin);
    }
    float[] features = new float[steps * in.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (scale * random.nextGaussian());
    }
    return new RtlStimulus(new Sequence(null, features, steps, targets), origin);
  }

  /** Input words of all steps, {@code lanes} of {@code bits} bits in a stimulus word. */
  public List<BigInteger> words(IntegerNetwork net, int bits, int lanes) {
    HostSide host = new HostSide(net);
    List<BigInteger> all = new ArrayList<>();
    for (int t = 0; t < sequence.length(); t++) {
      long[] x = host.input(sequence, t);
      for (int k = 0; k < x.length; k += lanes) {
        BitWord word = new BitWord();
        for (int n = k; n < k + lanes; n++) {
          word.add(n < x.length ? x[n] : 0, bits);
        }
        all.add(word.value());
      }
    }
    return all;
  }

  /** The last layer's outputs, step by step, as the integer datapath computes them. */
  public long[][] states(IntegerNetwork net) {
    int last = net.network().layers().size() - 1;
    return trace(net).stream().map(t -> t.layers().get(last).state()).toArray(long[][]::new);
  }

  /** Every signal of every step, as the integer datapath computes them. */
  public List<StepTrace> trace(IntegerNetwork net) {
    NetworkState state = net.newState();
    int size = net.network().input().size();
    List<StepTrace> all = new ArrayList<>();
    for (int t = 0; t < sequence.length(); t++) {
      all.add(
          sequence.tokens() != null
              ? net.step(state, sequence.tokens()[t])
              : net.step(state, Arrays.copyOfRange(sequence.features(), t * size, (t + 1) * size)));
    }
    return all;
  }
}
