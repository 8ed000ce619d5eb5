package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneKernel;

/** The datapath, plain and in lock step, against the contract written down a second time. */
class IntegerDatapathTest {
  private static float[] features(Model m, Sequence s, int t) {
    int size = m.network().input().size();
    return s.features() == null ? null : Arrays.copyOfRange(s.features(), t * size, (t + 1) * size);
  }

  private static long[] longs(BigInteger[] v) {
    return v == null ? null : Arrays.stream(v).mapToLong(BigInteger::longValueExact).toArray();
  }

  /** A random quantized model, or null where the draw asks for more bits than the contract has. */
  private static Model draw(RandomModels random, TaskKind task, int most, boolean narrow) {
    Model dense = random.floatModel(task);
    Model m = most % 2 == 0 ? random.circulant(dense) : dense;
    try {
      Model q = random.quantized(m, most, narrow);
      IntegerNetwork.of(q);
      return q;
    } catch (LstmcException e) {
      // Segments narrower than the input's step and sums of more than 62 bits are refused.
      assertThat(e.kind()).isIn(LstmcException.Kind.UNSUPPORTED, LstmcException.Kind.BAD_INPUT);
      return null;
    }
  }

  @Property(tries = 120)
  void everySignalOfEveryStepFollowsTheContract(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 32) int most, @ForAll boolean narrow) {
    RandomModels random = new RandomModels(seed);
    Model m = draw(random, TaskKind.FRAME_LABELLING, most, narrow);
    Assume.that(m != null);
    IntegerNetwork net = IntegerNetwork.of(m);
    Split split = random.split(m, 2, 6, false);
    for (Sequence s : split.sequences()) {
      ContractOracle oracle = new ContractOracle(m);
      NetworkState state = net.newState();
      for (int t = 0; t < s.length(); t++) {
        BigInteger[] y = oracle.step(s.tokens() == null ? -1 : s.tokens()[t], features(m, s, t));
        StepTrace trace =
            s.tokens() == null
                ? net.step(state, features(m, s, t))
                : net.step(state, s.tokens()[t]);
        for (int l = 0; l < m.network().layers().size(); l++) {
          StepTrace.Layer layer = trace.layers().get(l);
          String p = "layers." + l + ".";
          assertThat(layer.accumulator()).isEqualTo(longs(oracle.last.get(p + "accumulator")));
          assertThat(layer.activation()).isEqualTo(longs(oracle.last.get(p + "activation")));
          assertThat(layer.gate()).isEqualTo(longs(oracle.last.get(p + "gate")));
          assertThat(layer.cell()).isEqualTo(longs(oracle.last.get(p + "cell")));
          assertThat(layer.recurrentAccumulator())
              .isEqualTo(longs(oracle.last.get(p + "recurrentAccumulator")));
          assertThat(layer.recurrent()).isEqualTo(longs(oracle.last.get(p + "recurrent")));
          assertThat(layer.resetState()).isEqualTo(longs(oracle.last.get(p + "resetState")));
          assertThat(layer.state()).isEqualTo(longs(oracle.last.get(p + "state")));
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
  }

  @Property(tries = 100)
  void accumulatorsGetTheLeastWidthThatCannotOverflow(@ForAll long seed) {
    RandomModels random = new RandomModels(seed);
    Model m = draw(random, TaskKind.FRAME_LABELLING, 16, false);
    Assume.that(m != null);
    m.quantization()
        .formats()
        .forEach(
            (name, format) -> {
              if (name.toLowerCase(java.util.Locale.ROOT).endsWith("accumulator")) {
                assertThat(ContractOracle.provableWidth(m, m.quantization().formats(), name))
                    .as(name)
                    .isEqualTo(format.width());
              }
            });
  }

  @Property(tries = 30)
  void lockStepEqualsTheContractForAnyWidthAndThreads(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 32) int most, @ForAll TaskKind task) {
    RandomModels random = new RandomModels(seed);
    Model m = draw(random, task, most, seed % 2 == 0);
    Assume.that(m != null);
    boolean separate = task == TaskKind.CLASSIFICATION || task == TaskKind.TRANSCRIPTION;
    boolean stream = !separate && seed % 3 == 0;
    inLockStep(m, random.split(m, stream ? 1 : 35, stream ? 90 : 6, stream));
  }

  @Property(tries = 8)
  void transcriptionIsTheSameForAnyWidthAndThreads(@ForAll long seed) {
    RandomModels random = new RandomModels(seed);
    Model m = draw(random, TaskKind.TRANSCRIPTION, 8, false);
    Assume.that(m != null && m.network().classes() > 2);
    assertThat(new LaneNetwork(IntegerNetwork.of(m)).isExact()).isTrue();
    inLockStep(m, random.split(m, 35, 20, false));
  }

  private static void inLockStep(Model m, Split split) {
    IntegerNetwork net = IntegerNetwork.of(m);
    IntegerEvaluator.Evaluation first = null;
    for (LaneKernel kernel : new LaneKernel[] {LaneKernel.scalar(), LaneKernel.best()}) {
      for (int lanes : new int[] {1, 7, 32}) {
        for (int threads : new int[] {1, 2}) {
          IntegerEvaluator.Evaluation e =
              new IntegerEvaluator(net, m.task(), kernel).evaluate(split, threads, lanes);
          first = first == null ? e : first;
          assertThat(e).as("%d lanes, %d threads", lanes, threads).isEqualTo(first);
        }
      }
    }
    compareWithOracle(m, m.task().kind(), split, first);
  }

  private static void compareWithOracle(
      Model m, TaskKind task, Split split, IntegerEvaluator.Evaluation e) {
    double nll = 0;
    long correct = 0;
    long count = 0;
    Map<String, Long> events = new LinkedHashMap<>();
    double scale = m.quantization().formats().get(SignalNames.OUTPUT_ACCUMULATOR).toDouble(1);
    for (Sequence s : split.columns(32)) {
      ContractOracle oracle = new ContractOracle(m);
      List<double[]> strings = new ArrayList<>();
      for (int t = 0; t < s.length(); t++) {
        BigInteger[] y = oracle.step(s.tokens() == null ? -1 : s.tokens()[t], features(m, s, t));
        if (task == TaskKind.TRANSCRIPTION) {
          long[] raw = longs(oracle.logits(y));
          strings.add(Arrays.stream(raw).mapToDouble(r -> r * scale).toArray());
          continue;
        }
        boolean end = t == s.length() - 1;
        int target = task == TaskKind.CLASSIFICATION ? (end ? s.targets()[0] : -1) : s.targets()[t];
        if (target < 0) {
          continue;
        }
        long[] raw = longs(oracle.logits(y));
        long max = Arrays.stream(raw).max().orElseThrow();
        int argmax = 0;
        while (raw[argmax] != max) {
          argmax++;
        }
        double sum = Arrays.stream(raw).mapToDouble(r -> Math.exp((r - max) * scale)).sum();
        nll += Math.log(sum) - (raw[target] - max) * scale;
        correct += argmax == target ? 1 : 0;
        count++;
      }
      if (task == TaskKind.TRANSCRIPTION) {
        double[] logits = strings.stream().flatMapToDouble(Arrays::stream).toArray();
        Transcriber transcriber = Transcriber.of(m.task(), m.network().classes());
        Score score = Score.of(transcriber.judge(logits, s.length(), s.targets()));
        nll += score.negativeLogLikelihood();
        correct += score.correct();
        count += score.count();
      }
      oracle.events.forEach((name, n) -> events.merge(name, n, Long::sum));
    }
    Score score = e.score();
    assertThat(score.count()).isEqualTo(count);
    assertThat(score.correct()).isEqualTo(correct);
    assertThat(score.negativeLogLikelihood())
        .isCloseTo(nll, within(1e-12 * (Math.abs(nll) + score.count())));
    events.forEach(
        (name, n) -> {
          if (!name.matches("layers\\.[1-9]\\d*\\.input")) {
            assertThat(e.saturations()).as(name).containsEntry(name, n);
          }
        });
  }

  @Property(tries = 60)
  void extremesOfEveryWeightAndInputStayExact(@ForAll long seed, @ForAll boolean least) {
    RandomModels random = new RandomModels(seed);
    Model m = random.floatModel(TaskKind.FRAME_LABELLING);
    Map<String, Tensor> extreme = new LinkedHashMap<>();
    m.weights()
        .forEach(
            (name, t) -> {
              float[] v = new float[t.data().length];
              Arrays.fill(v, least ? -1e9f : 1e9f);
              extreme.put(name, new Tensor(t.shape(), v));
            });
    Model q;
    try {
      q = random.quantized(m.withWeights(extreme), 16, false);
      IntegerNetwork.of(q);
    } catch (LstmcException e) {
      Assume.that(false);
      return;
    }
    Split split = random.split(q, 3, 5, false);
    IntegerEvaluator.Evaluation e =
        new IntegerEvaluator(IntegerNetwork.of(q), q.task(), LaneKernel.best())
            .evaluate(split, 1, 32);
    compareWithOracle(q, q.task().kind(), split, e);
    // Every stored weight was clipped, and no default accumulator wrapped.
    q.weights()
        .forEach(
            (name, t) -> {
              long kept =
                  q.masks().containsKey(name) ? q.masks().get(name).count() : t.data().length;
              assertThat(e.saturations()).containsEntry(name, kept);
            });
    e.saturations()
        .forEach(
            (name, n) -> {
              if (name.toLowerCase(java.util.Locale.ROOT).endsWith("accumulator")) {
                assertThat(n).as(name).isZero();
              }
            });
  }

  @Property(tries = 40)
  void formatsTooWideForLockStepTakeThePlainRoad(@ForAll long seed) {
    RandomModels random = new RandomModels(seed);
    Model m = random.floatModel(TaskKind.FRAME_LABELLING);
    Model narrow = random.quantized(m, 16, false);
    Map<String, FixedFormat> f = new LinkedHashMap<>(narrow.quantization().formats());
    // 31-bit weights at their limit times a 24-bit state: 2^53 and more.
    f.put("output.weight", new FixedFormat(31, -8));
    f.put("output.bias", new FixedFormat(8, -10));
    int last = m.network().layers().size() - 1;
    f.put(SignalNames.state(last), new FixedFormat(24, 1));
    FixedTensors tensors = FixedTensors.of(narrow, f);
    try {
      for (Accumulator sum : new SumPlans(tensors, f).all(m.network())) {
        f.put(sum.name(), sum.format(sum.provableWidth()));
      }
    } catch (LstmcException e) {
      Assume.that(false);
      return;
    }
    Model q =
        narrow.withQuantization(
            new org.lstmc.core.model.QuantizationSpec(
                IntegerNetwork.CONTRACT,
                f,
                narrow.quantization().rounding(),
                narrow.quantization().overflow(),
                narrow.quantization().sigmoid(),
                narrow.quantization().tanh(),
                Map.of()));
    IntegerNetwork net;
    try {
      net = IntegerNetwork.of(q);
    } catch (LstmcException e) {
      Assume.that(false);
      return;
    }
    assertThat(new LaneNetwork(net).isExact()).isFalse();
    Split split = random.split(q, 3, 5, false);
    compareWithOracle(q, q.task().kind(), split, IntegerEvaluator.evaluate(q, split, 1));
  }

  /** Wraps that nothing but the summand behind the reset gate can cause are seen in lock step. */
  @Property(tries = 20)
  void theSummandBehindTheResetGateWraps(@ForAll long seed, @ForAll boolean after) {
    RandomModels random = new RandomModels(seed);
    CellType cell = after ? CellType.GRU : CellType.GRU_RESET_BEFORE;
    NetworkSpec network =
        new NetworkSpec(
            "reset", InputSpec.features(2), List.of(new LayerSpec(cell, 2, 5, 0, false)), 3);
    Model m = random.model(network, TaskKind.FRAME_LABELLING, 1.5, 0);
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    weights.put("layers.0.wx", Tensor.zeros(15, 2));
    Tensor bias = Tensor.zeros(15);
    Arrays.fill(bias.data(), 0, 10, 0.5f);
    weights.put("layers.0.bias", bias);
    Arrays.fill(weights.get("layers.0.wh").data(), 0, 50, 0f);
    Model q;
    try {
      q = random.quantized(m.withWeights(weights), 12, false);
      Map<String, FixedFormat> f = new LinkedHashMap<>(q.quantization().formats());
      FixedFormat wide = f.get("layers.0.accumulator");
      int narrow = Math.max(2, wide.width() - 3);
      f.put("layers.0.accumulator", new FixedFormat(narrow, narrow - wide.fractionBits()));
      q.quantization().formats().putAll(f);
      IntegerNetwork.of(q);
    } catch (LstmcException e) {
      Assume.that(false);
      return;
    }
    Split split = random.split(q, 3, 9, false);
    compareWithOracle(q, q.task().kind(), split, IntegerEvaluator.evaluate(q, split, 1));
  }
}
