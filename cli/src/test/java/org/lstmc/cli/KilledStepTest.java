package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.Sha256;

/**
 * A step that was killed after its model was in place and before it was done with everything. The
 * state it leaves is put back by hand; {@code examples/kill-and-resume.sh} kills for real.
 */
class KilledStepTest {
  private static final List<String> PRUNE =
      List.of("--ratio-wx", "0.5", "--ratio-wh", "0.5", "--no-retrain");
  private static final String OPTIONS = "--ratio-wx=[0.5] --ratio-wh=[0.5] --no-retrain=[true] ";

  @TempDir Path folder;
  private Path model;
  private String before;
  private byte[] after;

  @BeforeEach
  void pruneOnce() throws IOException {
    model = folder.resolve("model.json");
    assertThat(Run.train(model, "--no-simulate").code()).isZero();
    before = Sha256.of(model);
    assertThat(prune(PRUNE).code()).isZero();
    after = Files.readAllBytes(model);
  }

  private Run prune(List<String> options) {
    List<Object> args = new java.util.ArrayList<>(List.of("prune", "-m", model));
    args.addAll(options);
    return Run.of(args.toArray());
  }

  private void putStateBack(String options) throws IOException {
    Path state = Files.createDirectory(folder.resolve("model.json.checkpoint"));
    Files.writeString(
        state.resolve("step"),
        String.join("\n", before, before, "prune", "--model=[" + model + "] " + options));
  }

  @Test
  void theSameCommandIsNotDoneTwice() throws IOException {
    putStateBack(OPTIONS);
    Run again = prune(PRUNE);
    assertThat(again.err()).contains("already done by the run that was interrupted");
    assertThat(again.out()).contains("row-balanced");
    assertThat(Files.readAllBytes(model)).isEqualTo(after);
    assertThat(folder.resolve("model.json.checkpoint")).doesNotExist();
  }

  @Test
  void halfWrittenFilesGo() throws IOException {
    Path ours = Files.createFile(folder.resolve(".model-0123456789ab.safetensors.42.tmp"));
    Path other = Files.createFile(folder.resolve(".model2.json.42.tmp"));
    prune(PRUNE);
    assertThat(ours).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void anotherCommandIsDone() throws IOException {
    putStateBack(OPTIONS.replace("0.5", "0.6"));
    assertThat(prune(PRUNE).err()).doesNotContain("already done");
    assertThat(Files.readAllBytes(model)).isNotEqualTo(after);
  }

  @Test
  void withoutStateACommandIsDoneAgain() throws IOException {
    assertThat(prune(PRUNE).err()).doesNotContain("already done");
    assertThat(Files.readAllBytes(model)).isNotEqualTo(after);
  }
}
