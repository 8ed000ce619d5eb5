package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/** Native memory stays flat: a step that leaked a single tensor would show here. */
class MemoryTest {
  @Test
  void flatOverThousandsOfSteps() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/self/statm")), "skipped: memory is read from /proc");
    NetworkSpec network = Networks.of(InputSpec.embedding(50, 32), 2, 32, 0, false, 50);
    Map<String, Tensor> weights = Networks.weights(network, 0.1, 1);
    WeightTransform mask =
        new WeightTransform.Masked(Networks.mask(weights.get(TensorNames.wh(0)), 0.5, 1));
    TrainingEngine.SessionSpec spec =
        new TrainingEngine.SessionSpec(
            network,
            TaskKind.LANGUAGE_MODEL,
            weights,
            Map.of(TensorNames.wh(0), List.of(mask)),
            Map.of(),
            false,
            OptimizerKind.ADAM,
            false,
            1);
    var s = Networks.split(network, TaskKind.LANGUAGE_MODEL, 1, 200, true, 1).sequences().get(0);
    Batch batch =
        new Batch(
            20,
            10,
            s.tokens(),
            null,
            s.targets(),
            new int[] {20, 20, 20, 20, 20, 20, 20, 20, 20, 20},
            true);
    try (TrainingSession session = TrainingEngine.load().open(spec)) {
      steps(session, batch, 300);
      long before = residentPages();
      for (int window = 0; window < 100; window++) {
        // In short windows, since the garbage collector tidies up after a leak in the end.
        long handles = Pointer.totalCount();
        steps(session, batch, 20);
        assertThat(Pointer.totalCount()).as("native objects").isLessThanOrEqualTo(handles);
      }
      // One step makes some 800 kB of tensors. Coarse, because the Java heap grows too.
      assertThat((residentPages() - before) * 4096 / 2000).as("bytes a step").isLessThan(200_000);
    }
  }

  private static void steps(TrainingSession session, Batch batch, int count) {
    for (int i = 0; i < count; i++) {
      session.train(batch, new TrainingSession.Step(i, 1e-4, 1, 0.2, i));
    }
  }

  private static long residentPages() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }
}
