package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.kernel.LaneKernel;

/**
 * Block-circulant networks of several blocks a row, plain and in lock step, against the contract
 * written down a second time: block sizes 2 to 32, edges, mixed and dense neighbours, peepholes,
 * projections, both GRUs.
 */
class CirculantDatapathTest {
  private static Model draw(long seed, int most, boolean narrow) {
    RandomModels random = new RandomModels(seed);
    Random shape = new Random(seed ^ 77);
    CellType cell = CellType.values()[shape.nextInt(3)];
    boolean lstm = cell == CellType.LSTM;
    List<LayerSpec> layers = new ArrayList<>();
    int x = 1 + shape.nextInt(21);
    InputSpec input = InputSpec.features(x);
    for (int l = 0; l < 1 + shape.nextInt(2); l++) {
      int projection = lstm && shape.nextBoolean() ? 1 + shape.nextInt(11) : 0;
      layers.add(
          new LayerSpec(cell, x, 1 + shape.nextInt(13), projection, lstm && shape.nextBoolean()));
      x = layers.get(l).outputSize();
    }
    NetworkSpec network = new NetworkSpec("circulant", input, layers, 3);
    Model m = random.circulant(random.model(network, TaskKind.FRAME_LABELLING, 0.5, 0.3));
    try {
      Model q = random.quantized(m, most, narrow);
      IntegerNetwork.of(q);
      return q;
    } catch (LstmcException e) {
      // Sums of more than 62 bits, and lines that are too narrow, are refused.
      return null;
    }
  }

  @Property(tries = 40)
  void everySignalFollowsTheContract(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 24) int most, @ForAll boolean narrow) {
    Model m = draw(seed, most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    ContractOracle oracle = new ContractOracle(m);
    NetworkState state = net.newState();
    Sequence s = new RandomModels(seed).split(m, 1, 4, false).sequences().get(0);
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

  @Property(tries = 25)
  void lockStepGivesTheBitsOfThePlainRoad(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 24) int most, @ForAll boolean narrow) {
    Model m = draw(seed, most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    Split split = new RandomModels(seed).split(m, 19, 5, false);
    EventCounts events = net.newCounts();
    SequenceScore[] scores = new SequenceScore[19];
    Arrays.setAll(scores, i -> new SequenceScore());
    List<Sequence> longestFirst =
        split.sequences().stream().sorted((a, b) -> b.length() - a.length()).toList();
    new PlainRunner(net).run(longestFirst, m.task().kind(), scores, events);
    Map<String, Long> expected = events.byName(m.network());
    for (LaneKernel kernel : new LaneKernel[] {LaneKernel.scalar(), LaneKernel.best()}) {
      LaneNetwork lane = new LaneNetwork(net);
      Assume.that(lane.isExact());
      EventCounts found = net.newCounts();
      SequenceScore[] laneScores = new SequenceScore[19];
      Arrays.setAll(laneScores, i -> new SequenceScore());
      new LaneRunner(lane, kernel, 19).run(longestFirst, m.task().kind(), laneScores, found);
      assertThat(found.byName(m.network())).isEqualTo(expected);
      for (int i = 0; i < 19; i++) {
        assertThat(laneScores[i].score().correct()).isEqualTo(scores[i].score().correct());
        assertThat(laneScores[i].score().negativeLogLikelihood())
            .isCloseTo(scores[i].score().negativeLogLikelihood(), within(1e-9));
      }
    }
  }

  @Property(tries = 40)
  void spectralAccumulatorsGetTheLeastWidthThatCannotOverflow(@ForAll long seed) {
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

  /**
   * Twelve and sixteen bits, calibrated, stay near the float network and are exact in lock step.
   */
  @Test
  void calibratedFormatsOfTheFirstWidthsTakeTheFastRoad() {
    for (int width : new int[] {12, 16}) {
      RandomModels random = new RandomModels(5);
      NetworkSpec network =
          new NetworkSpec(
              "speech",
              InputSpec.features(13),
              List.of(new LayerSpec(CellType.LSTM, 13, 32, 16, true)),
              4);
      Model m = random.circulant(random.model(network, TaskKind.FRAME_LABELLING, 0.2, 0));
      Split split = random.split(m, 6, 30, false);
      Model q =
          m.withQuantization(Calibration.of(m, QuantizeOptions.defaults().withWidth(width), split));
      IntegerNetwork net = IntegerNetwork.of(q);
      assertThat(net.circulants()).isNotEmpty();
      assertThat(new LaneNetwork(net).isExact()).isTrue();
      IntegerEvaluator.Evaluation e = IntegerEvaluator.evaluate(q, split, 1);
      e.saturations()
          .forEach(
              (name, n) -> {
                if (name.contains("spectrum") || name.contains("ccumulator")) {
                  assertThat(n).as(name).isZero();
                }
              });
    }
  }

  private static long[] longs(BigInteger[] v) {
    return Arrays.stream(v).mapToLong(BigInteger::longValueExact).toArray();
  }
}
