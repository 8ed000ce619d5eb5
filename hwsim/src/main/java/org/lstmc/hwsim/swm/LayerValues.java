package org.lstmc.hwsim.swm;

import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.quantize.datapath.ForwardProduct;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.HalfComplex;

/**
 * The values of one layer: its packed weights, and what each unit does with one image's words. An
 * output is numbered window by window of the pooling, pixel by pixel in a window, block row (or
 * row) by block row in a pixel.
 */
final class LayerValues {
  private final SwmLayer layer;
  private final ForwardProduct product;
  private final QuantizationSpec quantization;
  private final java.util.List<ForwardLayer> after;
  private final PackedWords weights;
  private final int width;

  /**
   * Values of a layer.
   *
   * @param after what the peripheral block does to its sums, in order
   * @param width products of one sum a cycle where it is dense
   */
  LayerValues(
      SwmLayer layer,
      ForwardProduct product,
      QuantizationSpec quantization,
      java.util.List<ForwardLayer> after,
      int width) {
    this.layer = layer;
    this.product = product;
    this.quantization = quantization;
    this.after = after;
    this.width = width;
    this.weights = layer.spectral() ? spectra() : dense();
  }

  private PackedWords spectra() {
    var stored = product.term().spectra();
    int k = layer.block();
    int columns = layer.matrix().blockCols();
    PackedWords packed = new PackedWords(layer.matrix().storedWords(), stored.format().width());
    for (int i = 0; i < layer.matrix().blockRows(); i++) {
      for (int j = 0; j < columns; j++) {
        for (int w = 0; w < k; w++) {
          packed.store(((long) i * columns + j) * k + w, stored.raw(i, j, w));
        }
      }
    }
    return packed;
  }

  private PackedWords dense() {
    var m = product.weights();
    PackedWords packed = new PackedWords((long) m.rows() * m.cols(), m.format().width());
    for (int r = 0; r < m.rows(); r++) {
      int end = r + 1 < m.rows() ? m.rowStart(r + 1) : m.count();
      for (int p = m.rowStart(r); p < end; p++) {
        packed.store((long) r * m.cols() + m.column(p), m.raw(p));
      }
    }
    return packed;
  }

  SwmLayer layer() {
    return layer;
  }

  /** Outputs that a pixel has: block rows, or rows. */
  int outputsOfPixel() {
    return layer.spectral() ? layer.matrix().blockRows() : layer.matrix().rows();
  }

  /** Side of the window that the pooling behind the layer takes in all. */
  private int window() {
    return layer.rows() / layer.stored().height();
  }

  /** Row and column of the n-th computed pixel. */
  private int[] pixel(long n) {
    int side = window();
    int inWindow = (int) (n % ((long) side * side));
    int at = (int) (n / ((long) side * side));
    int perRow = layer.cols() / side;
    return new int[] {at / perRow * side + inWindow / side, at % perRow * side + inWindow % side};
  }

  /** The transforms of an image's pixels that any output sees: [pixel][block of channels][k]. */
  long[][][] transform(long[] x) {
    ImageShape in = product.in();
    int k = layer.block();
    int blocks = layer.inputBlocks();
    long[][][] all = new long[in.pixels()][][];
    int reach = product.kernel() - 1 - product.padding();
    for (int row = 0; row < Math.min(in.height(), layer.rows() + reach); row++) {
      for (int col = 0; col < Math.min(in.width(), layer.cols() + reach); col++) {
        long[][] spectra = new long[blocks][k];
        for (int j = 0; j < blocks; j++) {
          long[] words = new long[k];
          for (int n = 0; n < k && j * k + n < in.channels(); n++) {
            words[n] = x[in.index(row, col, j * k + n)];
          }
          product.term().forward().forward(words, product.input().fractionBits(), spectra[j]);
        }
        all[row * in.width() + col] = spectra;
      }
    }
    return all;
  }

  /** What the accumulators of a lane hold at the end of its output block: k words. */
  long[] spectralSum(long[][][] spectra, long output) {
    int[] at = pixel(output / outputsOfPixel());
    int row = (int) (output % outputsOfPixel());
    int k = layer.block();
    int blocks = layer.inputBlocks();
    long[] held = new long[k];
    ImageShape in = product.in();
    for (int tap = 0; tap < layer.taps(); tap++) {
      int y = at[0] + tap / product.kernel() - product.padding();
      int x = at[1] + tap % product.kernel() - product.padding();
      if (y < 0 || x < 0 || y >= in.height() || x >= in.width()) {
        continue;
      }
      for (int j = 0; j < blocks; j++) {
        multiply(row, tap * blocks + j, spectra[y * in.width() + x][j], held);
      }
    }
    return held;
  }

  /** The complex multipliers and accumulators of a lane on one block. */
  private void multiply(int row, int column, long[] x, long[] held) {
    int k = layer.block();
    int shift = product.term().shift();
    int bits = product.sum().accumulator().width();
    long first = ((long) row * layer.matrix().blockCols() + column) * k;
    for (int bin = 0; bin <= k / 2; bin++) {
      long wr = weights.read(first + bin);
      if (HalfComplex.isReal(bin, k)) {
        held[bin] = FixedArithmetic.wrap(held[bin] + ((wr * x[bin]) << shift), bits);
        continue;
      }
      int at = HalfComplex.imaginary(bin, k);
      long wi = weights.read(first + at);
      held[bin] = FixedArithmetic.wrap(held[bin] + ((wr * x[bin] - wi * x[at]) << shift), bits);
      held[at] = FixedArithmetic.wrap(held[at] + ((wr * x[at] + wi * x[bin]) << shift), bits);
    }
  }

  /** A sum transformed back: the products of k consecutive rows, those beyond the last as well. */
  long[] back(long[] held) {
    CirculantSum sum = product.sum();
    long[] words = new long[held.length];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          FixedArithmetic.requantize(
              held[i],
              sum.accumulator().fractionBits(),
              sum.words(),
              sum.inverse().rounding(),
              sum.inverse().overflow());
    }
    long[] block = new long[words.length];
    sum.inverse().inverse(words, block);
    return block;
  }

  /** A dense sum, {@code width} products a cycle through the tree. */
  long dot(long[] image, long output) {
    int[] at = pixel(output / outputsOfPixel());
    long row = output % outputsOfPixel();
    int cols = layer.matrix().cols();
    ImageShape in = product.in();
    long sum = 0;
    for (int first = 0; first < cols; first += width) {
      long tree = 0;
      for (int c = first; c < Math.min(cols, first + width); c++) {
        int tap = c / in.channels();
        int y = at[0] + tap / product.kernel() - product.padding();
        int x = at[1] + tap % product.kernel() - product.padding();
        boolean inside = y >= 0 && x >= 0 && y < in.height() && x < in.width();
        tree +=
            inside ? weights.read(row * cols + c) * image[in.index(y, x, c % in.channels())] : 0;
      }
      sum += tree;
    }
    return sum;
  }

  /**
   * The peripheral block on an image's products, in the order in which they come.
   *
   * @param products by pixel in window order and row
   * @return what is written: maps, or the logits
   */
  long[] finish(long[][] products) {
    int side = window();
    ImageShape stored = layer.stored();
    long[] out = new long[stored.size()];
    int rows = layer.matrix().rows();
    for (int w = 0; w < stored.pixels(); w++) {
      long[] window = new long[side * side * rows];
      for (int p = 0; p < side * side; p++) {
        for (int r = 0; r < rows; r++) {
          window[p * rows + r] = word(products[w * side * side + p][r], r);
        }
      }
      long[] pooled = peripheral(window, new ImageShape(side, side, rows));
      System.arraycopy(pooled, 0, out, w * rows, rows);
    }
    return out;
  }

  private long word(long raw, int row) {
    long exact =
        (raw << product.shiftProduct()) + ((long) product.bias().raw(row) << product.shiftBias());
    long held = FixedArithmetic.wrap(exact, product.accumulator().width());
    return product.output() == null
        ? held
        : FixedArithmetic.requantize(
            held,
            product.accumulator().fractionBits(),
            product.output(),
            quantization.rounding(),
            quantization.overflow());
  }

  private long[] peripheral(long[] window, ImageShape shape) {
    long[] x = window;
    ImageShape at = shape;
    for (ForwardLayer step : after) {
      if (step instanceof ForwardLayer.Relu) {
        for (int i = 0; i < x.length; i++) {
          x[i] = Math.max(0, x[i]);
        }
      } else if (step instanceof ForwardLayer.Pooling p) {
        ImageShape less = p.output(at);
        x = pool(p, x, at, less);
        at = less;
      }
    }
    return x;
  }

  private long[] pool(ForwardLayer.Pooling p, long[] x, ImageShape in, ImageShape out) {
    boolean max = p.kind() == ForwardLayer.PoolingKind.MAX;
    long[] y = new long[out.size()];
    java.util.Arrays.fill(y, max ? Long.MIN_VALUE : 0);
    for (int row = 0; row < out.height() * p.size(); row++) {
      for (int col = 0; col < out.width() * p.size(); col++) {
        for (int c = 0; c < in.channels(); c++) {
          int to = out.index(row / p.size(), col / p.size(), c);
          long v = x[in.index(row, col, c)];
          y[to] = max ? Math.max(y[to], v) : y[to] + v;
        }
      }
    }
    if (!max) {
      int drop = 2 * Integer.numberOfTrailingZeros(p.size());
      for (int i = 0; i < y.length; i++) {
        y[i] = FixedArithmetic.round(y[i], drop, quantization.rounding());
      }
    }
    return y;
  }
}
