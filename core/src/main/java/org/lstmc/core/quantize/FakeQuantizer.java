package org.lstmc.core.quantize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/**
 * What quantization-aware training does to weights: {@code w -> raw(w) / 2^F}, which a trainer puts
 * in the forward pass while the gradient passes straight through (Bengio et al., arXiv 1308.3432).
 *
 * @param formats format by tensor name; tensors not named stay as they are
 */
public record FakeQuantizer(Map<String, FixedFormat> formats) {
  /** One tensor's rounding as a trainer can write it: floor(w * scale + 1/2) / scale, clamped. */
  public record Grid(double scale, double least, double greatest) {
    /** The value on the grid. */
    public double round(double w) {
      double raw = Math.max(least, Math.min(greatest, FixedArithmetic.roundHalfUp(w * scale)));
      return raw / scale;
    }
  }

  /** The formats of all stored tensors of a quantized model. */
  public static FakeQuantizer of(Model model, QuantizationSpec spec) {
    Map<String, FixedFormat> formats = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      formats.put(name, spec.formats().get(name));
    }
    return new FakeQuantizer(formats);
  }

  /** The grid of a tensor; null where it stays as it is. */
  public Grid grid(String name) {
    FixedFormat f = formats.get(name);
    return f == null
        ? null
        : new Grid(Math.scalb(1.0, f.fractionBits()), (double) f.minRaw(), (double) f.maxRaw());
  }

  /** A tensor on its grid. */
  public Tensor apply(String name, Tensor tensor) {
    Grid grid = grid(name);
    if (grid == null) {
      return tensor;
    }
    float[] out = new float[tensor.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) grid.round(tensor.data()[i]);
    }
    return new Tensor(tensor.shape().clone(), out);
  }

  /** All weights on their grids. */
  public Map<String, Tensor> apply(Map<String, Tensor> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    weights.forEach((name, w) -> out.put(name, apply(name, w)));
    return out;
  }
}
