package org.lstmc.core.compress.storage;

import java.util.Arrays;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/**
 * A matrix of integer codes of equal width: raw fixed-point values, or the bits of floats. Code 0
 * is the value zero in both.
 *
 * @param rows rows
 * @param cols columns
 * @param bits width of a code, 1 to 64
 * @param codes row-major, sign-extended to 64 bits
 */
public record CodedMatrix(int rows, int cols, int bits, long[] codes) {
  /** The 32 bits of each float. */
  public static CodedMatrix ofFloats(Tensor w) {
    long[] codes = new long[w.data().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Float.floatToRawIntBits(w.data()[i]);
    }
    return new CodedMatrix(w.rows(), w.cols(), 32, codes);
  }

  /** Raw values clamp(floor(w*2^F + 0.5)), as the number contract has it for weights. */
  public static CodedMatrix ofFixed(Tensor w, FixedFormat format) {
    long[] codes = new long[w.data().length];
    for (int i = 0; i < codes.length; i++) {
      double scaled = Math.floor(Math.scalb((double) w.data()[i], format.fractionBits()) + 0.5);
      codes[i] = Math.max(format.minRaw(), Math.min(format.maxRaw(), (long) scaled));
    }
    return new CodedMatrix(w.rows(), w.cols(), format.width(), codes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CodedMatrix m
        && rows == m.rows
        && cols == m.cols
        && bits == m.bits
        && Arrays.equals(codes, m.codes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + cols) + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "CodedMatrix[" + rows + " x " + cols + ", " + bits + " bits]";
  }
}
