package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

class StructuresTest {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "net",
          InputSpec.features(6),
          List.of(
              new LayerSpec(CellType.LSTM, 6, 16, 8, false),
              new LayerSpec(CellType.LSTM, 8, 16, 8, false)),
          2);

  private static Map<String, Structure> blocks(Integer wx, Integer wh, Map<String, Integer> named) {
    return Structures.of(
            Structures.byName("circulant"),
            new MatrixChoice<>(wx, wh, null, named),
            Map.of(),
            NETWORK)
        .structures();
  }

  /** Every class below this package that is a technique or a structure, found on disk. */
  @Test
  void noTechniqueIsForgottenInTheList() throws IOException, URISyntaxException {
    TreeSet<String> families = classes(StructureFamily.class);
    TreeSet<String> structures = classes(Structure.class);
    assertThat(families).hasSizeGreaterThanOrEqualTo(2);
    assertThat(structures).hasSizeGreaterThanOrEqualTo(2);
    assertThat(Structures.ALL).extracting(f -> f.getClass().getName()).containsAll(families);
    assertThat(Structures.ALL).extracting(f -> one(f).getClass().getName()).containsAll(structures);
    assertThat(Structures.ALL)
        .extracting(StructureFamily::name)
        .containsAll(PruningPatterns.ALL.stream().map(PruningPattern::name).toList());
  }

  private static Structure one(StructureFamily family) {
    int[] shape = {8, 8};
    if (family.parameters().containsKey("block2")) {
      Map<String, Integer> blocks = Map.of("block1", 4, "block2", 2, "keep1", 2, "keep2", 1);
      return family.of(shape, 0.5, blocks).orElseThrow();
    }
    double size = family.size() == StructureFamily.Size.BLOCK ? 4 : 0.5;
    return family.of(shape, size, Map.of()).orElseThrow();
  }

  private static TreeSet<String> classes(Class<?> of) throws IOException, URISyntaxException {
    Path root = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("org/lstmc/core/compress"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name =
            root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        if (!name.endsWith("package-info") && isA(name, of)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static boolean isA(String name, Class<?> of) {
    try {
      Class<?> type = Class.forName(name, false, of.getClassLoader());
      return of.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a projected matrix says of itself names the technique that made it. */
  @Test
  void everyTechniqueDescribesItsOwn() {
    Tensor matrix = TestMatrices.normal(8, 8, 3);
    for (StructureFamily family : Structures.ALL) {
      Structure s = one(family);
      MatrixCompression c = s.describe(s.project(matrix));
      assertThat(c.scheme()).isEqualTo(family.name());
      assertThat(c.ratio()).isBetween(0.4, 0.8);
      assertThat(Structures.ofScheme(c.scheme())).containsSame(family);
      assertThat(Structures.byName(family.shortName())).isSameAs(family);
    }
  }

  @Test
  void sizesAreChosenByKindAndByName() {
    Map<String, Structure> all = blocks(8, 4, Map.of("wh", 2, "layers.1.wh", 16, "layers.0.wx", 1));
    assertThat(all.keySet())
        .containsExactly(
            "layers.0.wh",
            "layers.0.projection",
            "layers.1.wx",
            "layers.1.wh",
            "layers.1.projection");
    assertThat(all.get("layers.0.wh").id()).isEqualTo("block-circulant block=2");
    assertThat(all.get("layers.1.wh").id()).isEqualTo("block-circulant block=16");
    assertThat(all.get("layers.1.wx").id()).isEqualTo("block-circulant block=8");
    assertThat(all.get("layers.0.projection").id()).isEqualTo("block-circulant block=4");
    assertThat(blocks(null, null, Map.of("wx", 2)).keySet())
        .containsExactly("layers.0.wx", "layers.1.wx");
  }

  @Test
  void refusesWhatDoesNotFit() {
    for (int bad : new int[] {0, -4, 3, 2048}) {
      refuses(() -> blocks(bad, null, Map.of()), "layers.0.wx: block size " + bad);
    }
    // Wx is 64 x 6: 64 stands over its width alone, 128 over both sides.
    assertThat(blocks(64, null, Map.of("layers.1.wx", 1))).hasSize(1);
    refuses(() -> blocks(128, null, Map.of()), "only 64 x 6");
    refuses(() -> blocks(4, null, Map.of("wx.i", 2)), "leave out .i");
    refuses(() -> blocks(4, null, Map.of("layers.7.wx", 2)), "fits no matrix");
    refuses(() -> blocks(4, null, Map.of("weights", 2)), "write [layers.N.]wx");
    refuses(() -> Structures.byName("diagonal"), "circulant, row-balanced, bank-balanced");
    MatrixChoice<Double> ratios = new MatrixChoice<>(1.0, null, null, Map.of());
    refuses(
        () -> Structures.of(Structures.byName("row-balanced"), ratios, Map.of(), NETWORK),
        "layers.0.wx: row-balanced: ratio 1.0");
    refuses(
        () ->
            Structures.of(
                Structures.byName("circulant"),
                new MatrixChoice<>(4, null, null, Map.of()),
                Map.of("banks", 2),
                NETWORK),
        "has no parameter 'banks'");
  }

  private static void refuses(Runnable action, String expected) {
    assertThatThrownBy(action::run)
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.USAGE));
  }
}
