package org.lstmc.core.train.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Values in and out of libtorch. */
final class TorchTensors {
  private TorchTensors() {}

  /** A float tensor in the session's type. */
  static Tensor of(float[] data, ScalarType type, long... shape) {
    Tensor t = Tensor.create(data, shape);
    return type == ScalarType.Float ? t : t.to(type);
  }

  /** Integers as int64. */
  static Tensor of(int[] data, long... shape) {
    long[] wide = new long[data.length];
    for (int i = 0; i < data.length; i++) {
      wide[i] = data[i];
    }
    return Tensor.create(wide, shape);
  }

  /** Zeros in the session's type. */
  static Tensor zeros(ScalarType type, long... shape) {
    int n = 1;
    for (long extent : shape) {
      n *= (int) extent;
    }
    return of(new float[n], type, shape);
  }

  static long[] shape(int[] shape) {
    long[] out = new long[shape.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = shape[i];
    }
    return out;
  }

  /** A copy as a tensor of ours. */
  static org.lstmc.core.model.Tensor copy(Tensor t) {
    long[] sizes = t.sizes().vec().get();
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(sizes[i]);
    }
    return new org.lstmc.core.model.Tensor(shape, floats(t));
  }

  /** A copy of the values as floats. */
  static float[] floats(Tensor t) {
    try (PointerScope scope = new PointerScope()) {
      Tensor c = t.detach().to(ScalarType.Float).contiguous();
      float[] out = new float[Math.toIntExact(c.numel())];
      new FloatPointer(c.data_ptr()).get(out);
      return out;
    }
  }

  /** A copy of the values as doubles. */
  static double[] doubles(Tensor t) {
    try (PointerScope scope = new PointerScope()) {
      Tensor c = t.detach().to(ScalarType.Double).contiguous();
      double[] out = new double[Math.toIntExact(c.numel())];
      new DoublePointer(c.data_ptr()).get(out);
      return out;
    }
  }

  /** A copy of int64 values. */
  static long[] longs(Tensor t) {
    try (PointerScope scope = new PointerScope()) {
      Tensor c = t.contiguous();
      long[] out = new long[Math.toIntExact(c.numel())];
      new LongPointer(c.data_ptr()).get(out);
      return out;
    }
  }

  /** Rounds to a fixed-point format: halves up, saturating; no gradient. */
  static Tensor quantize(Tensor t, org.lstmc.core.number.FixedFormat f) {
    double lsb = f.toDouble(1);
    Tensor raw = torch.floor(t.detach().mul(scalar(1 / lsb)).add(scalar(0.5)));
    return clamp(raw, f.minRaw(), f.maxRaw()).mul(scalar(lsb));
  }

  /** Limits values; the gradient is cut outside. */
  static Tensor clamp(Tensor t, double low, double high) {
    return torch.clamp(
        t,
        new org.bytedeco.pytorch.ScalarOptional(scalar(low)),
        new org.bytedeco.pytorch.ScalarOptional(scalar(high)));
  }

  static org.bytedeco.pytorch.Scalar scalar(double v) {
    return new org.bytedeco.pytorch.Scalar(v);
  }
}
