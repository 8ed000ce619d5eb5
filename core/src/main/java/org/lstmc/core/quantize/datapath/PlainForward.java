package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.quantize.fft.WordCounter;

/**
 * One image through a feed-forward network, written for reading: the datapath that faster ones must
 * equal ({@code docs/arithmetic.md}, section "Feed-forward networks").
 */
final class PlainForward {
  private final IntegerNetwork net;
  private final EventCounts events;

  PlainForward(IntegerNetwork net, EventCounts events) {
    this.net = net;
    this.events = events;
  }

  /** All layers; the image as raw integers. */
  ForwardTrace run(long[] image) {
    FixedForward forward = net.forward();
    List<ForwardTrace.Layer> layers = new ArrayList<>();
    long[] x = image;
    for (int l = 0; l < forward.spec().layers().size(); l++) {
      ForwardLayer layer = forward.spec().layers().get(l);
      ForwardProduct product = forward.product(l);
      long[] sums = product == null ? null : sums(product, x);
      long[] y;
      if (product != null) {
        y = rounded(product, sums);
      } else if (layer instanceof ForwardLayer.Pooling pooling) {
        y = pooled(pooling, x, forward.spec().input(l));
      } else {
        boolean relu = layer instanceof ForwardLayer.Relu;
        y = relu ? Arrays.stream(x).map(v -> Math.max(v, 0)).toArray() : x;
      }
      layers.add(new ForwardTrace.Layer(x, sums, y));
      x = y;
    }
    return new ForwardTrace(layers, x);
  }

  /** What the accumulators of a layer hold, pixel by pixel. */
  private long[] sums(ForwardProduct p, long[] x) {
    ImageShape out = p.out();
    long[][] spectra = p.sum() == null ? null : spectra(p, x);
    long[] sums = new long[out.size()];
    long wrapped = 0;
    for (int row = 0; row < out.height(); row++) {
      for (int col = 0; col < out.width(); col++) {
        long[] products = spectra == null ? dense(p, x, row, col) : blocks(p, spectra, row, col);
        for (int c = 0; c < products.length; c++) {
          long exact =
              (products[c] << p.shiftProduct()) + ((long) p.bias().raw(c) << p.shiftBias());
          wrapped += Accumulator.wraps(exact, p.accumulator()) ? 1 : 0;
          sums[out.index(row, col, c)] = FixedArithmetic.wrap(exact, p.accumulator().width());
        }
      }
    }
    events.add(SignalNames.forwardAccumulator(p.layer()), wrapped);
    return sums;
  }

  /** The products of one output pixel: the matrix times what is under the filter. */
  private static long[] dense(ForwardProduct p, long[] x, int row, int col) {
    long[] patch = new long[p.weights().cols()];
    for (int i = 0; i < patch.length; i++) {
      int at = p.under(row, col, i);
      patch[i] = at < 0 ? 0 : x[at];
    }
    long[] products = new long[p.weights().rows()];
    for (int r = 0; r < products.length; r++) {
      products[r] = p.weights().dot(r, patch);
    }
    return products;
  }

  /** Spectra of every pixel's channels, group by group, once for all filters and taps. */
  private long[][] spectra(ForwardProduct p, long[] x) {
    int k = p.sum().block();
    int groups = (p.in().channels() + k - 1) / k;
    long[][] all = new long[p.in().pixels() * groups][];
    WordCounter counter = events::add;
    for (int pixel = 0; pixel < p.in().pixels(); pixel++) {
      int from = pixel * p.in().channels();
      long[] channels = Arrays.copyOfRange(x, from, from + p.in().channels());
      long[][] spectrum = p.term().transform(channels, p.input().fractionBits(), counter);
      System.arraycopy(spectrum, 0, all, pixel * groups, groups);
    }
    return all;
  }

  /** The products of one output pixel from the spectra under the filter. */
  private long[] blocks(ForwardProduct p, long[][] spectra, int row, int col) {
    int k = p.sum().block();
    int groups = (p.in().channels() + k - 1) / k;
    long[] zeros = new long[k];
    long[][] patch = new long[p.kernel() * p.kernel() * groups][];
    for (int j = 0; j < patch.length; j++) {
      int at = p.under(row, col, j / groups * p.in().channels());
      patch[j] = at < 0 ? zeros : spectra[at / p.in().channels() * groups + j % groups];
    }
    return p.sum().rows(0, p.out().channels(), List.<long[][]>of(patch), events::add);
  }

  private long[] rounded(ForwardProduct p, long[] sums) {
    if (p.output() == null) {
      return sums;
    }
    Rounder rounder = new Rounder(p.accumulator().fractionBits(), p.output(), net.quantization());
    long[] outside = new long[1];
    long[] y = new long[sums.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = rounder.apply(sums[i], outside, 0);
    }
    events.add(SignalNames.forwardOutput(p.layer()), outside[0]);
    return y;
  }

  /** Greatest or mean of every window; a mean drops 2 log2(side) bits of the window's sum. */
  private long[] pooled(ForwardLayer.Pooling pooling, long[] x, ImageShape in) {
    ImageShape out = pooling.output(in);
    int side = pooling.size();
    boolean max = pooling.kind() == ForwardLayer.PoolingKind.MAX;
    int drop = 2 * Integer.numberOfTrailingZeros(side);
    long[] y = new long[out.size()];
    for (int i = 0; i < y.length; i++) {
      int c = i % out.channels();
      int row = i / out.channels() / out.width() * side;
      int col = i / out.channels() % out.width() * side;
      long greatest = Long.MIN_VALUE;
      long sum = 0;
      for (int w = 0; w < side * side; w++) {
        long v = x[in.index(row + w / side, col + w % side, c)];
        greatest = Math.max(greatest, v);
        sum += v;
      }
      y[i] = max ? greatest : FixedArithmetic.round(sum, drop, net.quantization().rounding());
    }
    return y;
  }
}
