package org.lstmc.core.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** Small models for tests. */
public final class Models {
  private Models() {}

  /** A dense network with random weights, every optional part present. */
  public static Model random(long seed) {
    NetworkSpec network =
        new NetworkSpec(
            "test",
            InputSpec.embedding(11, 6),
            List.of(
                new LayerSpec(CellType.LSTM, 6, 8, 4, true),
                new LayerSpec(CellType.LSTM, 4, 5, 0, false)),
            11);
    return random(network, seed);
  }

  /** A dense network of that shape with random weights. */
  public static Model random(NetworkSpec network, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = Tensor.zeros(shape);
              for (int i = 0; i < t.data().length; i++) {
                t.data()[i] = (float) random.nextGaussian() * 0.4f;
              }
              weights.put(name, t);
            });
    return new Model(
        network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }
}
