package org.lstmc.core.quantize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.SpectralBasis;
import org.lstmc.core.quantize.fft.SpectralGroup;

/**
 * What quantization-aware training does to weights: {@code w -> raw(w) / 2^F}, which a trainer puts
 * in the forward pass while the gradient passes straight through (Bengio et al., arXiv 1308.3432).
 *
 * <p>A block-circulant matrix is stored as spectra, so it is these that are rounded: {@code v ->
 * grid(v F) B} for each block's vector v [k] as a row, with the matrices F and B of {@link
 * SpectralBasis}; since F B is the identity, the gradient with respect to v passes straight through
 * as before. Formats of such tensors are formats of spectra and mean nothing for v itself.
 *
 * @param formats format by tensor name; tensors not named stay as they are
 * @param blocks block size of the block-circulant ones by tensor name
 */
public record FakeQuantizer(Map<String, FixedFormat> formats, Map<String, Integer> blocks) {
  /** Rounding of a network without block-circulant matrices. */
  public FakeQuantizer(Map<String, FixedFormat> formats) {
    this(formats, Map.of());
  }

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
    return new FakeQuantizer(formats, SpectralGroup.blocks(model));
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
    Integer block = blocks.get(name);
    if (block != null) {
      BlockCirculant form = new BlockCirculant(tensor.rows(), tensor.cols(), block);
      return form.expand(spectral(form.vectors(tensor), new SpectralBasis(block), grid));
    }
    float[] out = new float[tensor.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) grid.round(tensor.data()[i]);
    }
    return new Tensor(tensor.shape().clone(), out);
  }

  private static Tensor spectral(Tensor vectors, SpectralBasis basis, Grid grid) {
    int k = basis.block();
    float[] v = vectors.data();
    float[] out = new float[v.length];
    double[] block = new double[k];
    for (int at = 0; at < v.length; at += k) {
      for (int n = 0; n < k; n++) {
        block[n] = v[at + n];
      }
      double[] spectrum = SpectralBasis.times(block, basis.toSpectrum());
      for (int w = 0; w < k; w++) {
        spectrum[w] = grid.round(spectrum[w]);
      }
      double[] back = SpectralBasis.times(spectrum, basis.fromSpectrum());
      for (int n = 0; n < k; n++) {
        out[at + n] = (float) back[n];
      }
    }
    return new Tensor(vectors.shape().clone(), out);
  }

  /** All weights on their grids. */
  public Map<String, Tensor> apply(Map<String, Tensor> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    weights.forEach((name, w) -> out.put(name, apply(name, w)));
    return out;
  }
}
