package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/** Small feed-forward networks of every shape with formats of every kind, all from a seed. */
public final class RandomForwards {
  private final Random random;
  private final RandomModels models;

  public RandomForwards(long seed) {
    random = new Random(seed ^ 0x5eed);
    models = new RandomModels(seed);
  }

  /** A shape: up to three convolutions and poolings, then up to three dense layers. */
  public NetworkSpec network() {
    ImageShape image =
        new ImageShape(1 + random.nextInt(8), 1 + random.nextInt(8), 1 + random.nextInt(4));
    List<ForwardLayer> layers = new ArrayList<>();
    ImageShape at = image;
    int maps = random.nextInt(4);
    for (int i = 0; i < maps; i++) {
      List<ForwardLayer> drawn = new ArrayList<>();
      if (random.nextInt(3) > 0) {
        int kernel = 1 + random.nextInt(5);
        drawn.add(new ForwardLayer.Convolution(channels(), kernel, random.nextInt(kernel)));
      }
      if (random.nextBoolean()) {
        drawn.add(new ForwardLayer.Relu());
      }
      if (random.nextInt(3) > 0) {
        boolean max = random.nextInt(3) == 0;
        drawn.add(
            new ForwardLayer.Pooling(
                max ? ForwardLayer.PoolingKind.MAX : ForwardLayer.PoolingKind.AVERAGE,
                max ? 2 + random.nextInt(2) : 2 << random.nextInt(5) / 4));
      }
      for (ForwardLayer layer : drawn) {
        try {
          at = layer.output(at);
          layers.add(layer);
        } catch (LstmcException e) {
          // A filter or a window that does not fit is left out.
          continue;
        }
      }
    }
    layers.add(new ForwardLayer.Flatten());
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(new ForwardLayer.Dense(1 + random.nextInt(19)));
      layers.add(new ForwardLayer.Relu());
    }
    layers.add(new ForwardLayer.Dense(1 + random.nextInt(9)));
    return new NetworkSpec("forward", new ForwardSpec(image, layers));
  }

  /** Output channels: as often as not a multiple of some block size. */
  private int channels() {
    return random.nextBoolean() ? 1 + random.nextInt(6) : 2 << random.nextInt(4);
  }

  /**
   * A quantized model with masks and block-circulant matrices at a chance; null where the formats
   * are refused.
   */
  public Model quantized(int most, boolean narrow) {
    Model m = models.model(network(), TaskKind.CLASSIFICATION, 0.5, 0.2);
    try {
      Model q = models.quantized(circulant(m), most, narrow);
      IntegerNetwork.of(q);
      return q;
    } catch (LstmcException e) {
      // Sums of more than 62 bits, and transforms of more than 59, are refused.
      return null;
    }
  }

  /** Some matrices block-circulant, of a convolution with blocks that divide its channels. */
  public Model circulant(Model m) {
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    Map<String, Mask> masks = new LinkedHashMap<>(m.masks());
    Map<String, MatrixCompression> compression = new LinkedHashMap<>();
    ForwardSpec spec = m.network().forward();
    for (int l : spec.matrixLayers()) {
      int k = 2 << random.nextInt(4);
      boolean fits = spec.layers().get(l) instanceof ForwardLayer.Dense;
      while (!fits && k > 1) {
        fits = spec.input(l).channels() % k == 0 && spec.output(l).channels() % k == 0;
        k = fits ? k : k / 2;
      }
      if (k == 1 || random.nextInt(4) == 0) {
        continue;
      }
      String name = TensorNames.forwardWeight(l);
      CirculantStructure form = new CirculantStructure(k);
      Tensor w = form.project(weights.get(name));
      weights.put(name, w);
      masks.remove(name);
      compression.put(name, form.describe(w));
    }
    return m.withWeights(weights).withCompression(CompressionSpec.of(compression), masks);
  }

  /** An image. */
  public float[] image(Model m) {
    float[] image = new float[m.network().input().size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(6) - 2));
    }
    return image;
  }
}
