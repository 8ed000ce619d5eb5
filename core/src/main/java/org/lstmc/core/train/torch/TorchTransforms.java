package org.lstmc.core.train.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.train.WeightTransform;

/**
 * Interprets {@link WeightTransform}s: the one place a new structure adds its tensor operations.
 */
final class TorchTransforms implements AutoCloseable {
  /** What holds native memory for a transform. */
  interface Owned extends AutoCloseable {
    @Override
    void close();
  }

  private final Map<String, List<UnaryOperator<Tensor>>> steps = new LinkedHashMap<>();
  private final Map<String, Tensor> masks = new LinkedHashMap<>();
  private final List<Owned> owned = new ArrayList<>();

  TorchTransforms(
      Map<String, List<WeightTransform>> byName, Map<String, int[]> shapes, ScalarType type) {
    byName.forEach(
        (name, list) -> {
          List<UnaryOperator<Tensor>> ops = new ArrayList<>();
          for (WeightTransform transform : list) {
            ops.add(interpret(name, transform, shapes.get(name), type));
          }
          steps.put(name, ops);
        });
  }

  /** The weight in force for a parameter. */
  Tensor apply(String name, Tensor parameter) {
    Tensor w = parameter;
    for (UnaryOperator<Tensor> step : steps.getOrDefault(name, List.of())) {
      w = step.apply(w);
    }
    return w;
  }

  /** The mask of a parameter as ones and zeros; null without one. */
  Tensor mask(String name) {
    return masks.get(name);
  }

  /**
   * A value rounded to a format in the forward pass, its gradient passed through.
   *
   * @param cut whether the gradient is zero where the value saturates
   */
  static Tensor straightThrough(Tensor t, FixedFormat f, boolean cut) {
    Tensor rounded = TorchTensors.quantize(t, f);
    Tensor path = cut ? TorchTensors.clamp(t, f.toDouble(f.minRaw()), f.toDouble(f.maxRaw())) : t;
    // path - path is an exact zero that carries the gradient, so the sum is the rounded value.
    return rounded.add(path.sub(path.detach()));
  }

  private UnaryOperator<Tensor> interpret(
      String name, WeightTransform transform, int[] shape, ScalarType type) {
    if (transform instanceof WeightTransform.Masked m) {
      Tensor mask = floats(name, m.mask(), shape, type);
      masks.put(name, mask);
      return w -> w.mul(mask);
    }
    if (transform instanceof WeightTransform.Circulant c) {
      TorchCirculant circulant = new TorchCirculant(c.form(), type);
      owned.add(circulant);
      return circulant::expand;
    }
    if (transform instanceof WeightTransform.SpectrumQuantized q) {
      TorchSpectra spectra = new TorchSpectra(q.form().block(), q.format(), type);
      owned.add(spectra);
      return spectra::round;
    }
    if (transform instanceof WeightTransform.FakeQuantized q) {
      return w -> straightThrough(w, q.format(), false);
    }
    throw LstmcException.unsupported(
        "%s: the engine knows no transform %s", name, transform.getClass().getSimpleName());
  }

  private static Tensor floats(String name, Mask mask, int[] shape, ScalarType type) {
    if (shape == null || shape.length != 2 || shape[0] != mask.rows() || shape[1] != mask.cols()) {
      throw LstmcException.badInput(
          "mask of %s is %d x %d, the tensor is %s",
          name,
          mask.rows(),
          mask.cols(),
          shape == null ? "absent" : java.util.Arrays.toString(shape));
    }
    float[] ones = new float[mask.rows() * mask.cols()];
    for (int i = mask.kept().nextSetBit(0); i >= 0; i = mask.kept().nextSetBit(i + 1)) {
      ones[i] = 1f;
    }
    return TorchTensors.of(ones, type, mask.rows(), mask.cols());
  }

  @Override
  public void close() {
    masks.values().forEach(Tensor::close);
    masks.clear();
    owned.forEach(Owned::close);
    owned.clear();
  }
}
