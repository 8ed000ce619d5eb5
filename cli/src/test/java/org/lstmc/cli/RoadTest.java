package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road on generated data, in one line and a command a line. */
class RoadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  private static Map<String, String> files(Path of) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (var list = Files.list(of)) {
      for (Path f : list.toList()) {
        all.put(f.getFileName().toString(), new String(Files.readAllBytes(f), "ISO-8859-1"));
      }
    }
    return all;
  }

  private static List<Object> road(Path model) {
    return List.of(
        "-q",
        "train",
        "--data",
        "reber",
        "--data-option",
        "train=60",
        "--data-option",
        "valid=20",
        "--data-option",
        "test=30",
        "--hidden",
        "8",
        "--epochs",
        "2",
        "-o",
        model,
        "prune",
        "--ratio-wx",
        "0.5",
        "--ratio-wh",
        "0.5",
        "--epochs",
        "2",
        "--ramp-epochs",
        "1",
        "quantize",
        "--weights",
        "fixed<16,4>",
        "simulate",
        "--accelerator",
        "brds",
        "report");
  }

  @Test
  void oneLineAndACommandALineGiveTheSameBytes() throws IOException {
    Path a = Files.createDirectory(folder.resolve("a"));
    Path b = Files.createDirectory(folder.resolve("b"));
    Run line = Run.of(road(a.resolve("model.json")).toArray());
    assertThat(line.err()).isEmpty();
    assertThat(line.code()).isZero();
    Path m = b.resolve("model.json");
    assertThat(Run.train(m).code()).isZero();
    assertThat(
            Run.of(
                    "-q",
                    "prune",
                    "-m",
                    m,
                    "--ratio-wx",
                    "0.5",
                    "--ratio-wh",
                    "0.5",
                    "--epochs",
                    "2",
                    "--ramp-epochs",
                    "1")
                .code())
        .isZero();
    assertThat(Run.of("-q", "quantize", "-m", m, "--weights", "fixed<16,4>").code()).isZero();
    assertThat(Run.of("-q", "simulate", "-m", m, "--accelerator", "brds").code()).isZero();
    Run report = Run.of("report", "-m", m);
    assertThat(report.out()).isEqualTo(line.out()).contains("effective GOPS/W");
    assertThat(files(b)).isEqualTo(files(a));
    assertThat(files(a).keySet()).anyMatch(n -> n.endsWith(".safetensors")).hasSize(3);
  }

  @Test
  void manifestAndReportFollowTheirSchemas() throws IOException {
    Path m = folder.resolve("model.json");
    Run.of(road(m).toArray());
    checkSchema("model.schema.json", JSON.readTree(m.toFile()));
    checkSchema("report.schema.json", JSON.readTree(folder.resolve("report.json").toFile()));
    assertThat(Run.of("simulate", "-m", m, "--check", "5").err())
        .contains("5 sequences on brds equal the integer datapath");
    Run dense = Run.train(folder.resolve("dense.json"), "--no-evaluate", "--no-simulate");
    assertThat(dense.code()).isZero();
    checkSchema("model.schema.json", JSON.readTree(folder.resolve("dense.json").toFile()));
    checkSchema("report.schema.json", JSON.readTree(folder.resolve("dense.report.json").toFile()));
  }

  @Test
  void shapesOfBlocksAndGrusAreSimulatedAndFollowTheSchema() throws IOException {
    for (String[] shape :
        new String[][] {
          {"lstm:153,1024,p512,peep", "c-lstm"},
          {"gru:39,64x2", "e-rnn"},
          {"gru-reset-before:39,64", "e-rnn"}
        }) {
      Run run =
          Run.of(
              "simulate",
              "--shape",
              shape[0],
              "--block-wx",
              "8",
              "--block-wh",
              "8",
              "--format",
              "json",
              "--accelerator",
              shape[1]);
      assertThat(run.err()).isEmpty();
      JsonNode report = JSON.readTree(run.out());
      checkSchema("report.schema.json", report);
      assertThat(report.at("/compression/scheme").asText()).isEqualTo("block-circulant");
      assertThat(report.at("/hardware/stages").size()).isGreaterThanOrEqualTo(2);
      assertThat(report.at("/hardware/singleStreamFramesPerSecond").asDouble())
          .isLessThan(report.at("/hardware/framesPerSecond").asDouble());
    }
    Run refused = Run.of("simulate", "--shape", "lstm:9,9", "--accelerator", "c-lstm");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("layers.0.wx is dense");
    Run bad = Run.of("simulate", "--shape", "lstm:9,9", "--block-wx", "6");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("power of two");
  }

  // Valid as written; invalid as soon as any one of its keys, at any depth, is renamed.
  static void checkSchema(String name, JsonNode document) {
    Path file = Path.of("../docs/schema").resolve(name);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(file.toUri());
    assertThat(schema.validate(document)).isEmpty();
    document
        .fieldNames()
        .forEachRemaining(
            key -> {
              ObjectNode broken = document.deepCopy();
              broken.remove(key);
              assertThat(schema.validate(broken)).as("without %s", key).isNotEmpty();
            });
  }

  @Test
  void everyFormOfAReportHoldsTheSameFigures() throws IOException {
    Path m = folder.resolve("model.json");
    Run.of(road(m).toArray());
    JsonNode json = JSON.readTree(Run.of("report", "-m", m, "--format", "json").out());
    String quantized = json.at("/accuracy/quantized").asText();
    assertThat(Double.parseDouble(quantized)).isBetween(1.4, 8.0);
    assertThat(json.at("/hardware/cyclesPerStep").asDouble()).isPositive();
    assertThat(Run.of("report", "-m", m, "--format", "csv").out()).contains(quantized);
    Path other = folder.resolve("other.json");
    Files.copy(m, other);
    String[] csv = Run.of("report", m, other, "--format", "csv").out().split("\n");
    assertThat(csv).hasSize(3);
    assertThat(csv[0]).startsWith("file,schema,");
    assertThat(csv[1]).startsWith(m + ",").contains(quantized);
    assertThat(csv[2]).startsWith(other + ",").contains(quantized);
    assertThat(Run.of("report", m, other, "--format", "md").out())
        .startsWith("| | " + m + " | " + other + " |\n|---|---|---|\n")
        .contains("| accuracy.quantized |");
    assertThat(Run.of("report", "-m", m, "--format", "md").out()).startsWith("| | reber |\n");
    assertThat(Run.of("report", m, other).out()).contains("other.json", "accuracy.quantized");
    assertThat(Run.of("report", m, other, "--fail-if", "accuracy.quantized>1").err())
        .contains(m + ": check failed", other + ": check failed");
    assertThat(JSON.readTree(Run.of("report", m, m, "--format", "json").out()).at("/reports"))
        .hasSize(2);
    assertThat(Run.of("inspect", "-m", m).out())
        .contains("row-balanced", "fixed<16,4>", "history", "prune");
    assertThat(JSON.readTree(Run.of("inspect", m, "--format", "json").out()).at("/tensors"))
        .hasSize(5);
  }

  @Test
  void aStepLabelsItsResult() throws IOException {
    Path m = folder.resolve("model.json");
    Run.train(m, "--no-simulate");
    Run.of("-q", "quantize", "-m", m, "--width", "12", "--name", "twelve bits");
    assertThat(JSON.readTree(m.toFile()).at("/network/name").asText()).isEqualTo("twelve bits");
    Run.of("-q", "quantize", "-m", m, "--width", "10");
    assertThat(JSON.readTree(m.toFile()).at("/network/name").asText()).isEqualTo("twelve bits");
  }

  @Test
  void gatesFailTheCommandWithThree() {
    Path m = folder.resolve("model.json");
    Run.of(road(m).toArray());
    assertThat(Run.of("report", "-m", m, "--fail-if", "accuracy.quantized<1").code()).isZero();
    Run failed = Run.of("report", "-m", m, "--fail-if", "accuracy.quantized>1");
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).contains("check failed: accuracy.quantized>1: accuracy.quantized = ");
    assertThat(failed.out()).contains("effective GOPS/W");
    assertThat(Run.of("report", "-m", m, "--fail-if", "accuracy.exact>1").code()).isEqualTo(2);
    assertThat(Run.of("report", "-m", m, "--fail-if", "model.name>1").code()).isEqualTo(2);
    assertThat(Run.of("report", "-m", m, "--fail-if", "nonsense").code()).isEqualTo(2);
    Run.of("-q", "prune", "-m", m, "--ratio-wx", "0", "--ratio-wh", "0", "--no-retrain");
    assertThat(Run.of("report", "-m", m, "--fail-if", "accuracy.quantized>1").err())
        .contains("has no value");
  }

  @Test
  void aFailedGateStopsTheLine() {
    Path m = folder.resolve("model.json");
    Run.train(m);
    Run stopped =
        Run.of(
            "-q", "simulate", "-m", m, "--fail-if", "hardware.latencyUs>0", "quantize", "report");
    assertThat(stopped.code()).isEqualTo(3);
    assertThat(Run.of("inspect", m).out()).doesNotContain("fixed<");
  }
}
