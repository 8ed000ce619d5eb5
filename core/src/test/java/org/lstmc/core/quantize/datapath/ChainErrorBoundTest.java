package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.contraction.ChainErrorBound;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FloatChain;

/** Products of integer chains stay within the bound of their twins in double. */
class ChainErrorBoundTest {
  private static double nearest;

  /** A layer with formats that nothing can leave, products cut or not. */
  private static Model draw(long seed) {
    Random random = new Random(seed);
    LayerSpec layer = new RandomChains(seed).layer(CellType.LSTM, 1 + random.nextInt(30), false);
    NetworkSpec network =
        new NetworkSpec("bound", InputSpec.features(layer.inputSize()), List.of(layer), 0);
    Model m = new RandomModels(seed).model(network, TaskKind.FRAME_LABELLING, 1, 0);
    if (random.nextBoolean()) {
      // Errors of one sign do not cancel.
      m.weights().values().forEach(w -> positive(w.data()));
    }
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    int weightBits = 8 + random.nextInt(13);
    network.tensorShapes().keySet().forEach(n -> f.put(n, new FixedFormat(weightBits, 4)));
    for (String s : List.of("input", "gate", "activation", "cell", "state", "hidden")) {
      f.put("layers.0." + s, new FixedFormat(12, 2));
    }
    for (String factor : layer.factored().order()) {
      f.put(
          "layers.0.wx." + factor + ".intermediate", new FixedFormat(16 + random.nextInt(12), 12));
    }
    boolean cuts = random.nextBoolean();
    for (Accumulator sum : new SumPlans(FixedTensors.of(m, f), f).all(network)) {
      boolean cut = cuts && sum.name().endsWith("stepAccumulator");
      FixedFormat exact = sum.format(sum.provableWidth());
      int less = cut ? random.nextInt(Math.max(1, exact.fractionBits() - 2)) : 0;
      f.put(sum.name(), new FixedFormat(exact.width(), exact.integerBits() + less));
    }
    return m.withQuantization(
        new QuantizationSpec(
            IntegerNetwork.CONTRACT,
            f,
            Rounding.values()[random.nextInt(3)],
            Overflow.SAT,
            QuantizeOptions.DEFAULT_ACTIVATION,
            QuantizeOptions.DEFAULT_ACTIVATION,
            Map.of()));
  }

  @Property(tries = 150)
  void productsStayWithinTheBound(@ForAll long seed) {
    Model m = draw(seed);
    IntegerNetwork net = IntegerNetwork.of(m);
    FixedChain chain = net.chain(0);
    Random random = new Random(seed ^ 3);
    long[] x = random.longs(m.network().input().size(), -1024, 1024).toArray();
    double[] real = Arrays.stream(x).mapToDouble(v -> chain.vector().toDouble(v)).toArray();
    long[] events = new long[1];
    long[] product = chain.product(chain.vector(x), (signal, n) -> events[0] += n);
    long clipped = net.clippedWeights().values().stream().mapToLong(n -> n).sum();
    Assume.that(events[0] + clipped == 0);
    double[] seen = new double[chain.steps().size() + 1];
    seen[0] = greatest(real);
    int[] at = {0};
    double[] exact =
        new FloatChain(chain.layout(), m.weights())
            .product(real, (factor, words) -> seen[++at[0]] = greatest(words));
    double bound = ChainErrorBound.of(chain, 0, seen);
    double worst = ChainErrorBound.of(chain, 0, ChainErrorBound.magnitudes(chain, seen[0]));
    for (int r = 0; r < exact.length; r++) {
      double error = Math.abs(chain.words().toDouble(product[r]) - exact[r]);
      assertThat(error).isLessThanOrEqualTo(bound * (1 + 1e-9));
      nearest = Math.max(nearest, error / bound);
    }
    assertThat(bound).isLessThanOrEqualTo(worst * (1 + 1e-9));
  }

  private static void positive(float[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.abs(v[i]);
    }
  }

  /** A bound that nothing comes near would say nothing. */
  @AfterContainer
  static void theBoundIsNotIdle() {
    assertThat(nearest).isGreaterThan(0.3);
  }

  private static double greatest(double[] v) {
    return Arrays.stream(v).map(Math::abs).max().orElse(0);
  }
}
