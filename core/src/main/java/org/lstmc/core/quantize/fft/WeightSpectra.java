package org.lstmc.core.quantize.fft;

import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/**
 * A block-circulant matrix as the hardware stores it: the spectrum of each block's vector, k real
 * numbers ({@link HalfComplex}) rounded to nearest, halves up, saturated. Immutable.
 */
public final class WeightSpectra {
  private static final int MAX_WIDTH = 32;

  private final BlockCirculant form;
  private final FixedFormat format;
  private final int[] raws;
  private final long clipped;

  private WeightSpectra(BlockCirculant form, FixedFormat format, int[] raws, long clipped) {
    this.form = form;
    this.format = format;
    this.raws = raws;
    this.clipped = clipped;
  }

  /**
   * Rounds the spectra of a matrix.
   *
   * @param name the tensor's name, for messages
   * @param matrix dense [rows, cols], block-circulant
   */
  public static WeightSpectra of(
      String name, BlockCirculant form, Tensor matrix, FixedFormat format) {
    if (format.width() > MAX_WIDTH) {
      throw LstmcException.unsupported(
          "%s: format %s; stored tensors have at most %d bits", name, format, MAX_WIDTH);
    }
    double[] exact = exact(form, matrix);
    int[] raws = new int[exact.length];
    long clipped = 0;
    for (int i = 0; i < raws.length; i++) {
      raws[i] = (int) FixedArithmetic.fromDouble(exact[i], format);
      clipped += FixedArithmetic.clips(exact[i], format) ? 1 : 0;
    }
    return new WeightSpectra(form, format, raws, clipped);
  }

  /**
   * The spectra before rounding, [p, q, k]: sums over the block's vector w, in its order, of {@code
   * w[n] cos(2 pi j n / k)} and {@code -w[n] sin(2 pi j n / k)}, in double.
   */
  public static double[] exact(BlockCirculant form, Tensor matrix) {
    int k = form.block();
    float[] w = form.vectors(matrix).data();
    double[] out = new double[w.length];
    double[] cos = new double[k];
    double[] sin = new double[k];
    for (int m = 0; m < k; m++) {
      cos[m] = RootsOfUnity.cos(m, k);
      sin[m] = RootsOfUnity.sin(m, k);
    }
    for (int at = 0; at < w.length; at += k) {
      for (int j = 0; j <= k / 2; j++) {
        double re = 0;
        double im = 0;
        for (int n = 0; n < k; n++) {
          int m = j * n & (k - 1);
          re += w[at + n] * cos[m];
          im -= w[at + n] * sin[m];
        }
        out[at + j] = re;
        if (!HalfComplex.isReal(j, k)) {
          out[at + HalfComplex.imaginary(j, k)] = im;
        }
      }
    }
    return out;
  }

  /** Shape and block size. */
  public BlockCirculant form() {
    return form;
  }

  /** Format of the stored numbers. */
  public FixedFormat format() {
    return format;
  }

  /** Stored numbers that the format could not hold and that were saturated. */
  public long clipped() {
    return clipped;
  }

  /** A stored number: word 0 to k-1 of the block at a block row and a block column. */
  public int raw(int blockRow, int blockCol, int word) {
    return raws[(blockRow * form.blockCols() + blockCol) * form.block() + word];
  }

  /** Raw real part of a bin. */
  public long real(int blockRow, int blockCol, int bin) {
    return raw(blockRow, blockCol, bin);
  }

  /** Raw imaginary part of a bin; 0 for a real one. */
  public long imaginary(int blockRow, int blockCol, int bin) {
    int k = form.block();
    return HalfComplex.isReal(bin, k) ? 0 : raw(blockRow, blockCol, HalfComplex.imaginary(bin, k));
  }
}
