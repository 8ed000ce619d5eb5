package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneKernel;

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

  @Property(tries = 60)
  void lockStepGivesTheBitsOfThePlainRoad(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 20) int most,
      @ForAll boolean narrow,
      @ForAll @IntRange(min = 1, max = 40) int images) {
    RandomForwards random = new RandomForwards(seed);
    Model m = random.quantized(most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    LaneForward forward = new LaneForward(net);
    Assume.that(forward.isExact());
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      all.add(new Sequence(null, random.image(m), 1, new int[] {i % m.network().classes()}));
    }
    EventCounts events = net.newCounts();
    SequenceScore[] scores = scores(images);
    new PlainRunner(net).run(all, TaskKind.CLASSIFICATION, scores, events);
    for (LaneKernel kernel : new LaneKernel[] {LaneKernel.scalar(), LaneKernel.best()}) {
      EventCounts found = net.newCounts();
      SequenceScore[] laneScores = scores(images);
      int width = 1 + (int) (seed & 31);
      new LaneImageRunner(forward, kernel, width)
          .run(all, TaskKind.CLASSIFICATION, laneScores, found);
      assertThat(found.byName(m.network())).isEqualTo(events.byName(m.network()));
      for (int i = 0; i < images; i++) {
        assertThat(laneScores[i].score().correct()).isEqualTo(scores[i].score().correct());
        assertThat(laneScores[i].score().negativeLogLikelihood())
            .isCloseTo(scores[i].score().negativeLogLikelihood(), within(1e-9));
      }
      checkLogits(net, forward, kernel, all);
    }
  }

  @Test
  void whatTheContractDoesNotKnowIsRefused() {
    Model m = drawn(7);
    QuantizationSpec q = m.quantization();
    QuantizationSpec old =
        new QuantizationSpec(
            "3",
            q.formats(),
            q.rounding(),
            q.overflow(),
            q.sigmoid(),
            q.tanh(),
            q.saturations(),
            q.forwardHalvings());
    assertThatThrownBy(() -> IntegerNetwork.of(m.withQuantization(old)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("follows number contract 3, which has no feed-forward layers");
    Map<String, FixedFormat> without = new LinkedHashMap<>(q.formats());
    without.remove("forward.input");
    assertThatThrownBy(() -> IntegerNetwork.of(m.withQuantization(q.withFormats(without))))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("no format for signal 'forward.input'");
  }

  @Test
  void blocksThatDoNotDivideTheChannelsOfAConvolutionAreRefused() {
    NetworkSpec network =
        new NetworkSpec("odd", ForwardText.parse("6C3-4", new ImageShape(4, 4, 8)));
    RandomModels random = new RandomModels(1);
    Model m = random.model(network, TaskKind.CLASSIFICATION, 0.3, 0);
    CirculantStructure form = new CirculantStructure(4);
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    weights.computeIfPresent("forward.0.weight", (name, w) -> form.project(w));
    Model blocks =
        m.withWeights(weights)
            .withCompression(
                CompressionSpec.of(
                    Map.of("forward.0.weight", form.describe(weights.get("forward.0.weight")))),
                Map.of());
    Model q = random.quantized(blocks, 10, false);
    assertThatThrownBy(() -> IntegerNetwork.of(q))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("forward.0.weight: blocks of 4 on 8 input and 6 output channels");
  }

  private static Model drawn(long seed) {
    Model m = new RandomForwards(seed).quantized(10, false);
    return m == null ? drawn(seed + 1) : m;
  }

  /** Raw logits of the first lanes, image by image. */
  private static void checkLogits(
      IntegerNetwork net, LaneForward forward, LaneKernel kernel, List<Sequence> all) {
    int lanes = 48;
    LaneImages lane = new LaneImages(forward, kernel, lanes);
    long[] x = new long[net.network().input().size()];
    for (int i = 0; i < all.size(); i++) {
      net.input().step(all.get(i), 0, x, net.newCounts());
      lane.load(i, x);
    }
    double[] logits = lane.run(all.size(), net.newCounts());
    for (int i = 0; i < all.size(); i++) {
      long[] plain = net.image(net.newState(), all.get(i).features()).logits();
      for (int k = 0; k < plain.length; k++) {
        assertThat((long) logits[k * lanes + i]).isEqualTo(plain[k]);
      }
    }
  }

  private static SequenceScore[] scores(int n) {
    SequenceScore[] all = new SequenceScore[n];
    Arrays.setAll(all, i -> new SequenceScore());
    return all;
  }

  private static long[] longs(BigInteger[] v) {
    return Arrays.stream(v).mapToLong(BigInteger::longValueExact).toArray();
  }
}
