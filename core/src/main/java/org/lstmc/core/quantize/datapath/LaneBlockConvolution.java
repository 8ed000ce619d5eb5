package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneMatrix;
import org.lstmc.core.quantize.kernel.LaneWords;

/**
 * A block-circulant convolution or dense layer in lock step. Every pixel's channel groups are
 * transformed once; for each bin a small matrix meets the spectra under the filter; the sums of
 * some neighbouring pixels are transformed back together.
 */
final class LaneBlockConvolution implements LaneLayer {
  /** Lanes of one transform: enough to hide what a call costs, few enough for the first cache. */
  private static final int TRANSFORM_LANES = 256;

  private final LaneProductPlan plan;
  private final CirculantSum sum;
  private final LaneKernel kernel;
  private final int lanes;
  private final LaneMap in;

  /** By word of the spectrum a map of [row][column][group], one after the other. */
  private final LaneMap spectra;

  private final int[][] offsets;
  private final LaneFft forward;
  private final LaneFft inverse;
  private final LaneWords toSpectrum;
  private final LaneWords toInverse;
  private final int inPixels;
  private final int outPixels;
  private final double[][] bins;
  private final double[] zeros;
  private final double[] words;
  private final double[] scratch;
  private final double[] outside;
  private final LaneSums sums;

  LaneBlockConvolution(
      LaneProductPlan plan,
      LaneKernel kernel,
      QuantizationSpec q,
      int lanes,
      LaneMap in,
      LaneMap out) {
    this.plan = plan;
    this.kernel = kernel;
    this.lanes = lanes;
    this.in = in;
    ForwardProduct p = plan.product();
    sum = p.sum();
    int k = sum.block();
    int groups = plan.groups();
    int rows = plan.blocks().blockRows();
    spectra =
        new LaneMap(new ImageShape(p.in().height(), p.in().width(), groups), p.padding(), lanes, k);
    forward = new LaneFft(p.term().forward(), kernel);
    inverse = new LaneFft(sum.inverse(), kernel);
    toSpectrum =
        new LaneWords(
            kernel,
            p.input().fractionBits() - p.term().forward().words().fractionBits(),
            p.term().forward().words(),
            q.rounding(),
            q.overflow());
    toInverse =
        new LaneWords(
            kernel,
            sum.accumulator().fractionBits() - sum.words().fractionBits(),
            sum.words(),
            q.rounding(),
            q.overflow());
    inPixels = pixels(groups, p.in().width());
    outPixels = pixels(rows, p.out().width());
    offsets = new int[HalfComplex.bins(k)][];
    bins = new double[offsets.length][];
    int most = 0;
    for (int bin = 0; bin < bins.length; bin++) {
      offsets[bin] = plan.offsets(bin, spectra, spectra.plane());
      int padded = plan.blocks().matrix(0, bin).rows();
      bins[bin] = new double[outPixels * padded * lanes];
      most = Math.max(most, padded);
    }
    zeros = new double[most];
    int widest = Math.max(inPixels * groups, outPixels * rows) * lanes;
    words = new double[k * widest];
    scratch = new double[forward.scratch(widest)];
    outside = new double[widest];
    sums = new LaneSums(plan, kernel, q, lanes, outPixels, out);
  }

  /** How many neighbouring pixels are transformed together. */
  private int pixels(int blocks, int width) {
    return Math.max(1, Math.min(width, TRANSFORM_LANES / (blocks * lanes)));
  }

  @Override
  public void run(int active, EventCounts counts) {
    ForwardProduct p = plan.product();
    Arrays.fill(outside, 0);
    for (int y = 0; y < p.in().height(); y++) {
      for (int x = 0; x < p.in().width(); x += inPixels) {
        transform(y, x, Math.min(inPixels, p.in().width() - x));
      }
    }
    counts.add(SignalNames.spectrum(sum.lead()), outside(active));
    for (int y = 0; y < p.out().height(); y++) {
      for (int x = 0; x < p.out().width(); x += outPixels) {
        int pixels = Math.min(outPixels, p.out().width() - x);
        products(y, x, pixels, active, counts);
        transformBack(pixels);
        sums.finish(y, x, pixels, active, counts);
      }
    }
    counts.add(SignalNames.inverse(sum.lead()), outside(active));
  }

  /** What the lanes have counted; the counts begin anew. */
  private long outside(int active) {
    double all = 0;
    for (int at = 0; at < outside.length; at++) {
      all += at % lanes < active ? outside[at] : 0;
    }
    Arrays.fill(outside, 0);
    return (long) all;
  }

  /** Spectra of neighbouring pixels; lanes of the transform are pixels, groups, images. */
  private void transform(int y, int x, int pixels) {
    int k = sum.block();
    int groups = plan.groups();
    int wide = pixels * groups * lanes;
    int from = in.at(y, x, 0);
    for (int n = 0; n < k; n++) {
      int to = forward.row(n) * wide;
      // Elements n of all groups lie k rows apart, over the pixels too unless the last is partial.
      int rows = pixels * groups;
      int held = pixels > 1 ? rows : (plan.in().channels() - n + k - 1) / k;
      toSpectrum.convert(
          in.data(), from + n * lanes, k * lanes, held, lanes, words, to, lanes, outside);
      Arrays.fill(words, to + held * lanes, to + rows * lanes, 0);
    }
    forward.forward(words, scratch, wide, outside);
    for (int word = 0; word < k; word++) {
      int to = word * spectra.plane() + spectra.at(y, x, 0);
      System.arraycopy(words, word * wide, spectra.data(), to, wide);
    }
  }

  /** Spectral sums of neighbouring pixels, bin by bin. */
  private void products(int y, int x, int pixels, int active, EventCounts counts) {
    int width = sum.accumulator().width();
    for (int bin = 0; bin < bins.length; bin++) {
      LaneMatrix m = plan.blocks().matrix(0, bin);
      for (int i = 0; i < pixels; i++) {
        int corner = spectra.offset(y, x + i, 0);
        int to = i * m.rows() * lanes;
        kernel.convolve(m, zeros, offsets[bin], spectra.data(), corner, lanes, bins[bin], to);
      }
      if (plan.blocks().canWrap()) {
        counts.add(
            SignalNames.spectralAccumulator(sum.lead()),
            LaneSums.wrap(bins[bin], pixels * m.rows(), lanes, active, width));
      }
    }
  }

  /** From the spectral sums of neighbouring pixels to their layer's sums. */
  private void transformBack(int pixels) {
    int k = sum.block();
    int rows = plan.blocks().blockRows();
    int wide = pixels * rows * lanes;
    for (int word = 0; word < k; word++) {
      int bin = Math.min(word, k - word);
      int padded = plan.blocks().matrix(0, bin).rows();
      for (int i = 0; i < pixels; i++) {
        int from = (i * padded + (word > k / 2 ? rows : 0)) * lanes;
        int to = word * wide + i * rows * lanes;
        toInverse.convert(bins[bin], from, lanes, rows, lanes, words, to, lanes, outside);
      }
    }
    inverse.inverse(words, scratch, wide, outside);
    int filters = plan.product().out().channels();
    double up = Math.scalb(1.0, plan.blocks().shift());
    for (int i = 0; i < pixels; i++) {
      for (int r = 0; r < filters; r++) {
        int from = inverse.row(r % k) * wide + (i * rows + r / k) * lanes;
        add(words, from, up, plan.bias()[r], sums.sums(), sums.at(i) + r * lanes);
      }
    }
  }

  private void add(double[] z, int from, double up, double bias, double[] out, int at) {
    for (int b = 0; b < lanes; b++) {
      out[at + b] = up * z[from + b] + bias;
    }
  }
}
