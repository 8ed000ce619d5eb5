package org.lstmc.core.train.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.number.FixedFormat;

/**
 * Vectors of k numbers with their real spectra rounded to a format. The transforms are products
 * with constant k x k matrices: for k up to a hundred or so they cost less than an FFT's calls.
 */
final class TorchSpectra implements TorchTransforms.Owned {
  private final FixedFormat format;

  /** Times a row of k numbers: real parts of bins 0 to k/2, then imaginary ones of 1 to k/2-1. */
  private final Tensor forward;

  private final Tensor backward;

  TorchSpectra(int k, FixedFormat format, ScalarType type) {
    this.format = format;
    float[] there = new float[k * k];
    float[] back = new float[k * k];
    for (int word = 0; word < k; word++) {
      boolean real = word <= k / 2;
      int bin = real ? word : word - k / 2;
      double weight = (bin == 0 || bin == k / 2 ? 1.0 : 2.0) / k;
      for (int n = 0; n < k; n++) {
        double angle = 2 * Math.PI * (bin * n % k) / k;
        double root = real ? Math.cos(angle) : -Math.sin(angle);
        there[n * k + word] = (float) root;
        back[word * k + n] = (float) (weight * root);
      }
    }
    forward = TorchTensors.of(there, type, k, k);
    backward = TorchTensors.of(back, type, k, k);
  }

  /** The vectors [p, q, k] whose spectra are the rounded ones; the gradient passes through. */
  Tensor round(Tensor vectors) {
    Tensor value = vectors.detach();
    Tensor rounded = TorchTensors.quantize(value.matmul(forward), format).matmul(backward);
    // vectors - value is an exact zero that carries the gradient.
    return rounded.add(vectors.sub(value));
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
  }
}
