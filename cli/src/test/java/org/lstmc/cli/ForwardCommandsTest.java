package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import picocli.CommandLine;

/** What every command does with a feed-forward network: its work, or one clear line. */
class ForwardCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NETWORK = "8C3-MP2-16C3-24-10";

  @TempDir static Path folder;
  private static Path model;

  /**
   * What a command is given after its name; MODEL stands for the model, OUT for a file of its own.
   *
   * @param refused whether it is one that takes recurrent networks alone (exit code 4)
   */
  private record Case(boolean refused, String... arguments) {}

  /** Every command that reads a model. */
  private static final Map<String, Case> TAKES_A_MODEL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "prune",
                  new Case(
                      false,
                      "-m MODEL -o OUT.json --ratio-all 0.5 --ratio forward.0=0 --epochs 1"
                          .split(" "))),
              Map.entry(
                  "prune --search",
                  new Case(true, "-m MODEL -o OUT.json --overall 0.5".split(" "))),
              Map.entry(
                  "circulantize",
                  new Case(false, "-m MODEL -o OUT.json --block-size 8 --no-simulate".split(" "))),
              Map.entry(
                  "train-admm",
                  new Case(
                      false,
                      "-m MODEL -o OUT.json --constraint circulant --block-size 4 --epochs 2 --no-simulate"
                          .split(" "))),
              Map.entry(
                  "decompose",
                  new Case(
                      true,
                      "-m MODEL -o OUT.json --format tt --modes-in 4,4 --modes-out 4,6 --error 0.3"
                          .split(" "))),
              Map.entry(
                  "quantize",
                  new Case(false, "-m MODEL -o OUT.json --width 12 --no-simulate".split(" "))),
              Map.entry("explore", new Case(true, "-m MODEL -o OUT.json".split(" "))),
              Map.entry("simulate", new Case(true, "-m MODEL --accelerator brds".split(" "))),
              Map.entry("compare", new Case(true, "-m MODEL".split(" "))),
              Map.entry("report", new Case(false, "MODEL")),
              Map.entry("inspect", new Case(false, "MODEL")),
              Map.entry("export c", new Case(true, "-m MODEL -o OUT".split(" "))),
              Map.entry("export verilog", new Case(true, "-m MODEL -o OUT".split(" "))),
              Map.entry("export onnx", new Case(false, "-m MODEL -o OUT".split(" "))),
              Map.entry("export safetensors", new Case(false, "-m MODEL -o OUT".split(" ")))));

  /** Those that read none; {@code import} and {@code train} make one. */
  private static final Set<String> TAKES_NONE =
      Set.of("train", "import", "verify", "reproduce", "data", "help", "generate-completion");

  @BeforeAll
  static void train() throws IOException {
    IdxFiles.write(folder, 60, 40);
    model = folder.resolve("cnn.json");
    Run run =
        Run.of(
            "-q",
            "train",
            "--data",
            "mnist:" + folder,
            "--image-size",
            "10",
            "--network",
            NETWORK,
            "--epochs",
            "1",
            "--no-simulate",
            "-o",
            model);
    assertThat(run.code()).as(run.err()).isZero();
  }

  /** A new command must say here what it does with feed-forward networks. */
  @Test
  void noCommandIsForgotten() {
    TreeSet<String> all = new TreeSet<>();
    new CommandLine(new Lstmc(new Interruption()))
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getSubcommands().isEmpty()) {
                all.add(name);
              }
              command.getSubcommands().keySet().forEach(form -> all.add(name + " " + form));
            });
    TreeSet<String> said = new TreeSet<>(TAKES_NONE);
    said.addAll(TAKES_A_MODEL.keySet());
    said.remove("prune --search");
    assertThat(said).isEqualTo(all);
  }

  static Stream<String> commands() {
    return TAKES_A_MODEL.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandWorksOrRefusesInOneLine(String command) throws IOException {
    Case c = TAKES_A_MODEL.get(command);
    Path out = folder.resolve(command.replace(' ', '-'));
    List<Object> line = new ArrayList<>(List.of("-q"));
    line.addAll(List.of(command.split(" ")));
    for (String a : c.arguments()) {
      line.add(a.replace("MODEL", model.toString()).replace("OUT", out.toString()));
    }
    byte[] before = Files.readAllBytes(model);
    Run run = Run.of(line.toArray());
    assertThat(run.code()).as("%s: %s", line, run.err()).isEqualTo(c.refused() ? 4 : 0);
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
    if (c.refused()) {
      assertThat(run.err().strip())
          .startsWith("lstmc: ")
          .contains("feed-forward")
          .doesNotContain("\n");
      assertThat(run.out()).isEmpty();
      assertThat(out).doesNotExist();
      assertThat(Path.of(out + ".json")).doesNotExist();
    } else {
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isNotBlank();
    }
  }

  /** Machines for recurrent layers say so; one for images may refuse for reasons of its own. */
  @Test
  void everyMachineTakesTheNetworkOrSaysWhyNot() {
    for (Accelerator a : Accelerators.all()) {
      Run run = Run.of("-q", "simulate", "-m", model, "--accelerator", a.name());
      assertThat(run.code()).as("%s: %s", a.name(), run.err()).isIn(0, 4);
      if (run.code() == 4) {
        assertThat(run.err().strip()).as(a.name()).contains("cnn.json").doesNotContain("\n");
      }
    }
  }

  @Test
  void reportsSpeakOfImagesAndLayers() throws IOException {
    Run inspect = Run.of("inspect", model);
    assertThat(inspect.out())
        .contains(
            "input    features 10x10x1",
            "layer 0   convolution 8 of 3x3            10x10x1 -> 8x8x8       80 parameters, 4,608",
            "layer 2   max pooling 2x2                   8x8x8 -> 4x4x8\n",
            "layer 3   convolution 16 of 3x3             4x4x8 -> 2x2x16      1,168 parameters, 4,608",
            "layer 6   dense                                64 -> 24          1,560 parameters, 1,536",
            "output   10 classes; 10,992 MACs an image")
        .doesNotContain("gates", "hidden");
    JsonNode card = JSON.readTree(Run.of("inspect", model, "--format", "json").out());
    assertThat(card.at("/forwardLayers")).hasSize(9);
    assertThat(card.at("/forwardLayers/3/macs").asLong()).isEqualTo(4608);
    Run report = Run.of("report", model);
    assertThat(report.out())
        .contains("mnist: cnn, convolution 8 of 3x3 10x10x1->8x8x8, relu,")
        .contains("3,058 parameters, 10,992 MACs an image", "layers' matrices")
        .doesNotContain("Wx", "recurrent", "gate");
    JsonNode json = JSON.readTree(Run.of("report", model, "--format", "json").out());
    RoadTest.checkSchema("report.schema.json", json);
    assertThat(json.at("/model/layers").asInt()).isEqualTo(9);
    assertThat(json.at("/model/denseMacs").asLong())
        .isEqualTo(72 * 64 + 16 * 72 * 4 + 64 * 24 + 240);
    assertThat(json.at("/model/denseParameters").asLong()).isEqualTo(80 + 1168 + 1560 + 250);
    assertThat(json.at("/compression/ratioWx").isNull()).isTrue();
    RoadTest.checkSchema("model.schema.json", JSON.readTree(model.toFile()));
    Path html = folder.resolve("page.html");
    assertThat(Run.of("report", model, "--html", html).code()).isZero();
    assertThat(Files.readString(html))
        .contains("forward.3.weight")
        .doesNotContain("Recurrent matr");
  }

  @Test
  void circulantizeSaysWhatStaysDenseAndWhatFits() throws IOException {
    Path out = folder.resolve("blocks.json");
    Run run = Run.of("circulantize", "-m", model, "-o", out, "--block-size", 8, "--no-simulate");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("forward.0.weight stays dense: a convolution of 1 input and 8 output channels");
    assertThat(run.out())
        .contains("block-circulant; not stored of forward.3 in blocks of 8 87.5 %");
    Model m = ManifestStore.read(out).model();
    assertThat(m.compression().matrices().keySet())
        .containsExactly("forward.3.weight", "forward.6.weight", "forward.8.weight");
    assertThat(
            JSON.readTree(out.toFile())
                .at("/history/1/options/structure.forward.3.weight")
                .asText())
        .isEqualTo("block-circulant block=8");
    RoadTest.checkSchema("model.schema.json", JSON.readTree(out.toFile()));
    Run refused =
        Run.of("circulantize", "-m", model, "-o", out, "--block-size", 16, "--no-simulate");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "lstmc: forward.3.weight: a convolution of 8 input and 16 output channels does not divide"
                + " into blocks of 16; allowed: 2, 4, 8, or 1, which leaves the layer dense");
    assertThat(
            Run.of("circulantize", "-m", model, "-o", out, "--block-wx", 8, "--no-simulate").err())
        .contains("block size 8 of wx: 'mnist' is a feed-forward network");
    assertThat(Run.of("circulantize", "-m", out, "--block-size", 8, "--block", "all=4").err())
        .contains("--block-size 8 and all=4: give one");
    Run twice =
        Run.of("prune", "-m", out, "--ratio", "forward.3=0.5", "--no-retrain", "--no-simulate");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("forward.3.weight is block-circulant");
  }

  @Test
  void aScanGoesThroughTheLayersWithoutAGrid() throws IOException {
    Path prefix = folder.resolve("scan");
    Run run =
        Run.of(
            "prune",
            "-m",
            model,
            "-o",
            folder.resolve("scanned.json"),
            "--scan",
            prefix,
            "--ratio-all",
            0.5,
            "--no-retrain",
            "--no-simulate");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("scan.csv"))).contains("forward.3.weight");
    assertThat(folder.resolve("scan.svg")).exists();
    assertThat(folder.resolve("scan-grid.csv")).doesNotExist();
    assertThat(run.err()).contains("no grid");
  }

  @Test
  void anExportedFileIsImportedAndScoredAlike() throws IOException {
    Path file = folder.resolve("cnn.safetensors");
    Path back = folder.resolve("back.json");
    assertThat(Run.of("export", "safetensors", "-m", model, "-o", file).code()).isZero();
    String data = "mnist:" + folder;
    Run run =
        Run.of(
            "import",
            file,
            "--data",
            data,
            "--data-option",
            "size=10",
            "-o",
            back,
            "--no-simulate");
    assertThat(run.code()).as(run.err()).isZero();
    Model imported = ManifestStore.read(back).model();
    Model trained = ManifestStore.read(model).model();
    assertThat(imported.network().forward()).isEqualTo(trained.network().forward());
    assertThat(imported.weights()).isEqualTo(trained.weights());
    assertThat(imported.metrics().dense()).isEqualTo(trained.metrics().dense());
    assertThat(Run.of("import", file, "--image", "9x9x1", "-o", back).code()).isEqualTo(5);
    assertThat(Run.of("import", file, "--gate-order", "ifgo", "-o", back).err())
        .contains("a feed-forward network has no gates");
    Path onnx = folder.resolve("cnn.onnx");
    assertThat(Run.of("export", "onnx", "-m", model, "-o", onnx).code()).isZero();
    Run refused = Run.of("import", onnx, "-o", back);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("ONNX files are not read");
  }
}
