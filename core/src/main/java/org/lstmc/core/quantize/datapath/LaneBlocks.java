package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.fft.WeightSpectra;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/**
 * The block-circulant products of some rows, made ready for lock step: a small dense matrix for
 * each bin, of a complex one {@code [re, -im; im, re]}, as exact doubles that are already aligned.
 * Shared by all threads.
 */
final class LaneBlocks {
  private final CirculantSum sum;
  private final RowSum.Blocks blocks;
  private final int from;
  private final int to;
  private final int firstBlock;
  private final int blockRows;

  /** By term (null where it takes no part), by bin. */
  private final List<LaneMatrix[]> matrices = new ArrayList<>();

  private final double greatest;

  LaneBlocks(RowSum rows, RowSum.Blocks blocks) {
    this.blocks = blocks;
    this.sum = blocks.sum();
    this.from = rows.from();
    this.to = rows.to();
    int k = sum.block();
    this.firstBlock = from / k;
    this.blockRows = (to + k - 1) / k - firstBlock;
    double most = 0;
    for (int t = 0; t < sum.terms().size(); t++) {
      CirculantTerm term = sum.terms().get(t);
      if (blocks.slots().get(t) < 0) {
        matrices.add(null);
        continue;
      }
      LaneMatrix[] bins = new LaneMatrix[HalfComplex.bins(k)];
      double magnitude = 0;
      for (int bin = 0; bin < bins.length; bin++) {
        bins[bin] = matrix(term, bin);
        for (int r = 0; r < bins[bin].rows(); r++) {
          magnitude = Math.max(magnitude, bins[bin].magnitude(r));
        }
      }
      most += magnitude * Math.scalb(1.0, term.forward().words().width() - 1);
      matrices.add(bins);
    }
    greatest = most;
  }

  private LaneMatrix matrix(CirculantTerm term, int bin) {
    WeightSpectra w = term.spectra();
    int q = w.form().blockCols();
    boolean real = HalfComplex.isReal(bin, sum.block());
    int rows = (real ? 1 : 2) * blockRows;
    int cols = (real ? 1 : 2) * q;
    double[] values = new double[rows * cols];
    for (int i = 0; i < blockRows; i++) {
      for (int j = 0; j < q; j++) {
        double re = Math.scalb((double) w.real(firstBlock + i, j, bin), term.shift());
        double im = Math.scalb((double) w.imaginary(firstBlock + i, j, bin), term.shift());
        values[i * cols + j] = re;
        if (!real) {
          values[i * cols + q + j] = -im;
          values[(blockRows + i) * cols + j] = im;
          values[(blockRows + i) * cols + q + j] = re;
        }
      }
    }
    return LaneMatrix.dense(rows, cols, values);
  }

  CirculantSum sum() {
    return sum;
  }

  /** Left shift of the products. */
  int shift() {
    return blocks.shift();
  }

  /** First row of the products. */
  int from() {
    return from;
  }

  /** Row after the last. */
  int to() {
    return to;
  }

  int firstBlock() {
    return firstBlock;
  }

  int blockRows() {
    return blockRows;
  }

  /** Which operand each term meets; -1 where it takes no part. */
  List<Integer> slots() {
    return blocks.slots();
  }

  /** The matrix of a term and a bin. */
  LaneMatrix matrix(int term, int bin) {
    return matrices.get(term)[bin];
  }

  /** Whether a spectral sum can leave its accumulator. */
  boolean canWrap() {
    return greatest > sum.accumulator().maxRaw();
  }

  /** The greatest magnitude of what is added to a row. */
  double magnitude() {
    return Math.scalb(1.0, sum.words().width() - 1 + shift());
  }

  /** Whether no integer on the way leaves those that a double holds. */
  boolean isExact() {
    int bits = Math.max(Math.getExponent(greatest) + 2, 2);
    return LaneFft.isExact(sum.inverse(), bits, sum.accumulator().fractionBits());
  }
}
