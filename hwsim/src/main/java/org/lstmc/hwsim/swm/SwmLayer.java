package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;
import org.lstmc.hwsim.ForwardWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;

/**
 * A convolution or dense layer with what the peripheral block does to its sums on the way out.
 *
 * @param number its number in the network
 * @param work the layer
 * @param rows rows of output pixels that are computed: those that fill a window of the pooling
 * @param cols columns of output pixels that are computed
 * @param stored shape of what is written: after ReLU and pooling, before it is flattened
 * @param last whether its sums are the logits
 */
record SwmLayer(
    int number, ForwardWorkload work, int rows, int cols, ImageShape stored, boolean last) {
  /** The layers of a network; what stands before the first matrix is not taken. */
  static List<SwmLayer> of(Workload w) {
    List<SwmLayer> all = new ArrayList<>();
    List<ForwardWorkload> f = w.forward();
    for (int l = 0; l < f.size(); l++) {
      if (!f.get(l).hasMatrix()) {
        continue;
      }
      int end = l + 1;
      int window = 1;
      ImageShape stored = f.get(l).output();
      while (end < f.size() && !f.get(end).hasMatrix()) {
        window *= f.get(end).layer() instanceof ForwardLayer.Pooling p ? p.size() : 1;
        stored = f.get(end).layer() instanceof ForwardLayer.Flatten ? stored : f.get(end).output();
        end++;
      }
      ImageShape out = f.get(l).output();
      all.add(
          new SwmLayer(
              l,
              f.get(l),
              out.height() / window * window,
              out.width() / window * window,
              stored,
              end == f.size()));
    }
    return all;
  }

  MatrixWorkload matrix() {
    return work.matrix();
  }

  boolean spectral() {
    return matrix().isCirculant();
  }

  int block() {
    return matrix().block();
  }

  /** Taps of the filter; 1 of a dense layer. */
  int taps() {
    return work.layer() instanceof ForwardLayer.Convolution c ? c.kernel() * c.kernel() : 1;
  }

  /** Output pixels that are computed. */
  long pixels() {
    return (long) rows * cols;
  }

  /** Input pixels that any computed output pixel sees. */
  long inputPixels() {
    if (!(work.layer() instanceof ForwardLayer.Convolution c)) {
      return 1;
    }
    int reach = c.kernel() - 1 - c.padding();
    return (long) Math.min(work.input().height(), rows + reach)
        * Math.min(work.input().width(), cols + reach);
  }

  /** Blocks of a pixel's channels q_c, or of a dense layer's input. */
  int inputBlocks() {
    return matrix().blockCols() / taps();
  }

  /** Transforms of an image's input. */
  long forwardTransforms() {
    return spectral() ? inputPixels() * inputBlocks() : 0;
  }

  /** Output blocks of an image; each is transformed back once. */
  long outputBlocks() {
    return spectral() ? pixels() * matrix().blockRows() : 0;
  }

  /** Products of spectra that add up in one output block. */
  long columns() {
    return matrix().blockCols();
  }

  /** Sums of an image. */
  long sums() {
    return pixels() * matrix().rows();
  }

  /** Real products of an image that are not with an imaginary part that is always zero. */
  long macs() {
    return spectral() ? outputBlocks() * columns() * (2L * block() - 2) : sums() * matrix().cols();
  }

  /** Cycles of the core for the transforms of so many images. */
  long forwardCycles(SwmArray a, int images) {
    return images * forwardTransforms() * (spectral() ? a.transformCycles(block()) : 0);
  }

  /** Cycles of the core for their transforms back. */
  long inverseCycles(SwmArray a, int images) {
    return images * outputBlocks() * (spectral() ? a.transformCycles(block()) : 0);
  }

  /** Groups of outputs that are summed side by side, of so many images. */
  long groups(SwmArray a, int images) {
    long outputs = images * (spectral() ? outputBlocks() : sums());
    return (outputs + outputLanes(a) - 1) / outputLanes(a);
  }

  /** Outputs (blocks of them where they are spectra) that are summed side by side. */
  int outputLanes(SwmArray a) {
    return spectral() ? a.blockLanes(block()) : a.dotLanes(dotWidth(a));
  }

  /** Cycles of a group. */
  long groupCycles(SwmArray a) {
    if (spectral()) {
      return columns() * a.blockCycles(block());
    }
    int width = dotWidth(a);
    return ((long) matrix().cols() + width - 1) / width;
  }

  /** Cycles of the multipliers for so many images. */
  long productCycles(SwmArray a, int images) {
    return groups(a, images) * groupCycles(a);
  }

  /** Cycles of the peripheral block for so many images. */
  long peripheralCycles(SwmArray a, int images) {
    return (images * sums() + a.lanes() - 1) / a.lanes();
  }

  /** Products of one sum a cycle in a dense layer: the power of two that takes an image fastest. */
  int dotWidth(SwmArray a) {
    int best = 1;
    long fewest = Long.MAX_VALUE;
    for (int width = 1; width <= a.realMultipliers(); width *= 2) {
      long lanes = a.dotLanes(width);
      long cycles = (sums() + lanes - 1) / lanes * ((matrix().cols() + width - 1) / width);
      if (cycles < fewest) {
        best = width;
        fewest = cycles;
      }
    }
    return best;
  }
}
