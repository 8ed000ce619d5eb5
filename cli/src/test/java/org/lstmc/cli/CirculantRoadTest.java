package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** The three ways to a block-circulant network, as a user walks them. */
class CirculantRoadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private Path dense;

  @BeforeEach
  void train() {
    dense = folder.resolve("dense.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
  }

  private static Model model(Path manifest) {
    return ManifestStore.read(manifest).model();
  }

  /** Every wrapped diagonal inside every block holds one value; by brute force. */
  private static void assertCirculant(Tensor w, int k) {
    for (int r = 0; r < w.rows(); r++) {
      for (int c = 0; c < w.cols(); c++) {
        int down = r / k * k + (r + 1) % k;
        int right = c / k * k + (c + 1) % k;
        if (down < w.rows() && right < w.cols()) {
          assertThat(w.at(down, right)).isEqualTo(w.at(r, c));
        }
      }
    }
  }

  @Test
  void hardProjectionIsTheNearestAndKeepsTheRest() {
    Path out = folder.resolve("hard.json");
    Run run =
        Run.of(
            "circulantize",
            "-m",
            dense,
            "-o",
            out,
            "--block-wx",
            "2",
            "--block-wh",
            "4",
            "--name",
            "hard");
    assertThat(run.code()).as(run.err()).isZero();
    Model before = model(dense);
    Model after = model(out);
    assertCirculant(after.weights().get("layers.0.wx"), 2);
    assertCirculant(after.weights().get("layers.0.wh"), 4);
    assertThat(after.weights().get("layers.0.wh"))
        .isEqualTo(new BlockCirculant(32, 8, 4).project(before.weights().get("layers.0.wh")));
    for (String same : new String[] {"layers.0.bias", "output.weight", "output.bias"}) {
      assertThat(after.weights().get(same)).isEqualTo(before.weights().get(same));
    }
    assertThat(after.metrics().dense()).isEqualTo(before.metrics().dense());
    assertThat(after.metrics().compressed()).isGreaterThan(after.metrics().dense());
    assertThat(after.network().name()).isEqualTo("hard");
    assertThat(after.compression().matrices().get("layers.0.wh").parameters())
        .isEqualTo(Map.of("block", 4));
  }

  @Test
  void fineTuningKeepsTheFormAndGainsAccuracy() {
    Path hard = folder.resolve("hard.json");
    Path tuned = folder.resolve("tuned.json");
    Run.of("-q", "circulantize", "-m", dense, "-o", hard, "--block-wx", "4", "--block-wh", "4");
    Run run =
        Run.of(
            "-q",
            "circulantize",
            "-m",
            dense,
            "-o",
            tuned,
            "--block-wx",
            "4",
            "--block-wh",
            "4",
            "--fine-tune",
            "--epochs",
            "2");
    assertThat(run.code()).as(run.err()).isZero();
    assertCirculant(model(tuned).weights().get("layers.0.wx"), 4);
    assertThat(model(tuned).metrics().compressed()).isLessThan(model(hard).metrics().compressed());
    assertThat(model(tuned).history().get(1).notes())
        .contains("validation after projection", "best epoch");
  }

  @Test
  void admmEndsInTheStructureWithItsResidualsOnRecord() throws IOException {
    Path out = folder.resolve("admm.json");
    Run run =
        Run.of(
            "--progress",
            "plain",
            "train-admm",
            "-m",
            dense,
            "-o",
            out,
            "--constraint",
            "circulant",
            "--block-wx",
            "2",
            "--block-wh",
            "4",
            "--epochs",
            "37",
            "--admm-epochs",
            "36",
            "--update-epochs",
            "3",
            "--rho",
            "0.5",
            "--rho-of",
            "wh=1",
            "--learning-rate",
            "0.004",
            "--no-simulate");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .containsPattern("epoch 6/36.*update 2: primal 0\\.\\d+, dual 0\\.\\d+, rho");
    assertCirculant(model(out).weights().get("layers.0.wx"), 2);
    assertCirculant(model(out).weights().get("layers.0.wh"), 4);
    assertThat(model(out).metrics().compressed()).isLessThan(7);
    JsonNode step = JSON.readTree(out.toFile()).at("/history/1");
    assertThat(step.at("/options/constraint").asText()).isEqualTo("block-circulant");
    assertThat(step.at("/options/rho.layers.0.wh").asText()).isEqualTo("1.0");
    String notes = step.path("notes").asText();
    String[] residuals = notes.lines().findFirst().orElseThrow().split(": ")[1].split("[ /]");
    assertThat(residuals).hasSize(2 * 12);
    double first = Double.parseDouble(residuals[0]);
    assertThat(Double.parseDouble(residuals[22])).isPositive().isLessThan(first / 3);
    assertThat(notes).contains("last of layers.0.wh", "validation after projection", "retraining,");
  }

  @Test
  void admmTakesAPruningPatternLikeAnyStructure() {
    Path out = folder.resolve("sparse.json");
    Run run =
        Run.of(
            "-q",
            "train-admm",
            "-m",
            dense,
            "-o",
            out,
            "--constraint",
            "bank-balanced",
            "--constraint-option",
            "banks=2",
            "--ratio-wh",
            "0.5",
            "--epochs",
            "3");
    assertThat(run.code()).as(run.err()).isZero();
    Model m = model(out);
    assertThat(m.compression().scheme()).isEqualTo("bank-balanced");
    assertThat(m.compression().matrices().get("layers.0.wh").parameters())
        .isEqualTo(Map.of("banks", 2));
    for (int r = 0; r < 32; r++) {
      for (int bank = 0; bank < 2; bank++) {
        int zeros = 0;
        for (int c = 0; c < 4; c++) {
          zeros += m.weights().get("layers.0.wh").at(r, 4 * bank + c) == 0 ? 1 : 0;
        }
        assertThat(zeros).isEqualTo(2);
      }
    }
  }

  @Test
  void directTrainingStaysInTheForm() throws IOException {
    Path out = folder.resolve("direct.json");
    Run run = Run.train(out, "--no-simulate", "--block-wx", "2", "--block", "wh=8");
    assertThat(run.code()).as(run.err()).isZero();
    assertCirculant(model(out).weights().get("layers.0.wx"), 2);
    assertCirculant(model(out).weights().get("layers.0.wh"), 8);
    // There is no dense network to compare with.
    assertThat(model(out).metrics().dense()).isNull();
    assertThat(model(out).metrics().compressed()).isLessThan(7);
    JsonNode options = JSON.readTree(out.toFile()).at("/history/0/options");
    assertThat(options.path("structure.layers.0.wh").asText()).isEqualTo("block-circulant block=8");
    Run next =
        Run.of(
            "-q",
            "quantize",
            "-m",
            out,
            "--width",
            "12",
            "--fine-tune",
            "--epochs",
            "1",
            "--no-simulate");
    assertThat(next.code()).as(next.err()).isZero();
    assertCirculant(model(out).weights().get("layers.0.wh"), 8);
  }

  /** Wx is 32 x 7 and Wh 32 x 8; counted by hand. */
  @Test
  void reportAndCardShowTheBlocks() throws IOException {
    Path out = folder.resolve("hard.json");
    Run run = Run.of("circulantize", "-m", dense, "-o", out, "--block-wx", "4", "--block-wh", "8");
    assertThat(run.out())
        .contains("block-circulant: blocks of 4 in Wx, 8 in Wh; not stored: Wx 71.4 %, Wh 87.5 %");
    JsonNode c = JSON.readTree(folder.resolve("hard.report.json").toFile()).at("/compression");
    assertThat(c.at("/blockSizes/layers.0.wx").asInt()).isEqualTo(4);
    assertThat(c.at("/blockSizes/layers.0.wh").asInt()).isEqualTo(8);
    // Wx: 8 x 2 blocks of 4; Wh: 4 x 1 blocks of 8.
    long stored = 8 * 2 * 4 + 4 * 8;
    assertThat(c.path("matrixStoredBits").asLong()).isEqualTo(32 * stored);
    assertThat(c.path("storedParameters").asLong()).isEqualTo(stored + 32 + 7 * 8 + 7);
    assertThat(c.path("matrixCompressionRatio").asDouble()).isEqualTo(32.0 * 15 / stored);
    assertThat(c.path("ratioWx").asDouble()).isEqualTo(1 - 64.0 / (32 * 7));
    Run card = Run.of("inspect", "-m", out);
    assertThat(card.out())
        .contains(
            "k=4, 8 x 2 blocks",
            "k=8, 4 x 1 blocks",
            "4 does not divide 32 x 7: padded to 32 x 8 for whole blocks")
        .doesNotContain("8 does not divide");
    assertThat(
            JSON.readTree(Run.of("inspect", out, "--format", "json").out())
                .at("/tensors/0/blocks/size")
                .asInt())
        .isEqualTo(4);
    assertThat(Run.of("report", dense, out).out())
        .containsPattern("compression.blockSizes.layers.0.wx +- +4\n");
    assertThat(Run.of("report", dense, out, "--format", "csv").out())
        .contains("compression.blockSizes.layers.0.wh");
    RoadTest.checkSchema(
        "report.schema.json", JSON.readTree(folder.resolve("hard.report.json").toFile()));
    RoadTest.checkSchema("model.schema.json", JSON.readTree(out.toFile()));
  }
}
