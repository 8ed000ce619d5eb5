package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.FixedFormat;

/** Tensor networks in integers, from the command line. */
class TensorQuantizeTest {
  private static final String HT =
      "--format ht --modes-in 2,2,2 --modes-out 8,2,2 --tree (1,(2,3)) --rank-leaf 2 --rank-inner 3";
  private static final String FULLY =
      "--format tt --modes-in 4,4 --modes-out 8,4 --rank-inner 3 --fully";

  @TempDir Path folder;

  private Path trained(String form) {
    Path manifest = folder.resolve("model.json");
    Run run = Run.train(manifest, (form + " --no-simulate").trim().split(" +"));
    assertThat(run.code()).as(run.err()).isZero();
    return manifest;
  }

  @ParameterizedTest
  @ValueSource(strings = {HT, FULLY})
  void everyIntermediateGetsAFormatAndACount(String form) throws IOException {
    Path manifest = trained(form);
    Path exact = folder.resolve("exact.json");
    Run run = Run.of("quantize", "-m", manifest, "-o", exact, "--no-simulate", "--format", "json");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode accuracy = new ObjectMapper().readTree(run.out()).path("accuracy");
    assertThat(accuracy.path("quantized").asDouble())
        .isBetween(
            accuracy.path("compressed").asDouble() - 0.01,
            accuracy.path("compressed").asDouble() + 0.01);
    Path narrow = folder.resolve("narrow.json");
    Run tie =
        Run.of(
            "quantize",
            "-m",
            manifest,
            "-o",
            narrow,
            "--no-simulate",
            "--intermediate",
            "12",
            "--step-accumulator",
            "20");
    assertThat(tie.code()).as(tie.err()).isZero();
    Model m = ManifestStore.read(narrow).model();
    Map<String, FixedFormat> formats = m.quantization().formats();
    Map<String, Long> counts = m.quantization().saturations();
    for (String factor : m.network().layers().get(0).factored().order()) {
      String name = "layers.0." + (form.equals(FULLY) ? "joined." : "wx.") + factor;
      assertThat(formats.get(name + ".intermediate").width()).isEqualTo(12);
      assertThat(formats.get(name + ".stepAccumulator").width()).isEqualTo(20);
      assertThat(formats.get(name + ".stepAccumulator").fractionBits())
          .isLessThan(
              ManifestStore.read(exact)
                  .model()
                  .quantization()
                  .formats()
                  .get(name + ".stepAccumulator")
                  .fractionBits());
      assertThat(counts).containsKeys(name + ".intermediate", name + ".stepAccumulator");
    }
    assertThat(counts.containsKey("layers.0.joined.vector")).isEqualTo(form.equals(FULLY));
  }

  @Test
  void fineTuningSeesRoundedFactors() {
    Path manifest = trained(HT);
    Path tuned = folder.resolve("tuned.json");
    Run run =
        Run.of(
            "quantize",
            "-m",
            manifest,
            "-o",
            tuned,
            "--no-simulate",
            "--width",
            "6",
            "--fine-tune",
            "--epochs",
            "1");
    assertThat(run.code()).as(run.err()).isZero();
    Model after = ManifestStore.read(tuned).model();
    assertThat(after.weights().get("layers.0.wx.leaf2"))
        .isNotEqualTo(ManifestStore.read(manifest).model().weights().get("layers.0.wx.leaf2"));
    assertThat(after.metrics().quantized()).isNotNull();
  }

  @Test
  void aNetworkWithoutChainsHasNoIntermediates() {
    Path manifest = trained("");
    for (String option : new String[] {"--intermediate", "--step-accumulator"}) {
      Run run = Run.of("quantize", "-m", manifest, "--no-simulate", option, "16");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains(option + " 16: no layer of this lstm network has such");
    }
  }

  @Test
  void aNetworkWithoutBlocksHasNoTransforms() {
    Path manifest = trained("");
    for (String option : new String[] {"--spectrum", "--twiddle", "--forward-halvings"}) {
      Run run = Run.of("quantize", "-m", manifest, "--no-simulate", option, "2");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains(option + ": no matrix of this network is block-circulant");
    }
  }
}
