package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.CtcLikelihood;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.core.train.Trainer;
import org.lstmc.core.train.TrainingEngine.SessionSpec;
import org.lstmc.core.train.TrainingSession;

/** Loss and gradient of transcription against the likelihood computed in Java, in 64 bits. */
class CtcGradientTest {
  private static final NetworkSpec NETWORK = Networks.of(InputSpec.features(3), 1, 5, 0, false, 4);
  private static final int[][] STRINGS = {{0, 1, 1}, {2}, {}};
  private static final int[] LENGTHS = {6, 4, 5};
  private static final float STEP = 1f / 1024;

  private static Batch batch() {
    Random random = new Random(4);
    float[] features = new float[6 * 3 * 3];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    int[] targets = {0, 1, 1, 2, -1, -1, -1, -1, -1};
    return new Batch(6, 3, null, features, targets, LENGTHS, false);
  }

  private static TorchSession session(Map<String, Tensor> weights) {
    SessionSpec spec =
        new SessionSpec(
            NETWORK,
            TaskKind.TRANSCRIPTION,
            weights,
            Map.of(),
            Map.of(),
            false,
            OptimizerKind.SGD,
            true,
            1);
    return (TorchSession) new TorchEngine().open(spec);
  }

  /** Summed over the strings, by the 4 labels. */
  private static double loss(Map<String, Tensor> weights) {
    try (TorchSession s = session(weights)) {
      double[] logits = s.logits(batch());
      double sum = 0;
      for (int b = 0; b < 3; b++) {
        double[] column = new double[LENGTHS[b] * 4];
        for (int t = 0; t < LENGTHS[b]; t++) {
          System.arraycopy(logits, (t * 3 + b) * 4, column, t * 4, 4);
        }
        var task = Networks.dataset(NETWORK, TaskKind.TRANSCRIPTION, null, null).task();
        sum +=
            Transcriber.of(task, 4).judge(column, LENGTHS[b], STRINGS[b]).negativeLogLikelihood();
      }
      return sum / 4;
    }
  }

  @Test
  void equalTheLikelihoodAndItsDifferences() {
    Map<String, Tensor> weights = Networks.weights(NETWORK, 0.8, 1);
    try (TorchSession s = session(weights)) {
      double found = s.train(batch(), new TrainingSession.Step(0, 1e-30, 0, 0, 0));
      assertThat(found).isCloseTo(loss(weights), within(1e-12)).isPositive();
    }
    Map<String, double[]> gradients;
    try (TorchSession s = session(weights)) {
      gradients = s.gradients(batch());
    }
    int nonZero = 0;
    for (String name : weights.keySet()) {
      float[] data = weights.get(name).data();
      for (int i = 0; i < data.length; i += Math.max(1, data.length / 9)) {
        float before = data[i];
        data[i] = before + STEP;
        float up = data[i];
        final double above = loss(weights);
        data[i] = before - STEP;
        float down = data[i];
        final double below = loss(weights);
        data[i] = before;
        double slope = (above - below) / ((double) up - down);
        assertThat(gradients.get(name)[i])
            .as("%s %d", name, i)
            .isCloseTo(slope, within(2e-5 * (1e-3 + Math.abs(slope))));
        nonZero += Math.abs(slope) > 1e-6 ? 1 : 0;
      }
    }
    assertThat(nonZero).isGreaterThan(25);
  }

  @Test
  void paddedStepsDoNotMatter() {
    Map<String, Tensor> weights = Networks.weights(NETWORK, 0.8, 1);
    Batch batch = batch();
    try (TorchSession s = session(weights)) {
      Map<String, double[]> before = s.gradients(batch);
      for (int k = 0; k < 3; k++) {
        batch.features()[(5 * 3 + 1) * 3 + k] = 100;
        batch.features()[(4 * 3 + 1) * 3 + k] = -100;
      }
      Map<String, double[]> after = s.gradients(batch);
      before.forEach((name, g) -> assertThat(after.get(name)).as(name).containsExactly(g));
    }
  }

  @Test
  void stringsWithoutRoomAreNamed() {
    Sequence fits = new Sequence(null, new float[9], 3, new int[] {1, 1});
    Sequence not = new Sequence(null, new float[9], 3, new int[] {1, 1, 0});
    assertThat(CtcLikelihood.stepsNeeded(not.targets())).isEqualTo(4);
    Split split = new Split("train", List.of(fits, not), false);
    Trainer trainer =
        new Trainer(
            NETWORK,
            Networks.dataset(NETWORK, TaskKind.TRANSCRIPTION, split, split),
            TrainOptions.defaultsFor(TaskKind.TRANSCRIPTION, false, 1, 1));
    assertThatThrownBy(() -> trainer.run(Networks.weights(NETWORK, 1, 1)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(
            "sequence 2 of 2 of the train split has 3 steps, its 3 labels need 4");
  }
}
