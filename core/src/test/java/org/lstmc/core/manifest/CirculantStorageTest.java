package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

class CirculantStorageTest {
  private static final String WX = "layers.0.wx";
  @TempDir Path folder;

  private Path manifest() {
    return folder.resolve("model.json");
  }

  /** Wx is 32 x 6: blocks of 4 stand over its right edge. */
  private static Model circulant() {
    Model dense = Models.random(1);
    CirculantStructure four = new CirculantStructure(4);
    Map<String, Tensor> weights = new LinkedHashMap<>(dense.weights());
    Tensor projected = four.project(weights.get(WX));
    // The sign of a zero is a bit of the model like any other.
    projected.data()[0] = -0f;
    for (int i = 1; i < 4; i++) {
      projected.data()[i * 6 + i] = -0f;
    }
    weights.put(WX, projected);
    return dense
        .withWeights(weights)
        .withCompression(
            new CompressionSpec("block-circulant", Map.of(WX, four.describe(projected))), Map.of());
  }

  private Path weightsFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
  }

  @Test
  void oneVectorABlockIsStored() throws IOException {
    Model model = circulant();
    ManifestStore.write(manifest(), model);
    Safetensors.Content content = Safetensors.read(weightsFile());
    Safetensors.Entry stored = content.require(weightsFile(), WX);
    assertThat(stored.shape()).containsExactly(8, 2, 4);
    float[] vectors = stored.toTensor("").data();
    Tensor dense = model.weights().get(WX);
    for (int p = 0; p < 8; p++) {
      for (int q = 0; q < 2; q++) {
        for (int d = 0; d < 4; d++) {
          // First column of the block at rows 4p and columns 4q.
          assertThat(vectors[(p * 2 + q) * 4 + d]).isEqualTo(dense.at(4 * p + d, 4 * q));
        }
      }
    }
    assertThat(ManifestStore.read(manifest()).model()).usingRecursiveComparison().isEqualTo(model);
  }

  @Test
  void aMatrixOfAnotherFormIsNotStored() {
    Model model = circulant();
    model.weights().get(WX).data()[7] += 1e-6f;
    assertThatThrownBy(() -> ManifestStore.write(manifest(), model))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'layers.0.wx' is said to be block-circulant with k=4");
    assertThat(manifest()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"block\": 4|\"block\": 3|'layers.0.wx': block size 3: must be a power of two",
        "\"block\": 4|\"block\": 0|block size 0",
        "\"block\": 4|\"block\": 2048|block size 2048",
        "\"block\": 4|\"block\": 8|with k=8 needs [4, 1, 8]",
        "\"block\": 4|\"blok\": 4|without parameters.block",
        "\"scheme\": \"block-circulant\",|\"scheme\": \"cyclic\",|'cyclic', which this lstmc",
        "\"scheme\": \"block-circulant\",|\"scheme\": \"row-balanced\",|the network needs [32, 6]",
      })
  void refusesAnotherDescription(String from, String to, String expected) throws IOException {
    ManifestStore.write(manifest(), circulant());
    String text = ContentHashTest.unsealed(Files.readString(manifest()));
    assertThat(text).contains(from);
    Files.writeString(manifest(), text.replace(from, to));
    refuses(expected);
  }

  @Test
  void refusesNotANumber() {
    Model model = circulant();
    for (int i = 0; i < 4; i++) {
      model.weights().get(WX).data()[i * 6 + i] = Float.NaN;
    }
    ManifestStore.write(manifest(), model);
    refuses("'layers.0.wx' holds NaN at index 0");
  }

  @Test
  void refusesDenseWeightsUnderACirculantDescription() {
    Model dense = Models.random(1);
    Model said =
        dense.withCompression(
            new CompressionSpec(
                "block-circulant",
                Map.of(WX, new MatrixCompression("row-balanced", 0.5, Map.of("block", 4)))),
            Map.of());
    ManifestStore.write(manifest(), said);
    assertThatThrownBy(
            () -> {
              String text = ContentHashTest.unsealed(Files.readString(manifest()));
              Files.writeString(manifest(), text.replace("row-balanced", "block-circulant"));
              ManifestStore.read(manifest());
            })
        .hasMessageContaining("has the shape [32, 6]")
        .hasMessageContaining("needs [8, 2, 4]");
  }

  private void refuses(String expected) {
    assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n")
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.BAD_INPUT));
  }
}
