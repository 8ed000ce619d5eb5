package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** Feed-forward networks in files. */
class ForwardManifestTest {
  private static final String CONVOLUTION = "forward.3.weight";
  @TempDir Path folder;

  private static NetworkSpec network() {
    return new NetworkSpec(
        "cnn", ForwardText.parse("4C3-MP2-8C3p1-AP2-16-10", new ImageShape(10, 10, 3)));
  }

  /** The second convolution and the hidden dense layer in blocks of 4. */
  private static Model circulant() {
    return Projector.apply(
        Models.random(network(), 3),
        Map.of(
            CONVOLUTION, new CirculantStructure(4), "forward.7.weight", new CirculantStructure(4)));
  }

  private Path manifest() {
    return folder.resolve("model.json");
  }

  @Test
  void survives() throws IOException {
    Model model = Models.random(network(), 3);
    ManifestStore.write(manifest(), model);
    byte[] first = Files.readAllBytes(manifest());
    StoredModel read = ManifestStore.read(manifest());
    assertThat(read.model()).usingRecursiveComparison().isEqualTo(model);
    assertThat(read.model().weights().keySet())
        .containsExactly(
            "forward.0.weight",
            "forward.0.bias",
            "forward.3.weight",
            "forward.3.bias",
            "forward.7.weight",
            "forward.7.bias",
            "forward.9.weight",
            "forward.9.bias");
    assertThat(new String(first, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"gateOrder\": [ ]", "\"type\": \"convolution\"", "\"kind\": \"average\"");
    ManifestStore.write(manifest(), read.model());
    assertThat(Files.readAllBytes(manifest())).isEqualTo(first);
  }

  /** One vector a block: for every tap the first column of its blocks over the channels. */
  @Test
  void aBlockCirculantConvolutionIsStoredAsVectors() throws IOException {
    Model model = circulant();
    ManifestStore.write(manifest(), model);
    assertThat(ManifestStore.read(manifest()).model()).usingRecursiveComparison().isEqualTo(model);
    Path weights;
    try (var files = Files.list(folder)) {
      weights = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    Safetensors.Entry stored = Safetensors.read(weights).require(weights, CONVOLUTION);
    assertThat(stored.shape()).containsExactly(2, 9, 4);
    float[] vectors = stored.toTensor("").data();
    Tensor dense = model.weights().get(CONVOLUTION);
    for (int p = 0; p < 2; p++) {
      for (int tap = 0; tap < 9; tap++) {
        for (int d = 0; d < 4; d++) {
          assertThat(vectors[(p * 9 + tap) * 4 + d]).isEqualTo(dense.at(4 * p + d, 4 * tap));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/network/forward/layers/0|null|at /network/forward: a value or an element of a list is null",
        "/network/forward/layers|null|at /network/forward: a value or an element of a list is null",
        "/network/forward/layers|[]|ends with a dense layer",
        "/network/forward/image|null|at /network/forward: a value",
        "/network/forward/image/channels|0|at /network/forward/image: an image of 10 x 10 with 0",
        "/network/forward/image/channels|100000000|more than 2^31 - 1 values",
        "/network/forward/image/height|12|over 12x10x3 with 10 logits needs as many features",
        "/network/forward/layers/0/type|\"deconvolution\"|'deconvolution'",
        "/network/forward/layers/0/type|null|at /network/forward/layers/0: key 'type' is missing",
        "/network/forward/layers/0/kernel|11|layer 0: a filter of 11 x 11 does not fit into 10x10x3",
        "/network/forward/layers/0/kernel|5|'forward.7.weight' has the shape [4, 8, 4]; a block-circulant matrix of 16 x 8",
        "/network/forward/layers/0/kernel|\"three\"|/network/forward/layers/0/kernel",
        "/network/forward/layers/0/kernel|null|/network/forward/layers/0/kernel",
        "/network/forward/layers/0/padding|3|padding less than the side",
        "/network/forward/layers/0/filters|-4|must be at least 1",
        "/network/forward/layers/3/filters|9|'forward.3.weight': a convolution of 4 input and 9 output",
        "/network/forward/layers/0/filters|2000000000|layer 0: on 10x10x3 its weights or values are more",
        "/network/forward/layers/2/kind|\"median\"|'median'",
        "/network/forward/layers/2/kind|null|at /network/forward/layers/2: a value",
        "/network/forward/layers/2/size|1|max pooling of 1 x 1",
        "/network/forward/layers/5/size|3|average pooling of 3 x 3: the side must be a power of two",
        "/network/forward/layers/6|{\"type\": \"relu\"}|layer 7: a dense layer reads a vector, not 2x2x8",
        "/network/forward/layers/9/outputs|0|a dense layer of 0",
        "/network/forward/layers/9/outputs|11|found features of 300, 10 classes",
        "/network/classes|9|found features of 300, 9 classes",
        "/network/input/size|299|found features of 299",
        "/network/input/kind|\"one-hot\"|no recurrent layers",
        "/network/input|null|at /network: a value",
        "/network/forward|null|network.layers is empty",
        "/gateOrder|\"ifgo\"|gateOrder is [ifgo]; a feed-forward network has no gates, it must be []",
        "/gateOrder|null|gateOrder is missing; a feed-forward network has no gates",
        "/compression/matrices/forward.3.weight/parameters/block|8|convolution of 4 input and 8 output"
            + " channels does not divide into blocks of 8; allowed: 2, 4, or 1",
        "/compression/matrices/forward.3.weight/parameters/block|2|needs [4, 18, 2]",
        "/compression/matrices/forward.3.weight/parameters/block|5|block size 5: must be a power",
        "/compression/matrices/forward.3.weight/parameters|{}|without parameters.block",
        "/compression/matrices/forward.3.weight/scheme|\"row-balanced\"|the network needs [8, 36]",
        "/compression/matrices/forward.1.weight|{\"scheme\": \"row-balanced\", \"ratio\": 0.5,"
            + " \"parameters\": {}}|names the matrix 'forward.1.weight'",
      })
  void refusesInOneLine(String place, String value, String expected) throws IOException {
    ManifestStore.write(manifest(), circulant());
    ObjectNode tree = (ObjectNode) ManifestJson.MAPPER.readTree(manifest().toFile());
    tree.remove("contentSha256");
    set(tree, place, value);
    Files.write(manifest(), ManifestJson.bytes(tree));
    refuses(expected);
  }

  private static void set(ObjectNode tree, String place, String value) throws IOException {
    JsonNode to = ManifestJson.MAPPER.readTree(value);
    int end = place.lastIndexOf('/');
    JsonNode parent = tree.at(place.substring(0, end));
    String key = place.substring(end + 1);
    if (parent.isArray()) {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(key), to);
    } else {
      ((ObjectNode) parent).set(key, to);
    }
  }

  @Test
  void refusesMissingKeys() {
    for (String key : new String[] {"image", "layers"}) {
      edited(tree -> ((ObjectNode) tree.at("/network/forward")).remove(key));
      refuses("at /network/forward/" + key + ": key '" + key + "' is missing");
    }
    edited(tree -> ((ObjectNode) tree.at("/network/forward/layers/0")).remove("filters"));
    refuses("at /network/forward/layers/0/filters: key 'filters' is missing");
    edited(tree -> ((ObjectNode) tree.at("/network/forward/layers/0")).remove("type"));
    refuses("at /network/forward/layers/0: key 'type' is missing");
  }

  private void edited(Consumer<ObjectNode> change) {
    try {
      ManifestStore.write(manifest(), circulant());
      ObjectNode tree = (ObjectNode) ManifestJson.MAPPER.readTree(manifest().toFile());
      tree.remove("contentSha256");
      change.accept(tree);
      Files.write(manifest(), ManifestJson.bytes(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuses(String expected) {
    assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("org.lstmc")
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.BAD_INPUT));
  }
}
