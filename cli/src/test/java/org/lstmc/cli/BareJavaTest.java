package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the launcher there is no Vector API: the scalar kernels give the same bytes. */
class BareJavaTest {
  @TempDir Path folder;

  @Test
  void scalarKernelsGiveTheSameModel() throws Exception {
    Path trained = folder.resolve("trained.json");
    assertThat(Run.train(trained, "--no-simulate").code()).isZero();
    Path here = folder.resolve("here.json");
    assertThat(Run.of("quantize", "-m", trained, "-o", here, "--width", "8").code()).isZero();
    Path bare = Files.createDirectory(folder.resolve("bare")).resolve("here.json");
    // The model names its parent by hash and its data by what the parent says: paths do not matter.
    assertThat(java("quantize", "-m", trained, "-o", bare, "--width", "8")).isEmpty();
    assertThat(bare).hasSameBinaryContentAs(here);
  }

  /** Runs the tool in a Java of its own, gives what it said beside its result. */
  private String java(Object... args) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "org.lstmc.cli.Main", "-q"));
    for (Object a : args) {
      command.add(a.toString());
    }
    Path err = folder.resolve("err.txt");
    Process p =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(p.waitFor()).as(Files.readString(err)).isZero();
    return Files.readString(err);
  }
}
