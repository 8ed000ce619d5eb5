package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step that was killed after its model was in place is given again. {@code
 * examples/kill-and-resume.sh} kills for real.
 */
class KilledStepTest {
  private static final List<String> PRUNE =
      List.of("--ratio-wx", "0.5", "--ratio-wh", "0.5", "--no-retrain");

  @TempDir Path folder;
  private Path model;
  private byte[] after;

  @BeforeEach
  void pruneOnce() throws IOException {
    model = folder.resolve("model.json");
    assertThat(Run.train(model, "--no-simulate").code()).isZero();
    assertThat(prune(PRUNE).code()).isZero();
    after = Files.readAllBytes(model);
  }

  private Run prune(List<String> options) {
    List<Object> args = new java.util.ArrayList<>(List.of("prune", "-m", model));
    args.addAll(options);
    return Run.of(args.toArray());
  }

  @Test
  void theSameCommandIsNotDoneTwice() throws IOException {
    Files.createDirectories(folder.resolve("model.json.checkpoint/retrain"));
    List<String> turned = List.of("--ratio-wh", "0.5", "--no-retrain", "--ratio-wx", "0.5", "-v");
    Run again = prune(turned);
    assertThat(again.err()).contains("already the last step of this model");
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
    assertThat(prune(List.of("--ratio-wx", "0.6", "--ratio-wh", "0.5", "--no-retrain")).err())
        .doesNotContain("already");
    assertThat(Files.readAllBytes(model)).isNotEqualTo(after);
  }

  @Test
  void theSameCommandIsDoneAgainWhenAskedTo() throws IOException {
    List<String> again = new java.util.ArrayList<>(PRUNE);
    again.add("--restart");
    assertThat(prune(again).err()).doesNotContain("already");
    assertThat(Files.readAllBytes(model)).isNotEqualTo(after);
  }

  /** Killed for real, at whatever moment: the same command ends with the same bytes. */
  @Test
  void aTrainingInPhasesGoesOnWhereItWasKilled() throws Exception {
    Path dense = folder.resolve("dense.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
    Path calm = Files.createDirectory(folder.resolve("calm"));
    Path killed = Files.createDirectory(folder.resolve("killed"));
    assertThat(Run.of(admm(dense, calm).toArray()).code()).isZero();
    List<String> java = new java.util.ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.lstmc.cli.Main"));
    admm(dense, killed).forEach(a -> java.add(a.toString()));
    Process process =
        new ProcessBuilder(java)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    Path retraining = killed.resolve("model.json.checkpoint/retrain/checkpoint.safetensors");
    while (process.isAlive() && !Files.exists(retraining)) {
      Thread.sleep(2);
    }
    boolean before = process.destroyForcibly().waitFor() == 128 + 9;
    Run again = Run.of(admm(dense, killed).toArray());
    assertThat(again.code()).as(again.err()).isZero();
    // On a machine that slept over the kill the child may have been done.
    if (before) {
      assertThat(again.err()).contains("retrain: going on from the checkpoint");
    }
    assertThat(killed.resolve("model.json")).hasSameBinaryContentAs(calm.resolve("model.json"));
    assertThat(killed.resolve("model.json.checkpoint")).doesNotExist();
  }

  private static List<Object> admm(Path model, Path folder) {
    return List.of(
        "train-admm",
        "-m",
        model,
        "-o",
        folder.resolve("model.json"),
        "--constraint",
        "circulant",
        "--block-wx",
        "2",
        "--block-wh",
        "4",
        "--epochs",
        "24",
        "--no-simulate",
        "--checkpoint-seconds",
        "0.001");
  }
}
