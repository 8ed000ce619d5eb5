package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

/** Feed-forward networks through everything that training is made of. */
class ForwardTrainingTest {
  private static final ImageShape IMAGE = new ImageShape(8, 8, 4);
  private static final NetworkSpec NETWORK =
      new NetworkSpec("test", ForwardText.parse("8C3-MP2-12-4", IMAGE));
  private static final Dataset DATA =
      Networks.dataset(NETWORK, TaskKind.CLASSIFICATION, corners(320, 1), corners(80, 2));

  @TempDir Path folder;

  /** Noise with a brighter square of 2 x 2 somewhere in one quarter of the image, the class. */
  private static Split corners(int count, long seed) {
    Random random = new Random(seed);
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] v = new float[IMAGE.size()];
      for (int k = 0; k < v.length; k++) {
        v[k] = (float) (0.3 * random.nextGaussian());
      }
      int quarter = random.nextInt(4);
      int y = quarter / 2 * 4 + random.nextInt(3);
      int x = quarter % 2 * 4 + random.nextInt(3);
      for (int p = 0; p < 4 * IMAGE.channels(); p++) {
        v[IMAGE.index(y + p % 2, x + p / 2 % 2, p / 4)] += 1.5f;
      }
      all.add(new Sequence(null, v, 1, new int[] {quarter}));
    }
    return new Split("train", all, false);
  }

  private static TrainOptions options(int epochs) {
    return new TrainOptions(OptimizerKind.ADAM, 0.01, 1, 0, epochs, 16, 1, 0, 0, 0, 0, 0, 3, 1);
  }

  private static double accuracy(Map<String, Tensor> weights) {
    Score s = FloatEvaluator.evaluate(NETWORK, weights, DATA.valid(), DATA.task(), 1);
    return s.metric(TaskKind.CLASSIFICATION);
  }

  private static Map<String, Structure> blocks() {
    Map<String, Structure> out = new LinkedHashMap<>();
    NETWORK.layerMatrices().forEach(name -> out.put(name, new CirculantStructure(4)));
    return out;
  }

  private static Model model(Map<String, Tensor> weights) {
    return new Model(
        NETWORK, DATA.task(), weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }

  private static Map<String, Tensor> trained(int epochs) {
    return new Trainer(NETWORK, DATA, options(epochs))
        .run(Trainer.initialWeights(NETWORK, options(epochs)))
        .weights();
  }

  @Test
  void learns() {
    assertThat(accuracy(Trainer.initialWeights(NETWORK, options(1)))).isLessThan(0.6);
    assertThat(accuracy(trained(4))).isGreaterThan(0.9);
  }

  @Test
  void learnsInBlocksAndStaysInThem() {
    TrainedForms forms = TrainedForms.of(NETWORK, blocks());
    TrainResult r =
        new Trainer(NETWORK, DATA, options(6))
            .forms(forms)
            .run(Trainer.initialWeights(NETWORK, options(6), forms));
    blocks()
        .forEach((n, s) -> assertThat(s.project(r.weights().get(n))).isEqualTo(r.weights().get(n)));
    assertThat(accuracy(r.weights())).isGreaterThan(0.9);
  }

  @Test
  void isPrunedWhileItTrains() {
    PrunePlan plan =
        new PrunePlanOptions(
                "row-balanced",
                Map.of(),
                null,
                null,
                null,
                Map.of(
                    TensorNames.forwardWeight(0), 0.5,
                    TensorNames.forwardWeight(4), 0.75))
            .plan(NETWORK);
    Map<String, Tensor> start = trained(3);
    Model out =
        new PruneRun(plan, SparsitySchedule.CUBIC, 2, options(4))
            .run(model(start), start, DATA, trainer -> trainer)
            .model();
    for (String name : plan.ratios().keySet()) {
      Mask mask = out.masks().get(name);
      Tensor w = out.weights().get(name);
      double kept = name.equals(TensorNames.forwardWeight(0)) ? 0.5 : 0.25;
      assertThat(mask.count()).isEqualTo((int) (kept * w.data().length));
      assertThat(mask.apply(w)).isEqualTo(w);
    }
    assertThat(accuracy(out.weights())).isGreaterThan(0.85);
  }

  @Test
  void isDrawnIntoBlocksByAdmm() {
    Map<String, Tensor> start = trained(3);
    AdmmOptions admm = AdmmOptions.defaults(options(8), 4);
    StructuredOutcome out =
        new AdmmRun(blocks(), admm, options(8)).run(model(start), start, DATA, (t, phase) -> t);
    Map<String, Tensor> found = out.model().weights();
    blocks().forEach((n, s) -> assertThat(s.project(found.get(n))).isEqualTo(found.get(n)));
    assertThat(found).isNotEqualTo(start);
    assertThat(accuracy(found)).isGreaterThan(0.9);
  }

  @Test
  void learnsWithRoundedWeightsAndSignals() {
    Map<String, FixedFormat> formats = new LinkedHashMap<>();
    NETWORK.tensorShapes().keySet().forEach(n -> formats.put(n, new FixedFormat(4, 1)));
    formats.put(SignalNames.FORWARD_INPUT, new FixedFormat(4, 2));
    formats.put(SignalNames.forwardOutput(0), new FixedFormat(5, 4));
    formats.put(SignalNames.forwardOutput(4), new FixedFormat(5, 4));
    TrainResult r =
        new Trainer(NETWORK, DATA, options(5)).fakeQuantize(formats, false).run(trained(2));
    List<EpochResult> curve = r.curve();
    assertThat(curve.get(r.bestEpoch() - 1).validMetric()).isGreaterThan(0.85);
    // Its own figure is that of the rounded network, not of the float one.
    Score plain = FloatEvaluator.evaluate(NETWORK, r.shadow(), DATA.valid(), DATA.task(), 1);
    assertThat(curve.get(r.bestEpoch() - 1).validLoss()).isNotCloseTo(plain.loss(), within(1e-6));
  }

  @Test
  void seedsDecide() {
    Map<String, Tensor> one = trained(1);
    assertThat(trained(1)).isEqualTo(one);
    TrainOptions o = options(1);
    TrainOptions other =
        new TrainOptions(OptimizerKind.ADAM, 0.01, 1, 0, 1, 16, 1, 0, 0, 0, 0, 0, 4, 1);
    assertThat(new Trainer(NETWORK, DATA, other).run(Trainer.initialWeights(NETWORK, o)).weights())
        .isNotEqualTo(one);
  }

  /** Stopped at several places, with dropout, augmentation and blocks, at one and two threads. */
  @ParameterizedTest
  @CsvSource({"1, '1,9,20,33'", "2, '13,25'"})
  void aStoppedRunEndsWithTheSameBits(int threads, String stops) {
    TrainResult whole = run(threads, CheckpointPolicy.NONE, Long.MAX_VALUE);
    for (String stop : stops.split(",")) {
      assertThatThrownBy(
              () -> run(threads, new CheckpointPolicy(folder, 0, 2), Long.parseLong(stop)))
          .extracting("kind")
          .isEqualTo(LstmcException.Kind.INTERRUPTED);
    }
    TrainResult resumed = run(threads, CheckpointPolicy.in(folder), Long.MAX_VALUE);
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(resumed.curve()).isEqualTo(whole.curve());
  }

  private static TrainResult run(int threads, CheckpointPolicy policy, long stop) {
    TrainOptions o =
        new TrainOptions(
            OptimizerKind.ADAM,
            0.01,
            1,
            0,
            2,
            16,
            1,
            1,
            0.2,
            0,
            0,
            0,
            3,
            threads,
            new Augmentation(1, true));
    long[] steps = {0};
    TrainedForms forms =
        TrainedForms.of(NETWORK, Map.of(TensorNames.forwardWeight(0), new CirculantStructure(4)));
    return new Trainer(NETWORK, DATA, o)
        .forms(forms)
        .checkpoint(policy)
        .listener(
            new ProgressListener() {
              @Override
              public void progress(TrainProgress now) {}

              @Override
              public void resumed(int epoch, long step) {
                steps[0] = (epoch - 1L) * 20 + step;
              }
            })
        .interrupt(() -> ++steps[0] >= stop)
        .run(Trainer.initialWeights(NETWORK, o, forms));
  }

  @Test
  void theEvaluatorScoresAsThePlainNetwork() {
    Map<String, Tensor> weights = Networks.weights(NETWORK, 0.5, 1);
    Split split = corners(600, 3);
    Score expected = new FloatNetwork(NETWORK, weights).score(split, DATA.task(), Probe.NONE);
    Score found = FloatEvaluator.evaluate(NETWORK, weights, split, DATA.task(), 1);
    assertThat(found.count()).isEqualTo(600).isEqualTo(expected.count());
    assertThat(found.loss()).isCloseTo(expected.loss(), within(2e-6 * expected.loss()));
    assertThat((double) found.correct()).isCloseTo(expected.correct(), within(2.0));
  }

  /** PyTorch's Linear and Conv2d draw uniformly within one by the root of an output's inputs. */
  @Test
  void newWeightsAreDrawnAsPyTorchDoes() {
    NetworkSpec network =
        new NetworkSpec("test", ForwardText.parse("40C5-MP2-64-10", new ImageShape(12, 12, 4)));
    Map<String, Tensor> weights = Trainer.initialWeights(network, options(1));
    Map<String, Integer> inputs = Map.of("forward.0.", 100, "forward.4.", 640, "forward.6.", 64);
    inputs.forEach(
        (prefix, n) -> {
          double bound = 1 / Math.sqrt(n);
          for (String kind : List.of("weight", "bias")) {
            double most = 0;
            double squares = 0;
            float[] data = weights.get(prefix + kind).data();
            for (float v : data) {
              most = Math.max(most, Math.abs(v));
              squares += v * v;
            }
            assertThat(most).as(prefix + kind).isBetween(0.7 * bound, bound * (1 + 1e-6));
            if (kind.equals("weight")) {
              assertThat(Math.sqrt(squares / data.length))
                  .isCloseTo(bound / Math.sqrt(3), within(0.06 * bound));
            }
          }
        });
  }
}
