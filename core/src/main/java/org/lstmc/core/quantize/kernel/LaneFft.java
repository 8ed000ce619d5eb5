package org.lstmc.core.quantize.kernel;

import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.core.quantize.fft.HalfComplex;

/**
 * {@link FixedFft} on many blocks at once, integers held as doubles: word i of lane b lies at
 * {@code i*lanes + b}. Gives its bits wherever {@link #isExact} holds. Immutable.
 */
public final class LaneFft {
  private final FixedFft fft;
  private final int points;
  private final WordKernel kernel;
  private final int fraction;

  /** A transform on a kernel. */
  public LaneFft(FixedFft fft, LaneKernel kernel) {
    this.fft = fft;
    this.points = fft.points();
    this.kernel = kernel.words();
    this.fraction = fft.twiddle().fractionBits();
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
   * @param outside gains one for each lane whose word leaves the format
   */
  public void convert(
      double[] x, int at, int from, double[] z, int word, int lanes, double[] outside) {
    kernel.convert(x, at, z, word * lanes, lanes, rounding(from - words()), outside);
  }

  /**
   * The row where word i of a block goes before {@link #forward}, and is after {@link #inverse}.
   */
  public int row(int i) {
    return HalfComplex.reversed(i, points);
  }

  /** The stages of the forward transform; rows of {@code z} come in the order of {@link #row}. */
  public void forward(double[] z, int lanes, double[] outside) {
    for (int n = 2; n <= points; n *= 2) {
      int halve = fft.halves(n) ? 1 : 0;
      WordRounding plain = rounding(halve);
      WordRounding turned = rounding(fraction + halve);
      for (int s = 0; s < points; s += n) {
        kernel.pair(z, s * lanes, (s + n / 2) * lanes, lanes, plain, outside);
        for (int j = 1; j < n / 4; j++) {
          kernel.join(z, at(s, j, n, lanes), turn(j, n), lanes, turned, outside);
        }
        if (n >= 4) {
          if (halve > 0) {
            kernel.scale(z, (s + n / 4) * lanes, 1, lanes, plain, outside);
          }
          kernel.scale(z, (s + n / 2 + n / 4) * lanes, -1, lanes, plain, outside);
        }
      }
    }
  }

  /** The stages of the inverse transform; rows of {@code z} end in the order of {@link #row}. */
  public void inverse(double[] z, int lanes, double[] outside) {
    for (int n = points; n >= 2; n /= 2) {
      int halve = fft.halves(n) ? 1 : 0;
      WordRounding plain = rounding(halve);
      WordRounding turned = rounding(fraction + halve);
      for (int s = 0; s < points; s += n) {
        kernel.pair(z, s * lanes, (s + n / 2) * lanes, lanes, plain, outside);
        for (int j = 1; j < n / 4; j++) {
          kernel.part(z, at(s, j, n, lanes), turn(j, n), lanes, plain, turned, outside);
        }
        if (n >= 4) {
          kernel.scale(z, (s + n / 4) * lanes, 2, lanes, plain, outside);
          kernel.scale(z, (s + n / 2 + n / 4) * lanes, -2, lanes, plain, outside);
        }
      }
    }
  }

  private static int[] at(int s, int j, int n, int lanes) {
    return new int[] {
      (s + j) * lanes, (s + n / 2 - j) * lanes, (s + n / 2 + j) * lanes, (s + n - j) * lanes
    };
  }

  private double[] turn(int j, int n) {
    int m = j * (points / n);
    return new double[] {fft.cos(m), fft.sin(m), Math.scalb(1.0, fraction)};
  }

  private int words() {
    return fft.words().fractionBits();
  }

  private WordRounding rounding(int drop) {
    FixedFormat to = fft.words();
    return WordRounding.of(drop, to, fft.rounding(), fft.overflow());
  }
}
