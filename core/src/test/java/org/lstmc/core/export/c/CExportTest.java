package org.lstmc.core.export.c;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.export.ExportFolder;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.datapath.RandomModels;

/**
 * Exported C against the integer datapath: chosen shapes of each family, calibrated as a user has
 * them; what the folder promises; what is refused.
 */
class CExportTest {
  @TempDir Path folder;

  private static LayerSpec layer(CellType cell, int x, int h, int p, boolean peepholes) {
    return new LayerSpec(cell, x, h, p, peepholes);
  }

  /** Rows keep that many weights each, at places of their own. */
  private static Model rowBalanced(Model m, int kept) {
    Map<String, Mask> masks = new TreeMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor w = m.weights().get(name);
      Mask mask = Mask.empty(w.rows(), w.cols());
      for (int r = 0; r < w.rows(); r++) {
        for (int i = 0; i < Math.min(kept, w.cols()); i++) {
          mask.kept().set(r * w.cols() + (7 * r + 3 * i + i * i) % w.cols());
        }
        for (int c = 0; mask.rowCount(r) < Math.min(kept, w.cols()); c++) {
          mask.kept().set(r * w.cols() + c);
        }
      }
      masks.put(name, mask);
    }
    return m.withCompression(CompressionSpec.DENSE, masks);
  }

  private static Model circulant(Model m, int block) {
    Map<String, Tensor> weights = new TreeMap<>(m.weights());
    Map<String, MatrixCompression> c = new TreeMap<>();
    CirculantStructure form = new CirculantStructure(block);
    for (String name : m.network().layerMatrices()) {
      weights.put(name, form.project(m.weights().get(name)));
      c.put(name, form.describe(weights.get(name)));
    }
    return m.withWeights(weights).withCompression(CompressionSpec.of(c), Map.of());
  }

  private static List<Arguments> shapes() {
    List<Arguments> all = new ArrayList<>();
    int[][] sizes = {{1, 1}, {2, 1}, {3, 5}, {7, 9}, {13, 16}, {12, 33}};
    for (String family : List.of("dense", "row-balanced", "block-circulant")) {
      for (int i = 0; i < 12; i++) {
        CellType cell = CellType.values()[i % 3];
        int[] s = sizes[i % sizes.length];
        boolean lstm = cell == CellType.LSTM;
        int width = i % 4 == 3 ? 16 : i % 4 == 2 ? 6 : i % 4 == 1 ? 8 : 12;
        int projection = lstm && i % 2 == 1 ? (s[1] + 1) / 2 : 0;
        InputSpec input =
            i < 6
                ? InputSpec.features(s[0])
                : i % 2 == 0 ? InputSpec.oneHot(s[0] + 1) : InputSpec.embedding(9, s[0]);
        LayerSpec first = layer(cell, input.size(), s[1], projection, lstm && i % 4 != 0);
        List<LayerSpec> layers = new ArrayList<>(List.of(first));
        if (i % 3 != 1) {
          CellType second = CellType.values()[(i + 1) % 3];
          layers.add(layer(second, first.outputSize(), s[1] + 1, 0, false));
        }
        NetworkSpec n = new NetworkSpec("shape", input, layers, i % 5 == 4 ? 0 : 1 + i % 4);
        all.add(Arguments.of(family, i, width, n));
      }
    }
    return all;
  }

  private static Model quantized(String family, int i, int width, NetworkSpec n) {
    RandomModels random = new RandomModels(100L + i);
    Model dense = random.model(n, TaskKind.FRAME_LABELLING, 0.6, 0);
    Model m =
        switch (family) {
          case "row-balanced" -> rowBalanced(dense, 1 + i % 4);
          case "block-circulant" -> circulant(dense, 2 << (i % 4));
          default -> dense;
        };
    NetworkSpec scored = n.classes() > 0 ? n : new NetworkSpec("s", n.input(), n.layers(), 1);
    Model forData = random.model(scored, TaskKind.FRAME_LABELLING, 1, 0);
    Split split = random.split(forData, 4, 20, false);
    return m.withQuantization(
        Calibration.of(m, QuantizeOptions.defaults().withWidth(width), split));
  }

  private CompiledModel export(Model m, String name, String... flags) {
    List<Sequence> inputs = SelfCheck.random(m.network(), 40, 5);
    CExport e = CExport.of(new StoredModel(null, "-", m), name, inputs, "random");
    return new CompiledModel(folder.resolve(name), e).compile(flags);
  }

  @ParameterizedTest(name = "{0} {1}: {2} bits")
  @MethodSource("shapes")
  void everyShapeGivesTheDatapathsBits(String family, int i, int width, NetworkSpec n)
      throws IOException {
    assumeTrue(CompiledModel.hasGcc(), "no gcc: apt-get install gcc");
    Model m = quantized(family, i, width, n);
    CompiledModel c = export(m, "net", "-O2");
    c.equalsTheDatapath();
    assertThat(c.output().lines().distinct().count()).as("outputs that move").isGreaterThan(2);
  }

  @Test
  void flashAndRamAreWhatTheObjectHas() {
    assumeTrue(CompiledModel.hasGcc(), "no gcc: apt-get install gcc");
    for (Arguments a : List.of(shapes().get(4), shapes().get(20), shapes().get(35))) {
      Object[] v = a.get();
      Model m = quantized((String) v[0], (int) v[1], (int) v[2], (NetworkSpec) v[3]);
      CompiledModel c = export(m, "sized" + v[1], "-Os", "-fno-pie", "-no-pie");
      String name = c.export.description().name();
      c.run(null, "gcc", "-std=c99", "-Os", "-fno-pie", "-c", name + ".c");
      // Symbols of the object: tables are read-only data; the state stands in the program.
      long tables = 0;
      Matcher t =
          Pattern.compile("(?m)^\\w+ (\\w+) r (\\w+)$")
              .matcher(c.run(null, "nm", "-S", name + ".o"));
      while (t.find()) {
        boolean described =
            t.group(2).matches("(function|fft|spectrum|circulant)_\\d.*|layers|output")
                || t.group(2)
                    .matches("embedding_table|layer_\\d+_[a-z]+(?<!bias|peephole)|output_rows")
                || t.group(2).contains(".");
        tables += described ? 0 : Long.parseLong(t.group(1), 16);
      }
      assertThat(tables).as(name).isEqualTo(c.export.description().flashTableBytes());
      Matcher s =
          Pattern.compile("(?m)^\\w+ (\\w+) b state$").matcher(c.run(null, "nm", "-S", "program"));
      assertThat(s.find()).isTrue();
      assertThat(Long.parseLong(s.group(1), 16)).isEqualTo(c.export.description().ramBytes());
      String[] size = c.run(null, "size", name + ".o").lines().toList().get(1).trim().split("\\s+");
      // Code and descriptions: at most 12 KB here; nothing is written to but the state.
      assertThat(Long.parseLong(size[0])).isBetween(tables, tables + 12_288);
      assertThat(size[1]).isEqualTo("0");
      assertThat(size[2]).isEqualTo("0");
    }
  }

  @Test
  void makeTestComparesAndNoticesEveryChange() throws IOException {
    assumeTrue(CompiledModel.hasGcc(), "no gcc: apt-get install gcc");
    Object[] v = shapes().get(3).get();
    Model m = quantized("dense", 3, 12, (NetworkSpec) v[3]);
    CompiledModel c = export(m, "checked");
    assertThat(c.run(null, "make", "test")).contains("40 steps equal, bit for bit");
    // Another weight, another result: the first number of Wx, one place up.
    Path source = folder.resolve("checked/checked.c");
    String text = Files.readString(source, UTF_8);
    Matcher first =
        Pattern.compile("(layer_0_gates_0_weights\\[\\d+\\] = \\{\\s+)(-?\\d+)").matcher(text);
    assertThat(first.find()).isTrue();
    int changed = Integer.parseInt(first.group(2)) ^ 64;
    Files.writeString(source, first.replaceFirst("$1" + changed), UTF_8);
    assertThatThrownBy(() -> c.run(null, "make", "test")).isInstanceOf(AssertionError.class);
  }

  @Test
  void tablesOfAnotherContractDoNotCompile() throws IOException {
    assumeTrue(CompiledModel.hasGcc(), "no gcc: apt-get install gcc");
    Model m = quantized("dense", 0, 12, (NetworkSpec) shapes().get(0).get()[3]);
    CompiledModel c = export(m, "net");
    Path runtime = folder.resolve("net/lstmc_fixed.h");
    String text = Files.readString(runtime, UTF_8);
    for (String other :
        List.of(
            text.replaceFirst("CONTRACT_HASH 0x.", "CONTRACT_HASH 0x"),
            text.replaceFirst("RUNTIME_CONTRACT \\d+", "RUNTIME_CONTRACT 1"))) {
      assertThat(other).isNotEqualTo(text);
      Files.writeString(runtime, other, UTF_8);
      assertThatThrownBy(() -> c.compile())
          .hasMessageContaining("follow different number contracts: export again");
    }
  }

  @Test
  void theSameModelGivesTheSameBytesAndTwoModelsLiveInOneProgram() throws IOException {
    assumeTrue(CompiledModel.hasGcc(), "no gcc: apt-get install gcc");
    Model a = quantized("dense", 2, 12, (NetworkSpec) shapes().get(2).get()[3]);
    Model b = quantized("block-circulant", 1, 16, (NetworkSpec) shapes().get(1).get()[3]);
    CompiledModel first = export(a, "one");
    CompiledModel second = export(b, "two");
    CExport again =
        CExport.of(
            new StoredModel(null, "-", a), "one", SelfCheck.random(a.network(), 40, 5), "random");
    again.files().forEach((f, bytes) -> assertThat(first.export.files().get(f)).isEqualTo(bytes));
    Files.writeString(
        folder.resolve("both.c"),
        "#include \"one/one.h\"\n#include \"two/two.h\"\n"
            + "static one_state a; static two_state b;\n"
            + "int main(void) { one_start(&a); two_start(&b); return 0; }\n",
        UTF_8);
    second.run(null, "gcc", "-o", "../both", "../both.c", "two.c", "../one/one.c");
    second.run(null, "../both");
  }

  @Test
  void whatCannotBeExportedIsRefused() {
    Model m = quantized("dense", 0, 12, (NetworkSpec) shapes().get(0).get()[3]);
    List<Sequence> none = List.of();
    assertThatThrownBy(
            () ->
                CExport.of(
                    new StoredModel(null, "-", m.withQuantization(null)), null, none, "random"))
        .hasMessageContaining("is not quantized")
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
    LayerSpec l = m.network().layers().get(0);
    TensorForm form =
        new TensorForm(
            TensorForm.Format.TT,
            List.of(1, 1),
            List.of(4, 1),
            null,
            List.of(1),
            false,
            List.of("core1", "core2"));
    LayerSpec factored =
        new LayerSpec(l.cell(), l.inputSize(), l.hiddenSize(), 0, l.peepholes(), form);
    NetworkSpec n = new NetworkSpec("f", m.network().input(), List.of(factored), 1);
    assertThatThrownBy(
            () -> CExport.of(new StoredModel(null, "-", m.withNetwork(n)), null, none, "random"))
        .hasMessageContaining("tensor network")
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(LstmcException.Kind.UNSUPPORTED);
    for (String name : List.of("int", "9lives", "a-b", "lstmc_x", "")) {
      assertThatThrownBy(() -> CExport.of(new StoredModel(null, "-", m), name, none, "random"))
          .hasMessageContaining("--name");
    }
  }

  @Test
  void aFolderOfOtherFilesStaysAsItIs() throws IOException {
    Path other = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(other.resolve("notes.txt"), "keep", UTF_8);
    assertThatThrownBy(() -> ExportFolder.write(other, Map.of("a", new byte[1])))
        .hasMessageContaining("no earlier export");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> ExportFolder.write(file, Map.of())).hasMessageContaining("is a file");
    Path ours = folder.resolve("ours");
    ExportFolder.write(ours, Map.of(ExportFolder.DESCRIPTOR, new byte[] {1}, "old", new byte[1]));
    ExportFolder.write(ours, Map.of(ExportFolder.DESCRIPTOR, new byte[] {2}));
    assertThat(ours.resolve(ExportFolder.DESCRIPTOR)).hasBinaryContent(new byte[] {2});
    assertThat(ours.resolve("old")).doesNotExist();
    assertThat(other.resolve("notes.txt")).hasContent("keep");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith("."));
    }
  }
}
