package org.lstmc.core.quantize;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.quantize.fft.FloatCirculant;
import org.lstmc.core.quantize.fft.RealFft;
import org.lstmc.core.reference.Probe;

/**
 * Watches images in a feed-forward float network and computes, in double, the words that transforms
 * of its block-circulant products would see; passes every signal that has a format on.
 */
final class ForwardRanges implements Probe {
  private final ForwardSpec spec;
  private final Map<String, FloatCirculant> products;
  private final SignalRanges ranges;

  /**
   * A watcher.
   *
   * @param products by matrix
   */
  ForwardRanges(ForwardSpec spec, Map<String, FloatCirculant> products, SignalRanges ranges) {
    this.spec = spec;
    this.products = products;
    this.ranges = ranges;
  }

  @Override
  public void signal(String name, double[] values, int from, int to) {
    if (!name.endsWith(".vector")) {
      ranges.signal(name, values, from, to);
      return;
    }
    int l = TensorNames.layerOf(name);
    FloatCirculant product = products.get(TensorNames.forwardWeight(l));
    if (product != null) {
      layer(l, product, Arrays.copyOfRange(values, from, to));
    }
  }

  /** Every pixel is transformed once; every output pixel back, block row by block row. */
  private void layer(int l, FloatCirculant product, double[] x) {
    int kernel = 1;
    int padding = 0;
    if (spec.layers().get(l) instanceof ForwardLayer.Convolution c) {
      kernel = c.kernel();
      padding = c.padding();
    }
    final ImageShape in = spec.input(l);
    final ImageShape out = spec.output(l);
    final RealFft.Watch forth = watch(SignalNames.spectrum(product.group().lead()));
    final RealFft.Watch back = watch(SignalNames.inverse(product.group().lead()));
    double[][][] spectra = new double[in.pixels()][][];
    for (int i = 0; i < spectra.length; i++) {
      int at = i * in.channels();
      spectra[i] = product.transform(0, Arrays.copyOfRange(x, at, at + in.channels()), forth);
    }
    int groups = spectra[0].length;
    double[][] patch = new double[kernel * kernel * groups][];
    double[] zeros = new double[product.group().block()];
    for (int pixel = 0; pixel < out.pixels(); pixel++) {
      for (int j = 0; j < patch.length; j++) {
        int row = pixel / out.width() + j / groups / kernel - padding;
        int col = pixel % out.width() + j / groups % kernel - padding;
        boolean inside = row >= 0 && row < in.height() && col >= 0 && col < in.width();
        patch[j] = inside ? spectra[row * in.width() + col][j % groups] : zeros;
      }
      product.rows(0, product.rows(), List.<double[][]>of(patch), back);
    }
  }

  private RealFft.Watch watch(String signal) {
    return words -> ranges.signal(signal, words, 0, words.length);
  }
}
