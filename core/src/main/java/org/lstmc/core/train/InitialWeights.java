package org.lstmc.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.compress.tensor.FactorScale;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/**
 * New weights. Without a scale they are drawn as PyTorch's modules draw theirs: recurrent layers
 * uniform within 1/sqrt(H), the output within 1/sqrt(inputs), embedding rows normal; convolutions
 * and dense layers of a feed-forward network, weights and biases, within 1/sqrt(inputs of an
 * output), which is what {@code kaiming_uniform_} makes of the parameter sqrt(5) that {@code
 * Linear} and {@code Conv2d} give it (He et al., arXiv 1502.01852, with a gain of 1/sqrt(3)).
 *
 * <p>A block-circulant matrix draws its vectors from the distribution of the dense matrix's
 * elements. Every row then holds as many independent weights as a dense one (a block's row is a
 * rotation of its whole vector), so the variance of each output is that of the dense network;
 * projecting a dense draw would take means of k and divide it by k.
 *
 * <p>The factors of a tensor network are uniform, as large as makes the variance of the expanded
 * matrix's elements that of a dense one's. Those elements are uncorrelated, so the variance of each
 * output is that of the dense network.
 */
final class InitialWeights {
  private InitialWeights() {}

  static Map<String, Tensor> of(NetworkSpec network, TrainOptions options, TrainedForms forms) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, whole) -> {
              WeightTransform form = forms.byName().get(name);
              int[] shape = form == null ? whole : form.parameterShape(whole);
              // Each tensor has its own stream, so that adding a layer leaves the others alone.
              Random random = new Random(Seeds.mix(options.seed(), name.hashCode(), 0));
              float[] data = new float[Math.toIntExact(Tensor.count(shape))];
              boolean normal = name.equals(TensorNames.EMBEDDING) && options.initScale() == 0;
              double dense = options.initScale() > 0 ? options.initScale() : bound(network, name);
              double bound = factorBound(network, name, dense);
              for (int i = 0; i < data.length; i++) {
                data[i] =
                    (float)
                        (normal ? random.nextGaussian() : (2 * random.nextDouble() - 1) * bound);
              }
              drawn.put(name, new Tensor(shape, data));
            });
    Map<String, Tensor> weights = forms.weights(drawn);
    addForgetBias(network, options.forgetBias(), weights);
    return weights;
  }

  /** The bound of a factor where its matrix has one; that bound itself for all else. */
  private static double factorBound(NetworkSpec network, String name, double ofMatrix) {
    for (int l = 0; l < network.layers().size(); l++) {
      TensorForm form = network.layers().get(l).factored();
      if (form != null && name.startsWith(TensorNames.factored(l, form) + ".")) {
        // A uniform number's deviation is its bound by the root of 3, on both sides.
        double root = Math.sqrt(3);
        return root * FactorScale.initialStandardDeviation(form, ofMatrix / root);
      }
    }
    return ofMatrix;
  }

  private static double bound(NetworkSpec network, String name) {
    int last = network.layers().size() - 1;
    if (name.equals(TensorNames.OUTPUT_WEIGHT) || name.equals(TensorNames.OUTPUT_BIAS)) {
      return 1 / Math.sqrt(network.layers().get(last).outputSize());
    }
    if (network.isFeedForward()) {
      int l = TensorNames.layerOf(name);
      return 1
          / Math.sqrt(network.forward().layers().get(l).matrixShape(network.forward().input(l))[1]);
    }
    for (int l = 0; l <= last; l++) {
      if (name.startsWith(TensorNames.layer(l))) {
        return 1 / Math.sqrt(network.layers().get(l).hiddenSize());
      }
    }
    return 1;
  }

  private static void addForgetBias(NetworkSpec network, double bias, Map<String, Tensor> weights) {
    for (int l = 0; l < network.layers().size(); l++) {
      LayerSpec layer = network.layers().get(l);
      if (layer.cell() == CellType.LSTM) {
        float[] b = weights.get(TensorNames.bias(l)).data();
        for (int i = layer.hiddenSize(); i < 2 * layer.hiddenSize(); i++) {
          b[i] += (float) bias;
        }
      }
    }
  }
}
