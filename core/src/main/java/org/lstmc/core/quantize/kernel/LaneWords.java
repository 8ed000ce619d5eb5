package org.lstmc.core.quantize.kernel;

import java.util.Arrays;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/**
 * Brings integers, held as doubles, into a format, and counts those that leave it. Marks first and
 * counts only where a mark says so. Not thread-safe: one a thread.
 */
public final class LaneWords {
  private static final WordKernel COUNTING = new ScalarWords();

  private final WordKernel kernel;
  private final WordRounding rounding;
  private final double[] marks;

  /**
   * A conversion.
   *
   * @param drop bits to drop; negative for a shift left
   */
  public LaneWords(
      LaneKernel kernel, int drop, FixedFormat to, Rounding rounding, Overflow overflow) {
    this.kernel = overflow == Overflow.SAT ? kernel.words() : COUNTING;
    this.rounding = WordRounding.of(drop, to, rounding, overflow);
    this.marks = new double[this.kernel.counts() ? 0 : this.kernel.marks(LaneKernel.LANE_TILE)];
  }

  /** Whether integers of so many bits (sign included) come out exact. */
  public static boolean isExact(int drop, int bits) {
    return WordRounding.isExact(drop, bits);
  }

  /**
   * Converts some rows.
   *
   * @param x integers, row r at {@code r*lanes}
   * @param z words, row r at {@code at + r*stride}
   * @param outside gains one for each lane's word that leaves the format
   */
  public void convert(
      double[] x, int rows, int lanes, double[] z, int at, int stride, double[] outside) {
    convert(x, 0, lanes, rows, lanes, z, at, stride, outside);
  }

  /**
   * Converts some rows from anywhere.
   *
   * @param x integers, row r at {@code from + r*step}
   * @param z words, row r at {@code at + r*stride}
   * @param outside gains one for each lane's word that leaves the format
   */
  public void convert(
      double[] x,
      int from,
      int step,
      int rows,
      int lanes,
      double[] z,
      int at,
      int stride,
      double[] outside) {
    if (kernel.counts()) {
      rows(kernel, x, from, step, rows, lanes, z, at, stride, outside);
      return;
    }
    Arrays.fill(marks, 0);
    rows(kernel, x, from, step, rows, lanes, z, at, stride, marks);
    long any = 0;
    for (double mark : marks) {
      any |= Double.doubleToRawLongBits(mark);
    }
    if (any != 0) {
      rows(COUNTING, x, from, step, rows, lanes, z, at, stride, outside);
    }
  }

  private void rows(
      WordKernel on,
      double[] x,
      int from,
      int step,
      int rows,
      int lanes,
      double[] z,
      int at,
      int stride,
      double[] c) {
    if (step == lanes && stride == lanes) {
      // One run; but counts are by lane.
      int wide = on.counts() ? lanes : rows * lanes;
      for (int done = 0; done < rows * lanes; done += wide) {
        on.scale(x, from + done, 1, z, at + done, wide, rounding, c);
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      on.scale(x, from + r * step, 1, z, at + r * stride, lanes, rounding, c);
    }
  }
}
