package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.FixedFormat;

/** A network over images from training through blocks to 12 bits, as a user goes. */
class ForwardQuantizeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    IdxFiles.write(folder, 200, 60);
    model = folder.resolve("cnn.json");
    run(
        "train --image-size 10 --network 8C3p1-AP2-16C3-MP2-24-10 --epochs 12 --batch 8 --learning-rate 0.005"
            + " --no-simulate --data",
        "mnist:" + folder,
        "-o",
        model);
  }

  private static Run run(String words, Object... more) {
    Object[] line = new Object[words.split(" ").length + 1 + more.length];
    line[0] = "-q";
    System.arraycopy(words.split(" "), 0, line, 1, words.split(" ").length);
    System.arraycopy(more, 0, line, line.length - more.length, more.length);
    Run run = Run.of(line);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @Test
  void denseBlockCirculantAndTwelveBitsAreReportedBesideEachOther() throws IOException {
    Path blocks = folder.resolve("blocks.json");
    Path out = folder.resolve("q.json");
    run(
        "circulantize --block-size 4 --fine-tune --epochs 8 --batch 8 --learning-rate 0.005"
            + " --no-simulate -m",
        model,
        "-o",
        blocks);
    run(
        "quantize --width 12 --state 10 --format-of forward.3.weight=14 --accumulator 40"
            + " --no-simulate -m",
        blocks,
        "-o",
        out);
    JsonNode report = JSON.readTree(run("report --format json", out).out());
    double compressed = report.at("/accuracy/compressed").asDouble();
    assertThat(report.at("/accuracy/dense").asDouble()).isGreaterThan(0.9);
    assertThat(compressed).isGreaterThan(0.9);
    assertThat(report.at("/accuracy/quantized").asDouble()).isBetween(compressed - 0.1, 1.0);
    assertThat(report.at("/accuracy/examples").asInt()).isEqualTo(60);
    assertThat(report.at("/quantization/contract").asText()).isEqualTo("4");
    Model m = ManifestStore.read(out).model();
    Map<String, FixedFormat> f = m.quantization().formats();
    assertThat(f.get("forward.input").width()).isEqualTo(12);
    assertThat(f.get("forward.0.output").width()).isEqualTo(10);
    assertThat(f.get("forward.3.weight").width()).isEqualTo(14);
    assertThat(f.get("forward.3.weight.spectrum").width()).isEqualTo(12);
    assertThat(f.get("forward.3.accumulator").width()).isEqualTo(40);
    assertThat(f).doesNotContainKey("forward.9.output");
    assertThat(m.quantization().saturations().keySet()).isSubsetOf(f.keySet());
    assertThat(m.quantization().saturations()).containsKey("forward.3.weight.inverse");
  }

  @Test
  void narrowSignalsAreCountedAndFewBitsCostAccuracyThatTuningGivesBack() throws IOException {
    Path out = folder.resolve("narrow.json");
    run("quantize --format-of forward.0.output=fixed<8,-3> --no-simulate -m", model, "-o", out);
    assertThat(ManifestStore.read(out).model().quantization().saturations().get("forward.0.output"))
        .isPositive();
    run("quantize --width 3 --no-simulate -m", model, "-o", out);
    double rough = quantized(out);
    run(
        "quantize --width 3 --fine-tune --epochs 6 --batch 8 --learning-rate 0.005 --no-simulate -m",
        model,
        "-o",
        out);
    assertThat(quantized(out)).isGreaterThan(rough);
  }

  private static double quantized(Path model) throws IOException {
    return ManifestStore.read(model).model().metrics().quantized();
  }

  @Test
  void optionsOfCellsAreRefused() {
    for (String option :
        new String[] {"--gate 8", "--activation 8", "--cell 8", "--output-layer 8"}) {
      Object[] line = ("quantize " + option + " -m " + model).split(" ");
      Run refused = Run.of(line);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains(option + ": no layer of this cnn network has such");
    }
    Run refused = Run.of("quantize", "--tanh", "pwl:9@2", "-m", model);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--tanh: a feed-forward network has no such function");
  }
}
