package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;

/** Tensor networks as a user walks with them. */
class TensorRoadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HT =
      "--format ht --modes-in 2,2,2 --modes-out 8,2,2 --tree (1,(2,3)) --rank-leaf 2 --rank-inner 3";
  private static final String FULL_TT =
      "--format tt --modes-in 4,4 --modes-out 8,4 --rank-inner 3 --fully --order core1,core2";

  @TempDir Path folder;

  private static Run train(Path manifest, String options, String... more) {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.addAll(List.of(more));
    return Run.train(manifest, all.toArray(new String[0]));
  }

  private static Model model(Path manifest) {
    return ManifestStore.read(manifest).model();
  }

  @Test
  void trainsInTheFactorsAndTellsOfThem() throws IOException {
    Path ht = folder.resolve("ht.json");
    Run run = train(ht, HT, "--format", "json");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode report = JSON.readTree(run.out());
    JsonNode t = report.at("/compression/tensorNetworks/layers.0.wx");
    assertThat(t.path("format").asText()).isEqualTo("hierarchical-tucker");
    // Leaves 8*2*2 + 2*2*2 + 2*2*2, node 3*2*2, root 2*3.
    assertThat(t.path("parameters").asInt()).isEqualTo(32 + 8 + 8 + 12 + 6);
    assertThat(t.path("ratio").asDouble()).isEqualTo(32.0 * 7 / 66);
    assertThat(t.path("order")).hasSize(5);
    assertThat(report.at("/compression/scheme").asText()).isEqualTo("hierarchical-tucker");
    assertThat(report.at("/compression/ratioWx").asDouble()).isEqualTo(1 - 66.0 / 224);
    assertThat(report.at("/compression/ratioWh").asDouble()).isZero();
    assertThat(report.at("/model/denseParameters").asInt()).isEqualTo(32 * 7 + 256 + 32 + 63);
    assertThat(report.at("/compression/storedParameters").asInt()).isEqualTo(66 + 256 + 32 + 63);
    assertThat(report.at("/accuracy/compressed").isNumber()).isTrue();
    assertThat(report.at("/accuracy/synthetic").asBoolean()).isTrue();
    Model m = model(ht);
    assertThat(m.weights()).containsKey("layers.0.wx.node1").doesNotContainKey("layers.0.wx");
    assertThat(m.history().get(0).options())
        .containsEntry("format", "hierarchical-tucker")
        .containsEntry("tree", "(1,(2,3))")
        .containsEntry("ranks", "2,2,2,3");
    assertThat(m.history().get(0).arguments())
        .contains("--format=ht")
        .doesNotContain("--format=json");
    assertThat(Run.of("report", "-m", ht).out())
        .contains("3.4 times fewer", "modes 2x2x2 to 8x2x2");
    assertThat(Run.of("inspect", ht).out()).contains("layers.0.wx.leaf1", "8 x 2 x 2", "synthetic");
  }

  @Test
  void wholeLayersAreOneTensor() {
    Path tt = folder.resolve("tt.json");
    Run run = train(tt, FULL_TT);
    assertThat(run.code()).as(run.err()).isZero();
    Model m = model(tt);
    assertThat(m.weights().keySet())
        .containsExactlyInAnyOrder(
            "layers.0.joined.core1",
            "layers.0.joined.core2",
            "layers.0.bias",
            "output.weight",
            "output.bias");
    assertThat(m.network().layers().get(0).factored().order()).containsExactly("core1", "core2");
    Run prune = Run.of("prune", "-m", tt, "-o", folder.resolve("p.json"), "--ratio-wh", "0.5");
    assertThat(prune.code()).isEqualTo(2);
    assertThat(prune.err()).contains("no such matrix, it holds layers.0.joined as tensor-train");
  }

  /** Wh of such a layer is a matrix like others; Wx is none. */
  @Test
  void otherTechniquesWorkOnWhatIsAMatrix() {
    Path ht = folder.resolve("ht.json");
    assertThat(train(ht, HT).code()).isZero();
    Path pruned = folder.resolve("pruned.json");
    Run prune = Run.of("prune", "-m", ht, "-o", pruned, "--ratio-wh", "0.5", "--epochs", "1");
    assertThat(prune.code()).as(prune.err()).isZero();
    Model m = model(pruned);
    assertThat(m.masks()).containsOnlyKeys("layers.0.wh");
    assertThat(m.compression().scheme()).isEqualTo("mixed");
    assertThat(m.compression().matrices()).containsOnlyKeys("layers.0.wx", "layers.0.wh");
    assertThat(m.weights().get("layers.0.wx.root"))
        .isNotEqualTo(model(ht).weights().get("layers.0.wx.root"));
    for (String command :
        new String[] {
          "prune --ratio-wx 0.5 --ratio-wh 0.5",
          "circulantize --block-wx 2 --block-wh 2",
          "prune --ratio layers.0.wx=0.5 --ratio-wh 0.5"
        }) {
      List<Object> args = new ArrayList<>(List.of(command.split(" ")));
      args.addAll(List.of("-m", ht, "-o", folder.resolve("no.json")));
      Run refused = Run.of(args.toArray());
      assertThat(refused.code()).as(command).isEqualTo(2);
      assertThat(refused.err()).hasLineCount(1);
    }
    assertThat(folder.resolve("no.json")).doesNotExist();
    Path circulant = folder.resolve("circulant.json");
    Run blocks = Run.of("circulantize", "-m", ht, "-o", circulant, "--block-wh", "2");
    assertThat(blocks.code()).as(blocks.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format ht|--modes-in is missing",
        "--modes-in 2,4 --modes-out 8,4|add --format ht",
        "--format tt --modes-in 2,3 --modes-out 32,1 --rank-inner 2|does not hold 7 columns",
        "--format tt --modes-in 7,1 --modes-out 2,16 --rank-inner 2|multiple of 4",
        "--format tt --modes-in 2,4 --modes-out 8,4,1 --rank-inner 2|pair up",
        "--format tt --modes-in 2,4 --modes-out 8,4|ranks are missing",
        "--format tt --modes-in 2,4 --modes-out 8,4 --rank-inner 99|at most 16",
        "--format tt --modes-in 2,4 --modes-out 8,4 --ranks 2,2|1 are needed",
        "--format tt --modes-in 2,4 --modes-out 8,4 --rank-inner 2 --tree (1,2)|has no tree",
        "--format ht --modes-in 2,4 --modes-out 8,4 --rank-leaf 2 --tree ((1,2)|tree",
        "--format ht --modes-in 2,4 --modes-out 8,4 --rank-leaf 2 --tree (1,1)|twice",
        "--format ht --modes-in 2,4 --modes-out 8,4 --rank-leaf 2 --order leaf1|must name each",
        "--format ht --modes-in 2,0 --modes-out 8,4 --rank-leaf 2|at least 1",
        "--format ht --modes-in 2,4 --modes-out 8,4 --rank-leaf 2 --tensor-layer 3|0 to 0",
        "--cell gru --format ht --modes-in 4,4 --modes-out 6,4 --rank-leaf 2 --fully|reset gate"
      })
  void whatCannotBeIsRefusedInOneLine(String options) {
    String[] parts = options.split("\\|");
    Path out = folder.resolve("no.json");
    Run run = train(out, parts[0]);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(parts[1]).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void aTrainedModelIsDecomposedAndTuned() throws IOException {
    Path dense = folder.resolve("dense.json");
    assertThat(Run.train(dense).code()).isZero();
    Model before = model(dense);
    Path exact = folder.resolve("exact.json");
    String form = " --format tt --modes-in 2,4 --modes-out 8,4";
    Run run = decompose(dense, exact, form + " --error 0");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("relative error of the decomposition 0.00000");
    // 16 x 16 pairs hold all of the matrix, so the network computes what it computed.
    assertThat(model(exact).metrics().compressed())
        .isCloseTo(before.metrics().dense(), within(1e-4));
    Path rough = folder.resolve("rough.json");
    assertThat(decompose(dense, rough, form + " --budget 80").code()).isZero();
    Model cut = model(rough);
    assertThat(cut.network().layers().get(0).factored().parameters()).isBetween(60L, 80L);
    assertThat(cut.metrics().compressed()).isGreaterThan(model(exact).metrics().compressed());
    assertThat(cut.metrics().dense()).isEqualTo(before.metrics().dense());
    assertThat(cut.weights().get("layers.0.wh")).isEqualTo(before.weights().get("layers.0.wh"));
    Path tuned = folder.resolve("tuned.json");
    Run tune = decompose(dense, tuned, form + " --budget 80 --epochs 3");
    assertThat(tune.code()).as(tune.err()).isZero();
    assertThat(model(tuned).metrics().compressed()).isLessThan(cut.metrics().compressed());
    assertThat(model(tuned).history()).extracting("command").containsExactly("train", "decompose");
    assertThat(model(tuned).history().get(1).notes()).contains("relative error", "224 dense");
    Path whole = folder.resolve("whole.json");
    Run fully =
        decompose(
            dense,
            whole,
            " --fully --format ht --modes-in 4,4 --modes-out 8,4 --rank-leaf 6 --fine-tune");
    assertThat(fully.code()).as(fully.err()).isZero();
    assertThat(model(whole).weights())
        .containsKey("layers.0.joined.root")
        .doesNotContainKeys("layers.0.wx", "layers.0.wh");
    for (String wrong :
        new String[] {
          form,
          form + " --error 0.1 --budget 80",
          form + " --rank-inner 2 --error 0.1",
          form + " --error 1.5",
          form + " --budget 3",
          " --modes-in 2,4 --modes-out 8,4 --error 0.1",
          ""
        }) {
      Run refused = decompose(dense, folder.resolve("no.json"), wrong);
      assertThat(refused.code()).as(wrong + refused.err()).isEqualTo(2);
      assertThat(refused.err()).hasLineCount(1);
    }
    Run twice = decompose(exact, folder.resolve("no.json"), form + " --rank-inner 2");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("layers.0.wx is a tensor-train already");
  }

  private static Run decompose(Path in, Path out, String options) {
    String line = "decompose -m " + in + " -o " + out + options;
    return Run.of((Object[]) line.split(" "));
  }

  @Test
  void aKindOfTensorNetworkIsRefusedWhereNobodyReadsIt() {
    for (String line : new String[] {"--format ht report", "prune --format tt"}) {
      Run run = Run.of((Object[]) line.split(" "));
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("which train and decompose make");
    }
    Run other = Run.of("report", "--format", "xml");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("expected one of [text, json, csv, md]");
  }

  @Test
  void wideFramesTrainWithoutTheirMatrix() throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    IdxFiles.write(mnist, 24, 6);
    Path out = folder.resolve("video.json");
    Run run =
        Run.of(
            (Object[])
                ("-q train --data moving-digits:"
                        + mnist
                        + " --data-option frames=2 --data-option train=8 --data-option valid=2"
                        + " --data-option test=4 --hidden 256 --epochs 1 --batch 4 --format ht"
                        + " --modes-in 8,10,10,9,8 --modes-out 16,4,2,4,2 --tree (((1,2),3),(4,5))"
                        + " --rank-leaf 4 --rank-inner 5 --format json -o "
                        + out)
                    .split(" ", -1));
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode t = JSON.readTree(run.out()).at("/compression/tensorNetworks/layers.0.wx");
    assertThat(t.path("parameters").asInt()).isEqualTo(1245);
    assertThat(t.path("multiplications").asInt()).isLessThanOrEqualTo(2_408_448);
    assertThat(Files.size(weights(out))).isLessThan(2_000_000);
  }

  private static Path weights(Path manifest) throws IOException {
    try (var files = Files.list(manifest.getParent())) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".safetensors"))
          .findFirst()
          .orElseThrow();
    }
  }
}
