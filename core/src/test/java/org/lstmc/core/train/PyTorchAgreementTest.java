package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first losses of training (forward, backward, clipping, update, carried state) are PyTorch's.
 */
class PyTorchAgreementTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny",
        "projected",
        "blocks",
        "gru",
        "gru-reset-before",
        "tree",
        "train",
        "images",
        "image-blocks"
      })
  void firstLosses(String workload) throws IOException, InterruptedException {
    Path script = Path.of("../examples/benchmarks/train_pytorch.py").toAbsolutePath().normalize();
    Assumptions.assumeTrue(
        hasTorch(), "skipped: /usr/bin/python3 has no torch (Debian: python3-torch)");
    Process python =
        new ProcessBuilder(
                PYTHON.toString(), script.toString(), "--workload", workload, "--steps", "5")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // All of it: a reader that stops at the last brace may close the pipe on the writer.
    byte[] output = python.getInputStream().readAllBytes();
    assertThat(python.waitFor()).isZero();
    JsonNode theirs = new ObjectMapper().readTree(output);
    List<Double> ours =
        TrainAgainstPyTorch.run(
            TrainAgainstPyTorch.Workload.named(workload),
            5,
            1,
            new ArrayList<>(),
            new ArrayList<>());
    assertThat(theirs.get("losses")).hasSize(5);
    for (int i = 0; i < 5; i++) {
      double expected = theirs.get("losses").get(i).asDouble();
      assertThat(ours.get(i)).as("step %d", i).isCloseTo(expected, within(2e-6 * expected));
    }
    // Losses that stand still would agree too.
    assertThat(Math.abs(ours.get(4) - ours.get(0))).isGreaterThan(1e-4);
  }

  private static boolean hasTorch() throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON)) {
      return false;
    }
    Process p =
        new ProcessBuilder(PYTHON.toString(), "-c", "import torch")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!p.waitFor(60, TimeUnit.SECONDS)) {
      p.destroyForcibly();
      return false;
    }
    return p.exitValue() == 0;
  }
}
