package org.lstmc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.number.NumberContract;

/** The command export and its forms, as a user meets them. */
class ExportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void train() {
    model = folder.resolve("model.json");
    assertThat(Run.train(model, "--no-simulate").code()).isZero();
  }

  @Test
  void cEndsALineOfCommands() throws IOException {
    Path c = folder.resolve("c");
    Run line =
        Run.of(
            "-q",
            "quantize",
            "-m",
            model,
            "--width",
            "8",
            "--no-simulate",
            "export",
            "c",
            "-o",
            c,
            "--name",
            "small",
            "--steps",
            "7",
            "--format",
            "json");
    assertThat(line.code()).as(line.err()).isZero();
    JsonNode said = JSON.readTree(line.out());
    assertThat(said).isEqualTo(JSON.readTree(c.resolve("export.json").toFile()));
    assertThat(said.path("contract").path("sha256").asText()).isEqualTo(NumberContract.sha256());
    assertThat(said.path("model").path("sha256").asText())
        .isEqualTo(ManifestStore.read(model).sha256());
    assertThat(said.path("test").path("source").asText()).isEqualTo("test split");
    assertThat(
            Files.readAllLines(c.resolve("inputs.txt"), UTF_8).stream().filter(l -> !l.isEmpty()))
        .hasSize(7);
    said.path("sha256")
        .fields()
        .forEachRemaining(
            f -> {
              try {
                assertThat(Sha256.of(c.resolve(f.getKey()))).isEqualTo(f.getValue().asText());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    Run text = Run.of("export", "c", "-m", model, "-o", c);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out()).contains("RAM: ", "flash: ", "self-check: 100 steps");
    assertThat(c.resolve("small.c")).doesNotExist();
    assertThat(c.resolve("reber.c")).exists();
  }

  @Test
  void floatFormsAreFiles() throws IOException {
    Path onnx = folder.resolve("m.onnx");
    Run first = Run.of("export", "onnx", "-m", model, "-o", onnx, "--format", "json");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(JSON.readTree(first.out()).path("sha256").asText()).isEqualTo(Sha256.of(onnx));
    Path tensors = folder.resolve("m.safetensors");
    Run second = Run.of("export", "safetensors", "-m", model, "-o", tensors);
    assertThat(second.code()).as(second.err()).isZero();
    Path back = folder.resolve("back.json");
    assertThat(Run.of("-q", "import", tensors, "-o", back, "--no-simulate").code()).isZero();
    assertThat(ManifestStore.read(back).model().weights())
        .isEqualTo(ManifestStore.read(model).model().weights());
  }

  @Test
  void mistakesAreNamed() throws IOException {
    Run none = Run.of("export");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("a form is missing");
    assertThat(Run.of("export", "--help").out()).contains("onnx", "safetensors", "C99");
    Run unquantized = Run.of("export", "c", "-m", model, "-o", folder.resolve("c"));
    assertThat(unquantized.code()).isEqualTo(5);
    assertThat(unquantized.err()).contains("lstmc quantize");
    assertThat(Run.of("export", "c", "-m", model).code()).isEqualTo(2);
    assertThat(Run.of("-q", "quantize", "-m", model, "--no-simulate").code()).isZero();
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.createFile(mine.resolve("notes"));
    Run taken = Run.of("export", "c", "-m", model, "-o", mine);
    assertThat(taken.code()).isEqualTo(5);
    assertThat(taken.err()).contains("no earlier export");
    Run moved = Run.of("export", "c", "-m", model, "-o", folder.resolve("c"), "--steps", "0");
    assertThat(moved.code()).isEqualTo(2);
  }
}
