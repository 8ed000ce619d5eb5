package org.lstmc.core.compress;

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

/** Matrices and models for tests. */
public final class TestMatrices {
  private TestMatrices() {}

  /** Normal weights. */
  public static Tensor normal(int rows, int cols, long seed) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(rows, cols);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = (float) random.nextGaussian();
    }
    return t;
  }

  /** Weights with many equal magnitudes of both signs, zero among them. */
  public static Tensor tied(int rows, int cols, long seed) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(rows, cols);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = random.nextInt(5) - 2;
    }
    return t;
  }

  /** A two-layer LSTM: 6 features, 10 cells projected to 5, then 8 cells; 3 classes. */
  public static NetworkSpec network() {
    return new NetworkSpec(
        "test",
        InputSpec.features(6),
        List.of(
            new LayerSpec(CellType.LSTM, 6, 10, 5, true),
            new LayerSpec(CellType.LSTM, 5, 8, 0, false)),
        3);
  }

  /** A network with normal weights. */
  public static Model model(NetworkSpec network) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    long seed = 1;
    for (Map.Entry<String, int[]> e : network.tensorShapes().entrySet()) {
      Tensor flat = normal(1, Math.toIntExact(Tensor.count(e.getValue())), seed++);
      weights.put(e.getKey(), new Tensor(e.getValue(), flat.data()));
    }
    return new Model(
        network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }
}
