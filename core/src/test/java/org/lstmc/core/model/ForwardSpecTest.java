package org.lstmc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.ManifestJson;

class ForwardSpecTest {
  private static final ImageShape MNIST = new ImageShape(28, 28, 1);

  /** LeNet of the authors' code: 28 - 4 = 24, 12, 12 - 4 = 8, 4; 4 * 4 * 64 = 1024. */
  @Test
  void shapesAndCountsOfLeNet() {
    ForwardSpec net = ForwardText.parse("32C5-MP2-64C5-MP2-512-10", MNIST);
    assertThat(net.shapes().stream().map(Object::toString))
        .containsExactly(
            "28x28x1",
            "24x24x32",
            "24x24x32",
            "12x12x32",
            "8x8x64",
            "8x8x64",
            "4x4x64",
            "1x1x1024",
            "1x1x512",
            "1x1x512",
            "1x1x10");
    assertThat(net.matrixLayers()).containsExactly(0, 3, 7, 9);
    assertThat(net.macs()).isEqualTo(576L * 32 * 25 + 64L * 64 * 25 * 32 + 1024L * 512 + 512 * 10);
    NetworkSpec whole = new NetworkSpec("lenet", net);
    assertThat(whole.layerMatrices())
        .containsExactly(
            "forward.0.weight", "forward.3.weight", "forward.7.weight", "forward.9.weight");
    assertThat(whole.parameters())
        .isEqualTo(32 * 25 + 32 + 64 * 800 + 64 + 512 * 1024 + 512 + 5120 + 10);
    assertThat(whole.cellLabel()).isEqualTo("cnn");
    assertThat(ForwardText.of(net)).isEqualTo("32C5-MP2-64C5-MP2-512-10");
  }

  @Test
  void notationIsReadBack() {
    String text = "64C3p1-64C3-AP2-512-10";
    assertThat(ForwardText.of(ForwardText.parse(text, new ImageShape(32, 32, 3)))).isEqualTo(text);
    assertThat(ForwardText.parse("128-10", ImageShape.vector(256)).layers())
        .containsExactly(
            new ForwardLayer.Dense(128), new ForwardLayer.Relu(), new ForwardLayer.Dense(10));
  }

  @Test
  void filesKeepEverything() throws JsonProcessingException {
    NetworkSpec net = new NetworkSpec("n", ForwardText.parse("8C3p1-AP2-MP3-16-10", MNIST));
    ObjectMapper json = ManifestJson.MAPPER;
    assertThat(json.readValue(json.writeValueAsString(net), NetworkSpec.class)).isEqualTo(net);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("32C29-10", "28x28x1: layer 0: a filter of 29 x 29 does not fit");
    refused("32C5-MP30-10", "layer 2: a window of 30 x 30");
    refused("32C5-AP3-10", "average pooling of 3 x 3: the side must be a power of two");
    refused("32C5-MP2", "ends with a dense layer");
    refused("32X5-10", "'32X5' is no layer");
    refused("10-32C3-10", "layer 3"); // a convolution on a vector
    assertThatThrownBy(
            () ->
                new NetworkSpec(
                    "n",
                    InputSpec.features(5),
                    List.of(),
                    10,
                    ForwardText.parse("10", ImageShape.vector(4))))
        .hasMessageContaining("needs as many features");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> ForwardText.parse(text, MNIST))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(why);
  }
}
