package org.lstmc.core.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * A feed-forward network over one image, layer by layer. The probe sees {@code forward.input}, and
 * of every matrix layer L {@code forward.L.vector}, {@code forward.L.accumulator} and (all but the
 * last) {@code forward.L.output}: both are the sums with their bias, before ReLU and pooling, the
 * whole map in the order of {@link ImageShape}.
 */
final class FloatForward {
  private final ForwardSpec spec;
  private final List<ImageShape> shapes;
  private final double[][] weights;
  private final double[][] biases;

  FloatForward(ForwardSpec spec, Map<String, Tensor> tensors) {
    this.spec = spec;
    shapes = spec.shapes();
    int n = spec.layers().size();
    weights = new double[n][];
    biases = new double[n][];
    for (int l : spec.matrixLayers()) {
      weights[l] = FloatNetwork.doubles(tensors.get(TensorNames.forwardWeight(l)));
      biases[l] = FloatNetwork.doubles(tensors.get(TensorNames.forwardBias(l)));
    }
  }

  /** The logits of an image. */
  double[] logits(double[] image, Probe probe) {
    probe.signal(SignalNames.FORWARD_INPUT, image, 0, image.length);
    double[] x = image;
    for (int l = 0; l < weights.length; l++) {
      if (weights[l] != null) {
        probe.signal(SignalNames.forwardVector(l), x, 0, x.length);
      }
      x = layer(l, x);
      if (weights[l] != null) {
        probe.signal(SignalNames.forwardAccumulator(l), x, 0, x.length);
      }
      if (weights[l] != null && l < weights.length - 1) {
        probe.signal(SignalNames.forwardOutput(l), x, 0, x.length);
      }
    }
    return x;
  }

  private double[] layer(int l, double[] x) {
    ForwardLayer layer = spec.layers().get(l);
    ImageShape in = shapes.get(l);
    ImageShape out = shapes.get(l + 1);
    if (layer instanceof ForwardLayer.Convolution c) {
      return convolution(l, c, x, in, out);
    }
    if (layer instanceof ForwardLayer.Dense) {
      double[] y = biases[l].clone();
      FloatNetwork.addProduct(weights[l], x, y);
      return y;
    }
    if (layer instanceof ForwardLayer.Pooling p) {
      return pooling(p, x, in, out);
    }
    if (layer instanceof ForwardLayer.Relu) {
      return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
    }
    return x;
  }

  private double[] convolution(
      int l, ForwardLayer.Convolution c, double[] x, ImageShape in, ImageShape out) {
    double[] y = new double[out.size()];
    double[] patch = new double[c.kernel() * c.kernel() * in.channels()];
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        patch(c, x, in, i - c.padding(), j - c.padding(), patch);
        double[] sums = biases[l].clone();
        FloatNetwork.addProduct(weights[l], patch, sums);
        System.arraycopy(sums, 0, y, out.index(i, j, 0), sums.length);
      }
    }
    return y;
  }

  /** What lies under the filter whose corner is at (top, left); zeros outside the image. */
  private static void patch(
      ForwardLayer.Convolution c, double[] x, ImageShape in, int top, int left, double[] patch) {
    Arrays.fill(patch, 0);
    for (int u = 0, at = 0; u < c.kernel(); u++) {
      for (int v = 0; v < c.kernel(); v++, at += in.channels()) {
        boolean inside =
            top + u >= 0 && top + u < in.height() && left + v >= 0 && left + v < in.width();
        if (inside) {
          System.arraycopy(x, in.index(top + u, left + v, 0), patch, at, in.channels());
        }
      }
    }
  }

  private static double[] pooling(
      ForwardLayer.Pooling p, double[] x, ImageShape in, ImageShape out) {
    boolean max = p.kind() == ForwardLayer.PoolingKind.MAX;
    double[] y = new double[out.size()];
    for (int i = 0; i < out.height(); i++) {
      for (int j = 0; j < out.width(); j++) {
        for (int c = 0; c < out.channels(); c++) {
          double greatest = Double.NEGATIVE_INFINITY;
          double sum = 0;
          for (int u = 0; u < p.size(); u++) {
            for (int v = 0; v < p.size(); v++) {
              double value = x[in.index(i * p.size() + u, j * p.size() + v, c)];
              greatest = Math.max(greatest, value);
              sum += value;
            }
          }
          y[out.index(i, j, c)] = max ? greatest : sum / (p.size() * p.size());
        }
      }
    }
    return y;
  }
}
