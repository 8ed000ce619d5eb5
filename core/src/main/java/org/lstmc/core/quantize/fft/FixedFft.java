package org.lstmc.core.quantize.fft;

import org.lstmc.core.LstmcException;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/**
 * The transform of k real numbers in integers, exact to the bit ({@code docs/arithmetic.md},
 * section "The transform"): radix-2, log2 k stages, all words of one format. Each word that a stage
 * writes is an exact sum of words and of products with twiddle factors, rounded once; a stage that
 * halves drops one bit more. Immutable.
 */
public final class FixedFft {
  /** Most bits of a word and a twiddle factor together, so that sums fit 64-bit integers. */
  public static final int MOST_BITS = 59;

  private final int points;
  private final FixedFormat words;
  private final FixedFormat twiddle;
  private final int halvings;
  private final Rounding rounding;
  private final Overflow overflow;
  private final long[] cos;
  private final long[] sin;

  /**
   * A transform.
   *
   * @param points k, a power of two of at least 2
   * @param words format of every word
   * @param twiddle format of cos and sin
   * @param halvings how many of the log2 k stages halve: the last ones of the forward transform,
   *     the first ones of the inverse
   * @param rounding how bits are dropped
   * @param overflow what becomes of words out of range
   */
  public FixedFft(
      int points,
      FixedFormat words,
      FixedFormat twiddle,
      int halvings,
      Rounding rounding,
      Overflow overflow) {
    if (twiddle.integerBits() < 1 || twiddle.integerBits() >= twiddle.width()) {
      throw LstmcException.unsupported(
          "transform: twiddle factors %s; they lie in [-1, 1], so allowed are 1 to %d integer bits",
          twiddle, twiddle.width() - 1);
    }
    if (words.width() + twiddle.width() > MOST_BITS) {
      throw LstmcException.unsupported(
          "transform: words %s and twiddle factors %s have %d bits together; %d is the most",
          words, twiddle, words.width() + twiddle.width(), MOST_BITS);
    }
    int stages = Integer.numberOfTrailingZeros(points);
    if (points < 2 || Integer.bitCount(points) != 1 || halvings < 0 || halvings > stages) {
      throw LstmcException.badInput(
          "transform of %d points with %d halvings: allowed are powers of two from 2, and at most"
              + " one halving a stage",
          points, halvings);
    }
    this.points = points;
    this.words = words;
    this.twiddle = twiddle;
    this.halvings = halvings;
    this.rounding = rounding;
    this.overflow = overflow;
    cos = new long[points / 4 + 1];
    sin = new long[points / 4 + 1];
    for (int m = 0; m < cos.length; m++) {
      cos[m] = FixedArithmetic.fromDouble(RootsOfUnity.cos(m, points), twiddle);
      sin[m] = FixedArithmetic.fromDouble(RootsOfUnity.sin(m, points), twiddle);
    }
  }

  /** Number of points k. */
  public int points() {
    return points;
  }

  /** Stages: log2 k. */
  public int stages() {
    return Integer.numberOfTrailingZeros(points);
  }

  /** Format of every word. */
  public FixedFormat words() {
    return words;
  }

  /** Format of the twiddle factors. */
  public FixedFormat twiddle() {
    return twiddle;
  }

  /** Stages that halve. */
  public int halvings() {
    return halvings;
  }

  /** How bits are dropped. */
  public Rounding rounding() {
    return rounding;
  }

  /** What becomes of words out of range. */
  public Overflow overflow() {
    return overflow;
  }

  /** Raw cos(2 pi m / k), m from 0 to k/4. */
  public long cos(int m) {
    return cos[m];
  }

  /** Raw sin(2 pi m / k), m from 0 to k/4. */
  public long sin(int m) {
    return sin[m];
  }

  /** Whether the stage that joins parts of n/2 points to n (or parts them) halves. */
  public boolean halves(int n) {
    return points / n < 1 << halvings;
  }

  /**
   * Transforms a block: its integers are brought into the words' format, then the stages run.
   *
   * @param block k raw integers; stays as it is
   * @param fraction their fraction bits
   * @param spectrum receives the spectrum, as {@link HalfComplex} says, divided by 2^halvings
   * @return how many words left the format
   */
  public int forward(long[] block, int fraction, long[] spectrum) {
    int outside = 0;
    for (int i = 0; i < points; i++) {
      int to = HalfComplex.reversed(i, points);
      spectrum[to] = fit(block[i], fraction);
      outside += leaves(block[i], fraction) ? 1 : 0;
    }
    for (int n = 2; n <= points; n *= 2) {
      for (int s = 0; s < points; s += n) {
        outside += forwardStage(spectrum, s, n, halves(n) ? 1 : 0);
      }
    }
    return outside;
  }

  /**
   * k times the inverse transform, divided by 2^halvings.
   *
   * @param spectrum k words in the words' format, as {@link HalfComplex} says; stays as it is
   * @param block receives k raw integers in the words' format
   * @return how many words left the format
   */
  public int inverse(long[] spectrum, long[] block) {
    long[] z = spectrum.clone();
    int outside = 0;
    for (int n = points; n >= 2; n /= 2) {
      for (int s = 0; s < points; s += n) {
        outside += inverseStage(z, s, n, halves(n) ? 1 : 0);
      }
    }
    for (int i = 0; i < points; i++) {
      block[i] = z[HalfComplex.reversed(i, points)];
    }
    return outside;
  }

  private int forwardStage(long[] z, int s, int n, int halve) {
    final int h = n / 2;
    final int q = n / 4;
    final int t = twiddle.fractionBits();
    int outside = pair(z, s, s + h, halve);
    for (int j = 1; j < q; j++) {
      final long c = cos[j * (points / n)];
      final long d = sin[j * (points / n)];
      final long er = z[s + j] << t;
      final long ei = z[s + h - j] << t;
      final long or = z[s + h + j];
      final long oi = z[s + n - j];
      final long pr = c * or + d * oi;
      final long pi = c * oi - d * or;
      outside += put(z, s + j, er + pr, t + halve);
      outside += put(z, s + n - j, ei + pi, t + halve);
      outside += put(z, s + h - j, er - pr, t + halve);
      outside += put(z, s + h + j, pi - ei, t + halve);
    }
    if (n >= 4) {
      outside += put(z, s + q, z[s + q], halve);
      outside += put(z, s + h + q, -z[s + h + q], halve);
    }
    return outside;
  }

  private int inverseStage(long[] z, int s, int n, int halve) {
    final int h = n / 2;
    final int q = n / 4;
    final int t = twiddle.fractionBits();
    int outside = pair(z, s, s + h, halve);
    for (int j = 1; j < q; j++) {
      final long c = cos[j * (points / n)];
      final long d = sin[j * (points / n)];
      final long xr = z[s + j];
      final long xi = z[s + n - j];
      final long yr = z[s + h - j];
      final long yi = z[s + h + j];
      final long dr = xr - yr;
      final long di = xi + yi;
      outside += put(z, s + j, xr + yr, halve);
      outside += put(z, s + h - j, xi - yi, halve);
      outside += put(z, s + h + j, c * dr - d * di, t + halve);
      outside += put(z, s + n - j, c * di + d * dr, t + halve);
    }
    if (n >= 4) {
      outside += put(z, s + q, 2 * z[s + q], halve);
      outside += put(z, s + h + q, -2 * z[s + h + q], halve);
    }
    return outside;
  }

  /** Sum and difference of two words. */
  private int pair(long[] z, int a, int b, int halve) {
    long x = z[a];
    long y = z[b];
    return put(z, a, x + y, halve) + put(z, b, x - y, halve);
  }

  /** Writes a word whose exact value has so many fraction bits more; 1 if it left the format. */
  private int put(long[] z, int at, long exact, int drop) {
    long rounded = FixedArithmetic.round(exact, drop, rounding);
    z[at] = FixedArithmetic.fit(rounded, words.width(), overflow);
    return z[at] == rounded ? 0 : 1;
  }

  private long fit(long raw, int fraction) {
    return FixedArithmetic.requantize(raw, fraction, words, rounding, overflow);
  }

  private boolean leaves(long raw, int fraction) {
    return FixedArithmetic.leaves(raw, fraction, words, rounding);
  }
}
