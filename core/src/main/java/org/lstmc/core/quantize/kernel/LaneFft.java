package org.lstmc.core.quantize.kernel;

import java.util.Arrays;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.core.quantize.fft.HalfComplex;

/**
 * {@link FixedFft} on many blocks at once, integers held as doubles: word i of lane b lies at
 * {@code i*lanes + b}. Gives its bits wherever {@link #isExact} holds. Immutable.
 */
public final class LaneFft {
  private static final WordKernel COUNTING = new ScalarWords();

  private final FixedFft fft;
  private final int points;
  private final WordKernel kernel;
  private final double one;
  private final double[] cos;
  private final double[] sin;

  /** Roundings of plain words and of words with products, without and with a halving. */
  private final WordRounding[] plain = new WordRounding[2];

  private final WordRounding[] turned = new WordRounding[2];

  /** A transform on a kernel. */
  public LaneFft(FixedFft fft, LaneKernel kernel) {
    this.fft = fft;
    this.points = fft.points();
    boolean saturates = fft.overflow() == Overflow.SAT;
    this.kernel = saturates ? kernel.words() : COUNTING;
    int fraction = fft.twiddle().fractionBits();
    one = Math.scalb(1.0, fraction);
    cos = new double[points / 4 + 1];
    sin = new double[points / 4 + 1];
    for (int m = 0; m < cos.length; m++) {
      cos[m] = fft.cos(m);
      sin[m] = fft.sin(m);
    }
    for (int halve = 0; halve < 2; halve++) {
      plain[halve] = rounding(halve);
      turned[halve] = rounding(fraction + halve);
    }
  }

  /**
   * Whether no integer on the way leaves those that a double holds.
   *
   * @param bits width of the integers that are brought into the words' format
   * @param from their fraction bits
   */
  public static boolean isExact(FixedFft fft, int bits, int from) {
    int product = fft.words().width() + fft.twiddle().width() + 1;
    return WordRounding.isExact(from - fft.words().fractionBits(), bits)
        && WordRounding.isExact(fft.twiddle().fractionBits() + 1, product);
  }

  /** Number of points. */
  public int points() {
    return points;
  }

  /**
   * Brings a row of integers into the words' format.
   *
   * @param from fraction bits of the integers
   * @param p scratch
   * @param outside gains one for each lane whose word leaves the format
   */
  public void convert(
      double[] x, int at, int from, double[] z, int word, int lanes, double[] p, double[] outside) {
    WordRounding r = rounding(from - fft.words().fractionBits());
    if (kernel.counts()) {
      kernel.scale(x, at, 1, z, word * lanes, lanes, r, outside);
      return;
    }
    int marks = kernel.marks(lanes);
    Arrays.fill(p, 0, marks, 0);
    kernel.scale(x, at, 1, z, word * lanes, lanes, r, p);
    if (marked(p, marks)) {
      COUNTING.scale(x, at, 1, z, word * lanes, lanes, r, outside);
    }
  }

  /**
   * The row where word i of a block goes before {@link #forward}, and is after {@link #inverse}.
   */
  public int row(int i) {
    return HalfComplex.reversed(i, points);
  }

  /** Length of the scratch array that transforms of so many lanes need. */
  public int scratch(int lanes) {
    return (2 + points) * lanes;
  }

  /**
   * The stages of the forward transform.
   *
   * @param z words, rows in the order of {@link #row}; become the spectrum
   * @param p scratch
   */
  public void forward(double[] z, double[] p, int lanes, double[] outside) {
    run(true, z, p, lanes, outside);
  }

  /**
   * On a kernel that does not count first; where a word left its format, again on one that does.
   */
  private void run(boolean forth, double[] z, double[] p, int lanes, double[] outside) {
    if (kernel.counts()) {
      stages(forth, kernel, z, p, lanes, outside);
      return;
    }
    double[] marks = new double[kernel.marks(lanes)];
    System.arraycopy(z, 0, p, 2 * lanes, points * lanes);
    stages(forth, kernel, z, p, lanes, marks);
    if (marked(marks, marks.length)) {
      System.arraycopy(p, 2 * lanes, z, 0, points * lanes);
      stages(forth, COUNTING, z, p, lanes, outside);
    }
  }

  private void stages(
      boolean forth, WordKernel on, double[] z, double[] p, int lanes, double[] outside) {
    if (forth) {
      forward(on, z, p, lanes, outside);
    } else {
      inverse(on, z, p, lanes, outside);
    }
  }

  private static boolean marked(double[] marks, int length) {
    long any = 0;
    for (int b = 0; b < length; b++) {
      any |= Double.doubleToRawLongBits(marks[b]);
    }
    return any != 0;
  }

  private void forward(WordKernel on, double[] z, double[] p, int lanes, double[] outside) {
    for (int n = 2; n <= points; n *= 2) {
      int halve = fft.halves(n) ? 1 : 0;
      for (int s = 0; s < points; s += n) {
        on.pair(z, s * lanes, (s + n / 2) * lanes, lanes, plain[halve], outside);
        for (int j = 1; j < n / 4; j++) {
          join(on, z, p, s, j, n, lanes, turned[halve], outside);
        }
        if (n >= 4) {
          if (halve > 0) {
            scale(on, z, s + n / 4, 1, lanes, plain[halve], outside);
          }
          scale(on, z, s + n / 2 + n / 4, -1, lanes, plain[halve], outside);
        }
      }
    }
  }

  /**
   * The stages of the inverse transform.
   *
   * @param z a spectrum; becomes words, rows in the order of {@link #row}
   * @param p scratch
   */
  public void inverse(double[] z, double[] p, int lanes, double[] outside) {
    run(false, z, p, lanes, outside);
  }

  private void inverse(WordKernel on, double[] z, double[] p, int lanes, double[] outside) {
    for (int n = points; n >= 2; n /= 2) {
      int halve = fft.halves(n) ? 1 : 0;
      for (int s = 0; s < points; s += n) {
        on.pair(z, s * lanes, (s + n / 2) * lanes, lanes, plain[halve], outside);
        for (int j = 1; j < n / 4; j++) {
          part(on, z, p, s, j, n, lanes, halve, outside);
        }
        if (n >= 4) {
          scale(on, z, s + n / 4, 2, lanes, plain[halve], outside);
          scale(on, z, s + n / 2 + n / 4, -2, lanes, plain[halve], outside);
        }
      }
    }
  }

  private void scale(
      WordKernel on,
      double[] z,
      int row,
      double factor,
      int lanes,
      WordRounding r,
      double[] outside) {
    on.scale(z, row * lanes, factor, z, row * lanes, lanes, r, outside);
  }

  /** Bins j and n/2 - j from bin j of the even and the odd part. */
  private void join(
      WordKernel on,
      double[] z,
      double[] p,
      int s,
      int j,
      int n,
      int lanes,
      WordRounding r,
      double[] outside) {
    final int evenRe = (s + j) * lanes;
    final int evenIm = (s + n / 2 - j) * lanes;
    final int oddRe = (s + n / 2 + j) * lanes;
    final int oddIm = (s + n - j) * lanes;
    int m = j * (points / n);
    on.turn(z, oddRe, oddIm, cos[m], sin[m], p, lanes);
    on.blend(z, evenIm, one, p, lanes, oddIm, oddRe, 1, lanes, r, outside);
    on.blend(z, evenRe, one, p, 0, evenRe, evenIm, -1, lanes, r, outside);
  }

  /** Bin j of the even and the odd part from bins j and n/2 - j. */
  private void part(
      WordKernel on,
      double[] z,
      double[] p,
      int s,
      int j,
      int n,
      int lanes,
      int halve,
      double[] outside) {
    final int jRe = (s + j) * lanes;
    final int otherRe = (s + n / 2 - j) * lanes;
    final int otherIm = (s + n / 2 + j) * lanes;
    final int jIm = (s + n - j) * lanes;
    int m = j * (points / n);
    on.split(z, jRe, otherRe, 1, jRe, p, 0, lanes, plain[halve], outside);
    on.split(z, jIm, otherIm, -1, otherRe, p, lanes, lanes, plain[halve], outside);
    on.turnBack(p, cos[m], sin[m], z, otherIm, jIm, lanes, turned[halve], outside);
  }

  private WordRounding rounding(int drop) {
    FixedFormat to = fft.words();
    return WordRounding.of(drop, to, fft.rounding(), fft.overflow());
  }
}
