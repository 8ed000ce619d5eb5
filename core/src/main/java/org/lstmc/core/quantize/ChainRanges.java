package org.lstmc.core.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.contraction.ChainLayout;
import org.lstmc.core.quantize.contraction.ChainLayouts;
import org.lstmc.core.quantize.contraction.FloatChain;
import org.lstmc.core.reference.Probe;

/**
 * Watches one sequence in a float network and computes, in double, the intermediates that
 * contraction chains would hold; passes every signal on. A new one for each sequence, as it takes
 * the state before the first step for zero.
 */
final class ChainRanges implements Probe {
  private final List<FloatChain> chains;
  private final Probe next;
  private final Map<Integer, double[]> state = new LinkedHashMap<>();

  ChainRanges(NetworkSpec network, List<FloatChain> chains, Probe next) {
    this.chains = chains;
    this.next = next;
    for (FloatChain c : chains) {
      int l = c.layout().layer();
      state.put(l, new double[network.layers().get(l).outputSize()]);
    }
  }

  /** The chains of a network. */
  static List<FloatChain> chains(NetworkSpec network, Map<String, Tensor> weights) {
    List<FloatChain> all = new ArrayList<>();
    for (ChainLayout layout : ChainLayouts.of(network)) {
      all.add(new FloatChain(layout, weights));
    }
    return all;
  }

  @Override
  public void signal(String name, double[] values, int from, int to) {
    next.signal(name, values, from, to);
    for (FloatChain chain : chains) {
      int l = chain.layout().layer();
      if (name.equals(SignalNames.input(l))) {
        run(chain, Arrays.copyOfRange(values, from, to));
      } else if (name.equals(SignalNames.state(l))) {
        state.put(l, Arrays.copyOfRange(values, from, to));
      }
    }
  }

  private void run(FloatChain chain, double[] x) {
    int l = chain.layout().layer();
    double[] vector = x;
    if (chain.layout().joined()) {
      double[] h = state.get(l);
      vector = Arrays.copyOf(x, x.length + h.length);
      System.arraycopy(h, 0, vector, x.length, h.length);
      next.signal(SignalNames.joined(l), vector, 0, vector.length);
    }
    chain.product(
        vector,
        (factor, words) -> {
          next.signal(SignalNames.stepAccumulator(factor), words, 0, words.length);
          next.signal(SignalNames.intermediate(factor), words, 0, words.length);
        });
  }
}
