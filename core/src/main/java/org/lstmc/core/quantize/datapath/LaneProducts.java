package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/** {@link RowSum.Blocks} in lock step, with room for the sums of one step. One a thread. */
final class LaneProducts {
  private final LaneBlocks blocks;
  private final LaneKernel kernel;
  private final LaneFft fft;
  private final int lanes;
  private final double[][] sums;
  private final double[] words;
  private final double[] scratch;
  private final double[] outside;

  LaneProducts(LaneBlocks blocks, LaneKernel kernel, int lanes) {
    this.blocks = blocks;
    this.kernel = kernel;
    this.lanes = lanes;
    this.fft = new LaneFft(blocks.sum().inverse(), kernel);
    int k = fft.points();
    sums = new double[HalfComplex.bins(k)][];
    for (int bin = 0; bin < sums.length; bin++) {
      int rows = (HalfComplex.isReal(bin, k) ? 1 : 2) * blocks.blockRows();
      sums[bin] = new double[LaneMatrix.padded(rows) * lanes];
    }
    words = new double[k * lanes];
    scratch = new double[fft.scratch(lanes)];
    outside = new double[lanes];
  }

  /**
   * Adds the aligned products to rows; the first row of {@code out} is that of the sum.
   *
   * @param spectra by operand
   */
  void addTo(double[] out, LaneSpectrum[] spectra, int active, EventCounts counts) {
    for (int bin = 0; bin < sums.length; bin++) {
      Arrays.fill(sums[bin], 0);
      for (int t = 0; t < blocks.slots().size(); t++) {
        int slot = blocks.slots().get(t);
        if (slot >= 0) {
          LaneMatrix m = blocks.matrix(t, bin);
          kernel.multiplyAdd(m, 0, m.rows(), lanes, spectra[slot].bin(bin), sums[bin]);
        }
      }
    }
    String lead = blocks.sum().lead();
    if (blocks.canWrap()) {
      counts.add(SignalNames.spectralAccumulator(lead), wrap(active));
    }
    Arrays.fill(outside, 0);
    for (int i = 0; i < blocks.blockRows(); i++) {
      transformBack(i, out);
    }
    counts.add(SignalNames.inverse(lead), LaneSpectrum.sum(outside, active));
  }

  private void transformBack(int i, double[] out) {
    int k = fft.points();
    int fraction = blocks.sum().accumulator().fractionBits();
    for (int word = 0; word < k; word++) {
      int row = word > k / 2 ? blocks.blockRows() + i : i;
      double[] from = sums[Math.min(word, k - word)];
      fft.convert(from, row * lanes, fraction, words, word, lanes, scratch, outside);
    }
    fft.inverse(words, scratch, lanes, outside);
    double up = Math.scalb(1.0, blocks.shift());
    int first = (blocks.firstBlock() + i) * k;
    int to = Math.min(blocks.to(), first + k);
    for (int r = Math.max(blocks.from(), first); r < to; r++) {
      addScaled(words, fft.row(r - first) * lanes, up, out, (r - blocks.from()) * lanes);
    }
  }

  private void addScaled(double[] z, int from, double up, double[] out, int at) {
    for (int b = 0; b < lanes; b++) {
      out[at + b] += up * z[from + b];
    }
  }

  /** Keeps the sums modulo 2^width; how many of the active lanes' were changed. */
  private long wrap(int active) {
    int width = blocks.sum().accumulator().width();
    int k = fft.points();
    long wrapped = 0;
    for (int bin = 0; bin < sums.length; bin++) {
      int rows = (HalfComplex.isReal(bin, k) ? 1 : 2) * blocks.blockRows();
      for (int at = 0; at < rows * lanes; at++) {
        long exact = (long) sums[bin][at];
        long held = FixedArithmetic.wrap(exact, width);
        sums[bin][at] = held;
        wrapped += held != exact && at % lanes < active ? 1 : 0;
      }
    }
    return wrapped;
  }
}
