package org.lstmc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Mask;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;

/** The example, smaller. */
class RoadInJavaTest {
  private static final ByteArrayOutputStream STORY = new ByteArrayOutputStream();
  private static RoadInJava.Outcome outcome;

  @BeforeAll
  static void road() {
    outcome = RoadInJava.run(400, 6, new PrintStream(STORY, true, StandardCharsets.UTF_8));
  }

  @Test
  void learnsMoreThanFrequencies() {
    // Any predictor that looks only at the symbol before stays above 2; uniform guessing is 7.
    double best = outcome.dataset().bestPossible();
    assertThat(outcome.dense()).isBetween(best - 0.01, 2.0);
    assertThat(outcome.pruned()).isBetween(best - 0.01, 2.0);
    assertThat(outcome.quantized()).isBetween(best - 0.01, 2.0);
    assertThat(outcome.quantized()).isNotEqualTo(outcome.pruned());
  }

  @Test
  void rowsAreInBalance() {
    assertRows(outcome.model().masks().get("layers.0.wx"), 2, 7);
    assertRows(outcome.model().masks().get("layers.0.wh"), 12, 24);
  }

  private static void assertRows(Mask mask, int kept, int columns) {
    for (int row = 0; row < 4 * 24; row++) {
      int ones = 0;
      for (int c = 0; c < columns; c++) {
        ones += mask.keeps(row, c) ? 1 : 0;
      }
      assertThat(ones).as("row %d", row).isEqualTo(kept);
    }
  }

  @Test
  void theMachineComputesTheIntegerDatapath() {
    IntegerNetwork network = IntegerNetwork.of(outcome.model());
    NetworkState state = network.newState();
    Sequence first = outcome.dataset().test().sequences().get(0);
    assertThat(outcome.execution().logits()).hasDimensions(first.length(), 7);
    for (int t = 0; t < first.length(); t++) {
      long[] logits = network.step(state, first.tokens()[t]).logits();
      assertThat(outcome.execution().logits()[t]).as("step %d", t).isEqualTo(logits);
    }
  }

  @Test
  void tellsEveryStep() {
    assertThat(STORY.toString(StandardCharsets.UTF_8).lines().map(l -> l.split(" ")[0]))
        .containsSubsequence("data", "network", "train", "prune", "quantize", "stored", "simulate");
  }
}
