package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;

/** Networks whose layers hold tensor networks, in files. */
class FactoredManifestTest {
  @TempDir Path folder;

  private static final TensorForm HT =
      new TensorForm(
          TensorForm.Format.HT,
          List.of(2, 3, 2),
          List.of(8, 2, 1),
          "(1,(2,3))",
          List.of(2, 3, 2, 4),
          false,
          List.of("leaf1", "leaf3", "leaf2", "node1", "root"));

  private static final TensorForm JOINED_TT =
      new TensorForm(
          TensorForm.Format.TT,
          List.of(3, 4),
          List.of(4, 3),
          null,
          List.of(3),
          true,
          List.of("core2", "core1"));

  private static NetworkSpec network() {
    return new NetworkSpec(
        "factored",
        InputSpec.features(11),
        List.of(
            new LayerSpec(CellType.LSTM, 11, 4, 0, true, HT),
            new LayerSpec(CellType.LSTM, 4, 3, 2, false, JOINED_TT),
            new LayerSpec(CellType.GRU, 2, 5, 0, false)),
        2);
  }

  private Path manifest() {
    return folder.resolve("model.json");
  }

  @Test
  void survives() throws IOException {
    Model model = Models.random(network(), 3);
    assertThat(model.weights().keySet())
        .contains("layers.0.wx.leaf3", "layers.0.wh", "layers.1.joined.core1")
        .doesNotContain("layers.0.wx", "layers.1.wx", "layers.1.wh");
    assertThat(model.weights().get("layers.0.wx.node1").shape()).containsExactly(4, 3, 2);
    assertThat(model.weights().get("layers.0.wx.root").shape()).containsExactly(2, 4);
    assertThat(model.weights().get("layers.1.joined.core2").shape()).containsExactly(3, 3, 4, 1);
    ManifestStore.write(manifest(), model);
    Model read = ManifestStore.read(manifest()).model();
    assertThat(read).usingRecursiveComparison().isEqualTo(model);
    assertThat(read.compression().scheme()).isEqualTo(CompressionSpec.MIXED);
    assertThat(read.compression().matrices().keySet())
        .containsExactlyInAnyOrder("layers.0.wx", "layers.1.joined");
    assertThat(Files.readString(manifest()))
        .contains("\"hierarchical-tucker\"", "\"(1,(2,3))\"", "\"tensor-train\"");
  }

  @Test
  void denseParametersAreThoseOfTheMatrices() {
    long dense = 16 * 11 + 16 * 4 + 16 + 12 + 12 * (4 + 2) + 12 + 2 * 3 + 15 * (2 + 5) + 20 + 12;
    assertThat(network().parameters()).isEqualTo(dense);
    // HT: 8*2*2 + 2*3*3 + 1*2*2 + 4*3*2 + 2*4; TT: 4*3*3 + 3*3*4.
    assertThat(network().trainedParameters())
        .isEqualTo(dense - 16 * 11 - 12 * 6 + (32 + 18 + 4 + 24 + 8) + (36 + 36));
  }

  private void edited(Consumer<ObjectNode> change) throws IOException {
    ManifestStore.write(manifest(), Models.random(network(), 3));
    ObjectNode tree = (ObjectNode) ManifestJson.MAPPER.readTree(manifest().toFile());
    tree.remove("contentSha256");
    change.accept(tree);
    Files.write(manifest(), ManifestJson.bytes(tree));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modesIn|[2,2,2]|does not hold 11 columns",
        "modesOut|[4,2,1]|does not hold 16 rows",
        "modesOut|[2,8,1]|must be a multiple of 4",
        "ranks|[2,3,2,7]|at most 6",
        "ranks|[2,3]|4 are needed",
        "tree|\"(1,2)\"|mode",
        "tree|null|tree",
        "order|[\"leaf1\"]|must name each of",
        "joined|true|does not hold 15 columns",
        "format|\"tucker\"|tucker"
      })
  void badFormsAreRefusedInOneLine(String key, String value, String part) throws IOException {
    edited(
        tree -> {
          ObjectNode form =
              (ObjectNode) tree.path("network").path("layers").get(0).path("factored");
          try {
            form.set(key, ManifestJson.MAPPER.readTree(value));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("/network/layers/0")
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
  }

  @Test
  void otherRanksThanTheFactorsHaveAreRefused() throws IOException {
    edited(
        tree ->
            ((ObjectNode) tree.path("network").path("layers").get(0).path("factored"))
                .putArray("ranks")
                .add(3)
                .add(3)
                .add(2)
                .add(4));
    assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .hasMessageContaining("'layers.0.wx.leaf1' has the shape [8, 2, 2]")
        .hasMessageContaining("needs [8, 2, 3]");
  }

  @Test
  void compressionMustNameTheFormAsWhatItIs() throws IOException {
    edited(
        tree ->
            ((ObjectNode) tree.path("compression").path("matrices").path("layers.0.wx"))
                .put("scheme", "row-balanced"));
    assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .hasMessageContaining("'layers.0.wx' as row-balanced")
        .hasMessageContaining("layers.0.wx (hierarchical-tucker)");
  }

  @Test
  void aGruCannotBeJoined() {
    assertThatThrownBy(() -> new LayerSpec(CellType.GRU, 4, 3, 0, false, JOINED_TT))
        .hasMessageContaining("gru layer cannot have Wx and Wh in one tensor");
    assertThatThrownBy(() -> new LayerSpec(CellType.GRU_RESET_BEFORE, 4, 3, 0, false, JOINED_TT))
        .hasMessageContaining("Factor Wx alone");
  }
}
