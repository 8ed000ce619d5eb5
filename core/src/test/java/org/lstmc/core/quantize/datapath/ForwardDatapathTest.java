package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;

/**
 * Feed-forward networks against the contract written down a second time: kernels 1 to 5, padding,
 * odd sides, dense and block-circulant matrices (2 to 16, edges in dense layers), masks, all modes,
 * pooling of negative sums, narrow accumulators.
 */
class ForwardDatapathTest {
  @Property(tries = 60)
  void everySignalFollowsTheContract(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 20) int most, @ForAll boolean narrow) {
    RandomForwards random = new RandomForwards(seed);
    Model m = random.quantized(most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    NetworkState state = net.newState();
    ForwardOracle oracle = new ForwardOracle(m);
    for (int i = 0; i < 2; i++) {
      float[] image = random.image(m);
      BigInteger[] logits = oracle.run(image);
      ForwardTrace trace = net.image(state, image);
      for (ForwardProduct p : net.forward().products()) {
        ForwardTrace.Layer layer = trace.layers().get(p.layer());
        String prefix = "forward." + p.layer() + ".";
        assertThat(layer.accumulator()).isEqualTo(longs(oracle.last.get(prefix + "accumulator")));
        assertThat(layer.output()).isEqualTo(longs(oracle.last.get(prefix + "output")));
      }
      assertThat(trace.logits()).isEqualTo(longs(logits));
    }
    Map<String, Long> counted = state.events().byName(m.network());
    assertThat(counted).containsExactlyInAnyOrderEntriesOf(oracle.events());
  }

  @Property(tries = 60)
  void accumulatorsGetTheLeastWidthThatCannotOverflow(@ForAll long seed) {
    Model m = new RandomForwards(seed).quantized(14, false);
    Assume.that(m != null);
    ForwardOracle oracle = new ForwardOracle(m);
    Map<String, FixedFormat> formats = m.quantization().formats();
    for (ForwardProduct p : IntegerNetwork.of(m).forward().products()) {
      String read = ForwardProduct.reads(m.network().forward(), p.layer());
      assertThat(oracle.width(p.layer(), read)).isEqualTo(p.accumulator().width());
      if (p.sum() != null) {
        assertThat(oracle.spectralWidth(p.layer()))
            .isEqualTo(formats.get(SignalNames.spectralAccumulator(p.sum().lead())).width());
      }
    }
  }

  private static long[] longs(BigInteger[] v) {
    return Arrays.stream(v).mapToLong(BigInteger::longValueExact).toArray();
  }
}
