package org.lstmc.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** One cell by hand: all gates at sigmoid(0) = 1/2, so that c = c/2 + tanh(x)/2. */
class CompareWithFloatTest {
  @TempDir Path folder;
  private Path model;
  private Path inputs;

  @BeforeEach
  void oneCell() throws IOException {
    NetworkSpec network =
        new NetworkSpec(
            "one", InputSpec.features(1), List.of(new LayerSpec(CellType.LSTM, 1, 1, 0, false)), 1);
    Map<String, Tensor> weights =
        Map.of(
            "layers.0.wx", tensor(new int[] {4, 1}, 0, 0, 1, 0),
            "layers.0.wh", tensor(new int[] {4, 1}, 0, 0, 0, 0),
            "layers.0.bias", tensor(new int[] {4}, 0, 0, 0, 0),
            "output.weight", tensor(new int[] {1, 1}, 2),
            "output.bias", tensor(new int[] {1}, 0.25f));
    model = folder.resolve("model.json");
    ManifestStore.write(
        model,
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of()));
    inputs = Files.writeString(folder.resolve("in"), "1\n-0.5\n");
  }

  private static Tensor tensor(int[] shape, float... values) {
    return new Tensor(shape, values);
  }

  @Test
  void acceptsTheSameAndSeesAnyOther() throws IOException {
    double c1 = Math.tanh(1) / 2;
    double c2 = c1 / 2 + Math.tanh(-0.5) / 2;
    double first = 2 * Math.tanh(c1) / 2 + 0.25;
    double second = 2 * Math.tanh(c2) / 2 + 0.25;
    assertThat(difference(first + "\n" + second)).isLessThan(1e-12);
    assertThat(difference(first + "\n" + (second + 1e-3))).isBetween(0.9e-3, 1.1e-3);
    Path wrong = Files.writeString(folder.resolve("wrong"), first + "\n0\n");
    assertThatThrownBy(
            () -> CompareWithFloat.main(new String[] {"" + model, "" + inputs, "" + wrong}))
        .hasMessageContaining("not the same");
    assertThatThrownBy(() -> difference("" + first)).hasMessageContaining("2 steps of input, 1");
  }

  private double difference(String outputs) throws IOException {
    Path file = Files.writeString(folder.resolve("out"), outputs);
    return CompareWithFloat.greatestDifference(model, inputs, file);
  }
}
