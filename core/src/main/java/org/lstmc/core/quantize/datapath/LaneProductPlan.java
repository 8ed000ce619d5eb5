package org.lstmc.core.quantize.datapath;

import java.util.List;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneMatrix;
import org.lstmc.core.quantize.kernel.LaneWords;

/**
 * A matrix layer of a feed-forward network made ready for lock step: weights and bias as exact
 * doubles, aligned, and where under the filter each column of the matrix lies. Shared by all
 * threads.
 */
final class LaneProductPlan {
  private final ForwardProduct product;
  private final LaneMatrix matrix;
  private final LaneBlocks blocks;
  private final double[] bias;
  private final double greatest;

  LaneProductPlan(ForwardProduct p) {
    this.product = p;
    int filters = p.out().channels();
    bias = new double[LaneMatrix.padded(filters)];
    double most = 0;
    if (p.sum() == null) {
      matrix = dense(p);
      blocks = null;
    } else {
      RowSum.Blocks part = new RowSum.Blocks(List.of(0), p.sum(), p.shiftProduct());
      matrix = null;
      blocks = new LaneBlocks(new RowSum(0, filters, List.of(part)), part);
    }
    for (int r = 0; r < filters; r++) {
      bias[r] = Math.scalb((double) p.bias().raw(r), p.shiftBias());
      double products =
          blocks != null
              ? blocks.magnitude()
              : matrix.magnitude(r) * Math.scalb(1.0, p.input().width() - 1);
      most = Math.max(most, Math.abs(bias[r]) + products);
    }
    greatest = most;
  }

  private static LaneMatrix dense(ForwardProduct p) {
    FixedMatrix w = p.weights();
    double[] values = new double[w.rows() * w.cols()];
    for (int r = 0; r < w.rows(); r++) {
      for (int at = w.rowStart(r); at < w.rowStart(r + 1); at++) {
        values[r * w.cols() + w.column(at)] = Math.scalb((double) w.raw(at), p.shiftProduct());
      }
    }
    return LaneMatrix.dense(w.rows(), w.cols(), values);
  }

  ForwardProduct product() {
    return product;
  }

  /** The matrix; null where it is block-circulant. */
  LaneMatrix matrix() {
    return matrix;
  }

  /** The block-circulant matrix by bins; null for another. */
  LaneBlocks blocks() {
    return blocks;
  }

  /** The aligned bias, padded. */
  double[] bias() {
    return bias;
  }

  /** Whether a sum can leave its accumulator. */
  boolean canWrap() {
    return greatest > product.accumulator().maxRaw();
  }

  /** Whether no integer on the way leaves those that a double holds. */
  boolean isExact() {
    int bits = Math.getExponent(greatest) + 2;
    boolean rounds =
        product.output() == null
            || LaneWords.isExact(
                product.accumulator().fractionBits() - product.output().fractionBits(),
                Math.max(bits, product.accumulator().width()));
    boolean transforms =
        blocks == null
            || (blocks.isExact()
                && LaneFft.isExact(
                    product.term().forward(),
                    product.input().width(),
                    product.input().fractionBits()));
    return greatest < LaneMatrix.EXACT && rounds && transforms;
  }

  /**
   * Where the columns of the matrix lie, from the element under the filter's corner.
   *
   * @param map the padded input
   */
  int[] offsets(LaneMap map) {
    int channels = product.in().channels();
    int[] all = new int[matrix.cols()];
    for (int i = 0; i < all.length; i++) {
      int tap = i / channels;
      all[i] = map.offset(tap / product.kernel(), tap % product.kernel(), i % channels);
    }
    return all;
  }

  /**
   * The same of a bin's matrix, whose columns are the real parts of all block columns, then, unless
   * the bin is real, the imaginary ones.
   *
   * @param spectra maps by word of the spectrum one after the other, channel groups as channels
   * @param plane elements of one map
   */
  int[] offsets(int bin, LaneMap spectra, int plane) {
    int k = product.sum().block();
    int groups = spectra.shape().channels();
    boolean real = HalfComplex.isReal(bin, k);
    int columns = product.term().spectra().form().blockCols();
    int[] all = new int[(real ? 1 : 2) * columns];
    for (int i = 0; i < all.length; i++) {
      int word = i < columns ? bin : HalfComplex.imaginary(bin, k);
      int tap = i % columns / groups;
      int group = i % columns % groups;
      all[i] = word * plane + spectra.offset(tap / product.kernel(), tap % product.kernel(), group);
    }
    return all;
  }

  /** Channel groups of a pixel; the last one of a dense layer may be filled up with zeros. */
  int groups() {
    int k = product.sum().block();
    return (product.in().channels() + k - 1) / k;
  }

  /** The shape of the input. */
  ImageShape in() {
    return product.in();
  }
}
