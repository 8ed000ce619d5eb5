package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

class ManifestStoreTest {
  @TempDir Path folder;

  private Path manifest() {
    return folder.resolve("model.json");
  }

  private static Model full() {
    Model dense = Models.random(1);
    Mask mask = Mask.empty(32, 6);
    for (int i = 0; i < 32 * 6; i += 2) {
      mask.kept().set(i);
    }
    Map<String, Tensor> weights = new LinkedHashMap<>(dense.weights());
    weights.put("layers.0.wx", mask.apply(weights.get("layers.0.wx")));
    return new Model(
        dense.network(),
        new Task(
            TaskKind.LANGUAGE_MODEL,
            "ptb",
            "some/where",
            Map.of("b", "2", "a", "1"),
            "ab",
            List.of("<unk>", "é\"\n"),
            List.of("a", "b"),
            List.of("x", ""),
            new float[] {0.1f, 1e-30f},
            new float[] {3f}),
        weights,
        Map.of("layers.0.wx", mask),
        new CompressionSpec(
            "row-balanced",
            Map.of("layers.0.wx", new MatrixCompression("row-balanced", 0.5, Map.of()))),
        new QuantizationSpec(
            "1",
            Map.of("layers.0.wx", new FixedFormat(16, 2)),
            Rounding.RND,
            Overflow.SAT,
            new ActivationSpec(ActivationSpec.Kind.TABLE, 2048, 8),
            new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, 22, 5),
            Map.of()),
        new Metrics("perplexity", "test", 10, 1.5, null, 1.25, null),
        List.of(
            new HistoryEntry(
                "train",
                List.of("--epochs=3"),
                Map.of("epochs", "3"),
                7,
                1,
                "0.1.0",
                null,
                Map.of(),
                null)));
  }

  @Test
  void readsBackWhatItWrote() {
    Model model = full();
    StoredModel stored = ManifestStore.write(manifest(), model);
    StoredModel read = ManifestStore.read(manifest());
    assertThat(read.sha256()).isEqualTo(stored.sha256());
    assertThat(read.model()).usingRecursiveComparison().isEqualTo(model);
  }

  private static Model mixed() {
    return Models.random(
        new NetworkSpec(
            "mixed",
            InputSpec.features(3),
            List.of(
                new LayerSpec(CellType.GRU, 3, 4, 0, false),
                new LayerSpec(CellType.LSTM, 4, 5, 2, true),
                new LayerSpec(CellType.GRU_RESET_BEFORE, 2, 3, 0, false)),
            2),
        7);
  }

  @Test
  void everyCellSurvives() throws IOException {
    ManifestStore.write(manifest(), mixed());
    assertThat(ManifestStore.read(manifest()).model())
        .usingRecursiveComparison()
        .isEqualTo(mixed());
    assertThat(Files.readString(manifest()))
        .contains("[ \"rzn\", \"ifgo\", \"rzn\" ]", "\"gru-reset-before\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rzn\", \"ifgo\", |\"ifgo\", \"ifgo\", |gateOrder is 'ifgo', layer 0 needs 'rzn'",
        "[ \"rzn\", \"ifgo\", \"rzn\" ]|[ \"rzn\", \"ifgo\" ]|one for each of the 3",
        "[ \"rzn\", \"ifgo\", \"rzn\" ]|null|gateOrder is missing",
        "\"gru\"|\"gru-reset-before\"|no place",
        "\"gru-reset-before\"|\"gru\"|layers.2.recurrentBias",
        "\"peepholes\": false|\"peepholes\": true|neither projection nor peepholes",
      })
  void refusesACellThatDoesNotFit(String from, String to, String expected) throws IOException {
    ManifestStore.write(manifest(), mixed());
    String text = Files.readString(manifest());
    assertThat(text).contains(from);
    Files.writeString(
        manifest(), ContentHashTest.unsealed(text).replaceFirst(Pattern.quote(from), to));
    refuses().hasMessageContaining(expected);
  }

  @Test
  void sameModelGivesTheSameBytes() throws IOException {
    ManifestStore.write(manifest(), full());
    byte[] first = Files.readAllBytes(manifest());
    Files.delete(manifest());
    ManifestStore.write(manifest(), full());
    assertThat(Files.readAllBytes(manifest())).isEqualTo(first);
  }

  @Test
  void dropsTheFormerWeightsButNotThoseACopyNames() throws IOException {
    ManifestStore.write(manifest(), Models.random(1));
    Files.copy(manifest(), folder.resolve("copy.json"));
    ManifestStore.write(manifest(), Models.random(2));
    ManifestStore.write(manifest(), Models.random(3));
    try (var files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".safetensors"))).hasSize(2);
    }
    assertThat(ManifestStore.read(folder.resolve("copy.json")).model().weights())
        .isEqualTo(Models.random(1).weights());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"lstmc.model\"|\"other\"|not a model manifest",
        "\"schemaVersion\": 1|\"schemaVersion\": 2|schemaVersion is 2",
        "\"ifgo\"|\"iofg\"|gateOrder",
        "\"hiddenSize\": 8|\"hiddenSize\": 9|'layers.0.wx' has the shape",
        "\"hiddenSize\": 8|\"hiddenSize\": 0|must be at least 1",
        "\"inputSize\": 4|\"inputSize\": 3|its input is 4 long",
        "\"lstm\"|\"elman\"|/network/layers/0/cell",
        "\"file\": \"model|\"file\": \"../model|plain name of a file",
        "\"file\": \"model|\"file\": \"gone|is missing",
        "\"sha256\": \"|\"sha256\": \"00|demands 00",
        "\"fixed<16,2>\"|\"fixed<16>\"|not a number format",
        "\"row-balanced\",|\"row-balanced\"|not valid JSON",
        "\"layers.0.wx\": {|\"layers.7.wx\": {|compression names the matrix",
        "\"x\", \"\" ]|\"x\" ]|task.scoredAs has 1 names for 2 labels",
        "\"language-model\"|\"transcription\"|needs one more, CTC's blank",
        "\"compression\"|\"compresion\"|key 'compression' is missing",
        "\"scheme\": \"row-balanced\"|\"scheme\": \"diagonal\"|'diagonal', which this lstmc does not",
        "\"scheme\": \"row-balanced\"|\"scheme\": null|compression",
        "\"parameters\": { }|\"parameters\": null|each with scheme, ratio and parameters",
      })
  void refusesAChangedManifest(String from, String to, String expected) throws IOException {
    ManifestStore.write(manifest(), full());
    String text = Files.readString(manifest());
    assertThat(text).contains(from);
    Files.writeString(manifest(), ContentHashTest.unsealed(text).replace(from, to));
    refuses().hasMessageContaining(expected).hasMessageContaining(folder.toString());
  }

  @Test
  void readsManifestsFromBeforeTranscription() throws IOException {
    ManifestStore.write(manifest(), full());
    String text = Files.readString(manifest());
    assertThat(text).contains("\"scoredAs\"");
    String before = ContentHashTest.unsealed(text).replaceAll("\"scoredAs\".*\n", "");
    Files.writeString(manifest(), before);
    assertThat(ManifestStore.read(manifest()).model().task().scoredAs()).isEmpty();
  }

  @Test
  void refusesATruncatedManifest() throws IOException {
    ManifestStore.write(manifest(), full());
    byte[] bytes = Files.readAllBytes(manifest());
    for (int n : new int[] {0, 1, 10, bytes.length / 2, bytes.length - 3}) {
      Files.write(manifest(), Arrays.copyOf(bytes, n));
      refuses();
    }
  }

  @Test
  void noticesEveryFlippedBitOfTheWeights() throws IOException {
    ManifestStore.write(manifest(), full());
    Path weights = weightsFile();
    byte[] bytes = Files.readAllBytes(weights);
    for (int at = 0; at < bytes.length; at += 97) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(weights, damaged);
      refuses().hasMessageContaining("changed or damaged");
    }
  }

  @Test
  void refusesNotANumber() {
    Model model = Models.random(1);
    model.weights().get("layers.1.bias").data()[3] = Float.NaN;
    ManifestStore.write(manifest(), model);
    refuses().hasMessageContaining("'layers.1.bias' holds NaN at index 3");
  }

  @Test
  void refusesAWeightItsMaskForbids() {
    Model model = full();
    model.weights().get("layers.0.wx").data()[1] = 1f;
    ManifestStore.write(manifest(), model);
    refuses().hasMessageContaining("its mask says it is pruned");
  }

  @Test
  void aFailedWriteLeavesTheOldModel() throws IOException {
    ManifestStore.write(manifest(), Models.random(1));
    Path target = folder.resolve("file");
    Files.writeString(target, "a file where a folder is needed");
    assertThatThrownBy(() -> ManifestStore.write(target.resolve("model.json"), Models.random(2)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("cannot write");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    manifest(),
                    channel -> {
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("No space left on device");
    assertThat(ManifestStore.read(manifest()).model().weights())
        .isEqualTo(Models.random(1).weights());
    try (var files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private Path weightsFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refuses() {
    return assertThatThrownBy(() -> ManifestStore.read(manifest()))
        .isInstanceOf(LstmcException.class)
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.BAD_INPUT))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
