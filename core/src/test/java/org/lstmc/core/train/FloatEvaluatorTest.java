package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

/** The engine against the plain double-precision network. */
class FloatEvaluatorTest {
  @ParameterizedTest
  @CsvSource({
    "EMBEDDING, 2, 6, 0, false, LANGUAGE_MODEL, true",
    "ONE_HOT, 1, 5, 0, false, LANGUAGE_MODEL, false",
    "FEATURES, 2, 6, 3, false, FRAME_LABELLING, false",
    "FEATURES, 2, 6, 6, false, FRAME_LABELLING, false",
    "FEATURES, 2, 6, 3, true, FRAME_LABELLING, false",
    "FEATURES, 1, 4, 0, false, TRANSCRIPTION, false",
    "ONE_HOT, 2, 4, 3, true, TRANSCRIPTION, false",
    "FEATURES, 1, 4, 0, true, CLASSIFICATION, false",
    "EMBEDDING, 2, 4, 2, false, CLASSIFICATION, false"
  })
  void agreesWithTheReference(
      InputSpec.Kind kind,
      int layers,
      int h,
      int p,
      boolean peepholes,
      TaskKind task,
      boolean stream) {
    InputSpec input =
        kind == InputSpec.Kind.FEATURES
            ? InputSpec.features(3)
            : kind == InputSpec.Kind.ONE_HOT ? InputSpec.oneHot(7) : InputSpec.embedding(7, 4);
    agrees(Networks.of(input, layers, h, p, peepholes, 5), task, stream);
  }

  @ParameterizedTest
  @CsvSource({
    "GRU, GRU, LANGUAGE_MODEL, true",
    "GRU_RESET_BEFORE, GRU, FRAME_LABELLING, false",
    "LSTM, GRU_RESET_BEFORE, CLASSIFICATION, false",
    "GRU, LSTM, TRANSCRIPTION, false"
  })
  void agreesOnEveryCell(CellType first, CellType second, TaskKind task, boolean stream) {
    agrees(Networks.mixed(InputSpec.oneHot(7), List.of(first, second), 6, 5), task, stream);
  }

  private static void agrees(NetworkSpec network, TaskKind task, boolean stream) {
    Map<String, Tensor> weights = Networks.weights(network, 1.0, 1);
    // Longer than a piece of evaluation, more sequences than one group, ragged.
    Split split =
        stream
            ? Networks.split(network, task, 1, 2500, true, 2)
            : Networks.split(network, task, 70, 150, false, 2);
    Task whole = Networks.dataset(network, task, split, split).task();
    Score expected = new FloatNetwork(network, weights).score(split, whole, Probe.NONE);
    Score found = FloatEvaluator.evaluate(network, weights, split, whole, 1);
    assertThat(found.count()).isEqualTo(expected.count()).isPositive();
    assertThat(found.loss()).isCloseTo(expected.loss(), within(2e-6 * expected.loss()));
    // A near-tie of logits may fall either way in single precision.
    assertThat((double) found.correct()).isCloseTo(expected.correct(), within(2.0));
  }

  @Test
  void streamDropsNothing() {
    NetworkSpec network = Networks.of(InputSpec.oneHot(4), 1, 3, 0, false, 4);
    Split split = Networks.split(network, TaskKind.LANGUAGE_MODEL, 1, 67, true, 3);
    Score s =
        FloatEvaluator.evaluate(
            network,
            Networks.weights(network, 1, 1),
            split,
            Networks.dataset(network, TaskKind.LANGUAGE_MODEL, split, split).task(),
            1);
    assertThat(s.count()).isEqualTo(67);
  }
}
