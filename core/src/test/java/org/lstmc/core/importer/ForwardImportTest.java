package org.lstmc.core.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.export.SafetensorsExport;
import org.lstmc.core.manifest.Models;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** Weights of a torch.nn.Sequential; that the export gives PyTorch's values is tested there. */
class ForwardImportTest {
  private static final ImageShape IMAGE = new ImageShape(9, 7, 2);
  private static final String TEXT = "4C3-MP2-6C2p1-AP2-8-3";
  @TempDir Path folder;

  private static Model model(String text) {
    return Models.random(new NetworkSpec("net", ForwardText.parse(text, IMAGE)), 7);
  }

  private Path exported(Model m, String prefix) {
    Path file = folder.resolve("net.safetensors");
    SafetensorsExport.write(
        file, new StoredModel(null, "00", m), SafetensorsExport.Names.pytorch, prefix);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, "8-3", "3C9p8-5", "5C1-4"})
  void anExportComesBack(String text) {
    Model m = model(text);
    Path file = exported(m, "module.");
    ForwardSpec said = ForwardImport.network(file, null, null);
    assertThat(said).isEqualTo(m.network().forward());
    assertThat(ForwardImport.read(file, "net", said)).usingRecursiveComparison().isEqualTo(m);
  }

  private Path edited(Map<String, String> names, String without) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    Safetensors.read(exported(model(TEXT), ""))
        .entries()
        .forEach((n, e) -> all.put(names.getOrDefault(n, n), e.toTensor(n)));
    all.remove(without);
    Path file = folder.resolve("edited.safetensors");
    Safetensors.write(file, all, Map.of());
    return file;
  }

  /** Dropout or batches of other modules move the numbers; a layer may have no bias. */
  @Test
  void numbersGiveTheOrderAlone() {
    Path file =
        edited(
            Map.of("7.weight", "17.weight", "7.bias", "17.bias", "9.weight", "21.weight"),
            "9.bias");
    Model read = ForwardImport.read(file, "net", ForwardText.parse(TEXT, IMAGE));
    Model m = model(TEXT);
    assertThat(read.weights().get("forward.7.weight"))
        .isEqualTo(m.weights().get("forward.7.weight"));
    assertThat(read.weights().get("forward.9.weight"))
        .isEqualTo(m.weights().get("forward.9.weight"));
    assertThat(read.weights().get("forward.9.bias")).isEqualTo(Tensor.zeros(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4C3-MP2-6C3p1-AP2-8-3|'3.weight' has the shape [6, 4, 2, 2], the network needs [6, 4, 3, 3]",
        "4C3-MP2-6C2p1-MP2-8-3-3|weights of 4 layers (0, 3, 7, 9), the network has 5",
        "4C3-6C2p1-MP2-8-3|'7.weight' has the shape [8, 12], the network needs [8, 72]",
      })
  void anotherNetworkIsRefused(String text, String expected) {
    Path file = exported(model(TEXT), "");
    refuses(
        () -> ForwardImport.read(file, "net", ForwardText.parse(text, IMAGE)),
        LstmcException.Kind.BAD_INPUT,
        expected);
  }

  @Test
  void otherNamesAreRefused() {
    ForwardSpec n = ForwardText.parse(TEXT, IMAGE);
    Path named = edited(Map.of("0.weight", "conv.weight"), "");
    refuses(
        () -> ForwardImport.read(named, "net", n),
        LstmcException.Kind.UNSUPPORTED,
        "no place for the tensor 'conv.weight'");
    Path twice = edited(Map.of("3.weight", "a.0.weight", "3.bias", "a.0.bias"), "");
    refuses(
        () -> ForwardImport.read(twice, "net", n),
        LstmcException.Kind.UNSUPPORTED,
        "have one number");
    Path alone = edited(Map.of(), "3.weight");
    refuses(
        () -> ForwardImport.read(alone, "net", n),
        LstmcException.Kind.BAD_INPUT,
        "tensor '3.weight' is missing");
  }

  @Test
  void theImageMustBeKnown() {
    Path file = edited(Map.of(), "");
    assertThat(ForwardImport.network(file, null, IMAGE)).isNull();
    refuses(
        () -> ForwardImport.network(file, TEXT, null),
        LstmcException.Kind.USAGE,
        "the shape of the images of network '4C3-MP2-6C2p1-AP2-8-3' is not known");
    assertThat(ForwardImport.network(file, TEXT, IMAGE)).isEqualTo(ForwardText.parse(TEXT, IMAGE));
    refuses(
        () -> ImageShape.parse("28,28"),
        LstmcException.Kind.USAGE,
        "'28,28' is no shape of an image");
    assertThat(ImageShape.parse("28x27")).isEqualTo(new ImageShape(28, 27, 1));
  }

  private static void refuses(Runnable action, LstmcException.Kind kind, String expected) {
    assertThatThrownBy(action::run)
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(kind);
  }
}
