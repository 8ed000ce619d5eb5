package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/** The trainer learns. */
class LearningTest {
  @Test
  void reberNearItsOptimum() {
    Dataset data = Datasets.open("reber", Map.of(), 1);
    NetworkSpec network =
        Networks.of(InputSpec.oneHot(data.inputSize()), 1, 32, 0, false, data.classes());
    TrainOptions options =
        TrainOptions.defaultsFor(data.task().kind(), data.train().stream(), 1, 1);
    TrainResult r =
        new Trainer(network, data, options)
            .listener(
                p -> {
                  if (p.epochEnd()) {
                    System.out.println(p);
                  }
                })
            .run(Trainer.initialWeights(network, options));
    double metric =
        FloatEvaluator.evaluate(network, r.weights(), data.test(), data.task(), 1)
            .metric(data.task().kind());
    System.out.println(metric + " best possible " + data.bestPossible());
    assertThat(data.task().kind()).isEqualTo(TaskKind.LANGUAGE_MODEL);
    assertThat(metric).isLessThan(1.02 * data.bestPossible());
  }

  @Test
  void aLossFarAboveGuessingEndsTheTraining() {
    Dataset data = Datasets.open("reber", Map.of("train", "200"), 1);
    NetworkSpec network =
        Networks.of(InputSpec.oneHot(data.inputSize()), 1, 8, 0, false, data.classes());
    TrainOptions wild =
        new TrainOptions(OptimizerKind.SGD, 1e4, 1, 0, 2, 16, 10, 0, 0, 0, 0, 0, 3, 1);
    assertThatThrownBy(
            () -> new Trainer(network, data, wild).run(Trainer.initialWeights(network, wild)))
        .isInstanceOfSatisfying(
            LstmcException.class,
            e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.CHECK_FAILED))
        .hasMessageContaining("nats a prediction, where guessing one of 7 classes has 1.95,")
        .hasMessageContaining("Lower the learning rate (10000.0)");
  }

  /** Label k is feature k for two to four steps, between pauses; all of it under noise. */
  private static Split spoken(int count, long seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] string = random.ints(1 + random.nextInt(5), 0, 3).toArray();
      List<Integer> steps = new ArrayList<>();
      for (int label : string) {
        steps.addAll(Collections.nCopies(1 + random.nextInt(3), -1));
        steps.addAll(Collections.nCopies(2 + random.nextInt(3), label));
      }
      float[] features = new float[3 * steps.size()];
      for (int t = 0; t < features.length; t++) {
        features[t] = (float) (0.3 * random.nextGaussian()) + (steps.get(t / 3) == t % 3 ? 1 : 0);
      }
      sequences.add(new Sequence(null, features, steps.size(), string));
    }
    return new Split("train", sequences, false);
  }

  @Test
  void transcribesWhatIsSpokenClearly() {
    NetworkSpec network = Networks.of(InputSpec.features(3), 1, 16, 0, false, 4);
    Split test = spoken(100, 2);
    Dataset data = Networks.dataset(network, TaskKind.TRANSCRIPTION, spoken(300, 1), test);
    TrainOptions options =
        TrainOptions.defaultsFor(TaskKind.TRANSCRIPTION, false, 1, 1)
            .withEpochs(10)
            .withLearningRate(0.02);
    TrainResult r =
        new Trainer(network, data, options).run(Trainer.initialWeights(network, options));
    double metric =
        FloatEvaluator.evaluate(network, r.weights(), test, data.task(), 1)
            .metric(TaskKind.TRANSCRIPTION);
    System.out.println("token error rate " + metric);
    assertThat(r.curve().get(r.bestEpoch() - 1).validMetric()).isEqualTo(metric);
    assertThat(metric).isLessThan(0.05);
  }
}
