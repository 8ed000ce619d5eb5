package org.lstmc.core.reference;

import java.util.HashMap;
import java.util.Map;
import org.lstmc.core.compress.tensor.AxisPermutation;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** A matrix as something that multiplies: by itself, or as a tensor network. */
interface FloatProduct {
  /** {@code y += W x}. */
  void addTo(double[] y, double[] x);

  /** A matrix, row-major. */
  static FloatProduct of(double[] w) {
    return (y, x) -> FloatNetwork.addProduct(w, x, y);
  }

  /** What multiplies the input of a layer, or [x, h] where its tensor network is joined. */
  static FloatProduct ofInput(int l, LayerSpec layer, Map<String, Tensor> weights) {
    TensorForm form = layer.factored();
    if (form == null) {
      return of(FloatNetwork.doubles(weights.get(TensorNames.wx(l))));
    }
    ContractionPlan plan = ContractionPlan.of(form);
    Map<String, double[]> factors = new HashMap<>();
    for (TensorFactor f : form.factors()) {
      Tensor t = weights.get(TensorNames.factor(l, form.joined(), f.name()));
      factors.put(f.name(), FloatNetwork.doubles(t));
    }
    return (y, x) -> {
      double[] at = java.util.Arrays.copyOf(x, form.columns());
      for (ContractionStep step : plan.steps()) {
        at = contract(step, factors.get(step.factor()), at);
      }
      double[] rows = arranged(at, plan.arrangeOutput());
      for (int r = 0; r < y.length; r++) {
        y[r] += rows[r];
      }
    };
  }

  private static double[] contract(ContractionStep step, double[] factor, double[] before) {
    int length = step.contractedLength();
    int rest = step.restLength();
    double[] x = arranged(before, step.arrange());
    double[] w = arranged(factor, step.arrangeFactor());
    double[] y = new double[step.wordsAfter()];
    for (int o = 0; o < step.producedLength(); o++) {
      for (int k = 0; k < length; k++) {
        for (int i = 0; i < rest; i++) {
          y[o * rest + i] += w[o * length + k] * x[k * rest + i];
        }
      }
    }
    return y;
  }

  private static double[] arranged(double[] words, AxisPermutation order) {
    int[] from = order.sourceIndices();
    double[] out = new double[from.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = words[from[i]];
    }
    return out;
  }

  /** The two vectors one after the other. */
  static double[] join(double[] x, double[] h) {
    double[] both = java.util.Arrays.copyOf(x, x.length + h.length);
    System.arraycopy(h, 0, both, x.length, h.length);
    return both;
  }
}
