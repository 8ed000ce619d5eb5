package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;

/** Small random networks with masks and number formats. */
public final class TestModels {
  private TestModels() {}

  /** A network of equal LSTM layers. */
  public static NetworkSpec network(
      InputSpec input, int layers, int hidden, int projection, boolean peepholes) {
    return network(CellType.LSTM, input, layers, hidden, projection, peepholes);
  }

  /** A network of equal layers. */
  public static NetworkSpec network(
      CellType cell, InputSpec input, int layers, int hidden, int projection, boolean peepholes) {
    List<LayerSpec> all = new ArrayList<>();
    int size = input.size();
    for (int l = 0; l < layers; l++) {
      all.add(new LayerSpec(cell, size, hidden, projection, peepholes));
      size = all.get(l).outputSize();
    }
    return new NetworkSpec("random", input, all, 5);
  }

  /** Uniform weights in [-scale, scale]. */
  public static Model model(NetworkSpec network, double scale, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = Tensor.zeros(shape);
              for (int i = 0; i < t.data().length; i++) {
                t.data()[i] = (float) ((2 * random.nextDouble() - 1) * scale);
              }
              weights.put(name, t);
            });
    return new Model(
        network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }

  /** The model with random masks: every row of a matrix keeps the same share, at least one. */
  public static Model rowBalanced(Model m, double ratio, long seed) {
    Random random = new Random(seed);
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor t = m.weights().get(name);
      Mask mask = Mask.empty(t.rows(), t.cols());
      int kept = Math.max(1, (int) Math.round((1 - ratio) * t.cols()));
      for (int r = 0; r < t.rows(); r++) {
        for (int left = kept; left > 0; ) {
          int at = r * t.cols() + random.nextInt(t.cols());
          left -= mask.kept().get(at) ? 0 : 1;
          mask.kept().set(at);
        }
      }
      masks.put(name, mask);
    }
    return m.withCompression(new CompressionSpec("row-balanced", Map.of()), masks);
  }

  /** The model with masks that keep each weight with a probability: rows differ. */
  public static Model unstructured(Model m, double ratio, long seed) {
    Random random = new Random(seed);
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor t = m.weights().get(name);
      Mask mask = Mask.empty(t.rows(), t.cols());
      for (int i = 0; i < t.data().length; i++) {
        mask.kept().set(i, random.nextDouble() >= ratio);
      }
      masks.put(name, mask);
    }
    return m.withCompression(new CompressionSpec("unstructured", Map.of()), masks);
  }

  /** The nearest model whose matrices are block-circulant, with these block sizes. */
  public static Model circulant(Model m, int blockWx, int blockWh, int blockProjection) {
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    Map<String, MatrixCompression> matrices = new LinkedHashMap<>();
    for (String name : m.network().layerMatrices()) {
      int k = name.endsWith(".wx") ? blockWx : name.endsWith(".wh") ? blockWh : blockProjection;
      CirculantStructure form = new CirculantStructure(k);
      Tensor projected = form.project(m.weights().get(name));
      weights.put(name, projected);
      matrices.put(name, form.describe(projected));
    }
    return m.withWeights(weights)
        .withCompression(new CompressionSpec(BlockCirculant.SCHEME, matrices), Map.of());
  }

  /** A random sequence for the network. */
  public static Sequence sequence(NetworkSpec network, int steps, long seed) {
    Random random = new Random(seed);
    InputSpec in = network.input();
    int[] targets = new int[steps];
    if (in.isTokens()) {
      int[] tokens = random.ints(steps, 0, in.vocabulary()).toArray();
      return new Sequence(tokens, null, steps, targets);
    }
    float[] features = new float[steps * in.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return new Sequence(null, features, steps, targets);
  }

  /** The model with formats from a short calibration. */
  public static Model quantized(Model m, QuantizeOptions options) {
    Split split = new Split("train", List.of(sequence(m.network(), 20, 99)), false);
    return m.withQuantization(Calibration.of(m, options, split));
  }
}
