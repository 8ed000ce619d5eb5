package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.quantize.kernel.LaneKernel;

/**
 * Networks whose layers hold tensor networks, plain and in lock step, against the contract written
 * down a second time: hierarchical Tucker and trains, padded, joined, all cells, narrow sums.
 */
class ChainDatapathTest {
  private static Model draw(long seed, int most, boolean narrow) {
    RandomModels random = new RandomModels(seed);
    Random shape = new Random(seed ^ 99);
    RandomChains chains = new RandomChains(seed ^ 55);
    CellType cell = CellType.values()[shape.nextInt(3)];
    int x = 1 + shape.nextInt(12);
    InputSpec input = InputSpec.features(x);
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 0; l < 1 + shape.nextInt(2); l++) {
      layers.add(chains.layer(cell, x, cell == CellType.LSTM && shape.nextBoolean()));
      x = layers.get(l).outputSize();
    }
    NetworkSpec network = new NetworkSpec("chains", input, layers, 3);
    Model m = random.model(network, TaskKind.FRAME_LABELLING, 0.7, 0.2);
    try {
      Model q = random.quantized(shape.nextBoolean() ? random.circulant(m) : m, most, narrow);
      IntegerNetwork.of(q);
      return q;
    } catch (LstmcException e) {
      // Sums of more than 62 bits, and lines that are too narrow, are refused.
      assertThat(e.getMessage())
          .containsAnyOf("exact sums need", "sum needs", "no exact value", "activation function: ");
      return null;
    }
  }

  @Property(tries = 60)
  void everySignalFollowsTheContract(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 20) int most, @ForAll boolean narrow) {
    Model m = draw(seed, most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    ContractOracle oracle = new ContractOracle(m);
    NetworkState state = net.newState();
    Sequence s = new RandomModels(seed).split(m, 1, 3, false).sequences().get(0);
    int size = m.network().input().size();
    for (int t = 0; t < s.length(); t++) {
      float[] x = Arrays.copyOfRange(s.features(), t * size, (t + 1) * size);
      BigInteger[] y = oracle.step(-1, x);
      StepTrace trace = net.step(state, x);
      for (int l = 0; l < m.network().layers().size(); l++) {
        String p = "layers." + l + ".";
        assertThat(trace.layers().get(l).accumulator())
            .isEqualTo(longs(oracle.last.get(p + "accumulator")));
        assertThat(state.state(l)).isEqualTo(longs(oracle.last.get(p + "state")));
      }
      assertThat(trace.logits()).isEqualTo(longs(oracle.logits(y)));
    }
    Map<String, Long> counted = state.events().byName(m.network());
    oracle.events.forEach(
        (name, n) -> {
          if (!name.matches("layers\\.[1-9]\\d*\\.input")) {
            assertThat(counted).as(name).containsEntry(name, n);
          }
        });
  }

  @Property(tries = 40)
  void lockStepGivesTheBitsOfThePlainRoad(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 20) int most, @ForAll boolean narrow) {
    Model m = draw(seed, most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    // Two tiles of lanes, or one.
    int count = seed % 2 == 0 ? 19 : 5;
    Split split = new RandomModels(seed).split(m, count, 4, false);
    EventCounts events = net.newCounts();
    SequenceScore[] scores = scores(count);
    List<Sequence> longestFirst =
        split.sequences().stream().sorted((a, b) -> b.length() - a.length()).toList();
    new PlainRunner(net).run(longestFirst, m.task().kind(), scores, events);
    Map<String, Long> expected = events.byName(m.network());
    for (LaneKernel kernel : new LaneKernel[] {LaneKernel.scalar(), LaneKernel.best()}) {
      LaneNetwork lane = new LaneNetwork(net);
      Assume.that(lane.isExact());
      EventCounts found = net.newCounts();
      SequenceScore[] laneScores = scores(count);
      new LaneRunner(lane, kernel, count).run(longestFirst, m.task().kind(), laneScores, found);
      assertThat(found.byName(m.network())).isEqualTo(expected);
      for (int i = 0; i < count; i++) {
        assertThat(laneScores[i].score().correct()).isEqualTo(scores[i].score().correct());
        assertThat(laneScores[i].score().negativeLogLikelihood())
            .isCloseTo(scores[i].score().negativeLogLikelihood(), within(1e-9));
      }
    }
  }

  @Property(tries = 40)
  void accumulatorsGetTheLeastWidthThatCannotOverflow(@ForAll long seed) {
    Model m = draw(seed, 16, false);
    Assume.that(m != null);
    m.quantization()
        .formats()
        .forEach(
            (name, format) -> {
              if (name.endsWith("ccumulator")) {
                assertThat(ContractOracle.provableWidth(m, m.quantization().formats(), name))
                    .as(name)
                    .isEqualTo(format.width());
              }
            });
  }

  @Test
  void anEarlierContractHasNoChains() {
    Model m = draw(4, 12, false);
    assertThatThrownBy(() -> IntegerNetwork.of(m.withQuantization(following(m, "2"))))
        .hasMessageContaining("follows number contract 2, which has no contraction chains");
  }

  private static QuantizationSpec following(Model m, String contract) {
    QuantizationSpec q = m.quantization();
    return new QuantizationSpec(
        contract,
        q.formats(),
        q.rounding(),
        q.overflow(),
        q.sigmoid(),
        q.tanh(),
        q.saturations(),
        q.forwardHalvings());
  }

  private static SequenceScore[] scores(int count) {
    SequenceScore[] scores = new SequenceScore[count];
    Arrays.setAll(scores, i -> new SequenceScore());
    return scores;
  }

  private static long[] longs(BigInteger[] v) {
    return Arrays.stream(v).mapToLong(BigInteger::longValueExact).toArray();
  }
}
