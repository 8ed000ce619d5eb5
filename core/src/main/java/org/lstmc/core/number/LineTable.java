package org.lstmc.core.number;

/**
 * One stored line a segment: {@code intercept + slope * (x - start)}. The slope is the chord's; the
 * line is moved so that its greatest error above equals that below, which is the minimax line
 * wherever the function has no inflection inside the segment.
 */
public final class LineTable extends ActivationTable {
  /** Fraction bits of slope and intercept beyond the output's. */
  static final int GUARD_BITS = 2;

  private static final int MAX_SEGMENTS = 4096;
  private static final int FIT_POINTS = 256;

  private final long bound;
  private final long[] start;
  private final long[] slope;
  private final long[] intercept;
  private final int slopeUp;
  private final int interceptUp;
  private final int sumFraction;

  LineTable(
      ActivationFunction function, int segments, double range, FixedFormat in, FixedFormat out) {
    super(function, in, out);
    if (segments < 1 || segments > MAX_SEGMENTS) {
      throw bad("number of linear segments", segments, "1 to " + MAX_SEGMENTS);
    }
    double scaled = FixedArithmetic.roundHalfUp(Math.scalb(range, in.fractionBits()));
    if (!(range > 0) || !(2 * scaled >= segments) || scaled > 1L << 40) {
      throw bad(
          "range of " + segments + " linear segments with input " + in,
          range,
          "a positive number that gives every segment at least one input value");
    }
    bound = (long) scaled;
    int fraction = out.fractionBits() + GUARD_BITS;
    sumFraction = Math.max(fraction + in.fractionBits(), fraction);
    slopeUp = sumFraction - fraction - in.fractionBits();
    interceptUp = sumFraction - fraction;
    if (sumFraction + Math.getExponent(range) + 4 > 62) {
      throw bad(
          "input " + in + " with output", out, "a pair whose product with the range has 62 bits");
    }
    start = new long[segments + 1];
    slope = new long[segments];
    intercept = new long[segments];
    for (int k = 0; k <= segments; k++) {
      start[k] = -Math.floorDiv(-2 * bound * k, segments) - bound;
    }
    for (int k = 0; k < segments; k++) {
      fit(k, fraction);
    }
  }

  private void fit(int k, int fraction) {
    double a = in().toDouble(start[k]);
    double b = in().toDouble(start[k + 1]);
    double fa = function().value(a);
    double m = (function().value(b) - fa) / (b - a);
    double least = 0;
    double most = 0;
    for (int i = 1; i < FIT_POINTS; i++) {
      double dx = (b - a) * i / FIT_POINTS;
      double off = function().value(a + dx) - (fa + m * dx);
      least = Math.min(least, off);
      most = Math.max(most, off);
    }
    slope[k] = (long) FixedArithmetic.roundHalfUp(Math.scalb(m, fraction));
    intercept[k] =
        (long) FixedArithmetic.roundHalfUp(Math.scalb(fa + (least + most) / 2, fraction));
  }

  /** Number of segments. */
  public int segments() {
    return slope.length;
  }

  /** Raw inputs are held in [-bound, bound). */
  public long bound() {
    return bound;
  }

  /** Left shift of slope times distance in the sum. */
  public int slopeUp() {
    return slopeUp;
  }

  /** Left shift of the intercept in the sum. */
  public int interceptUp() {
    return interceptUp;
  }

  /** Fraction bits of the sum, which is rounded once. */
  public int sumFraction() {
    return sumFraction;
  }

  @Override
  public long apply(long raw) {
    long x = Math.max(-bound, Math.min(bound - 1, raw));
    int k = (int) Math.floorDiv((x + bound) * slope.length, 2 * bound);
    long sum = ((slope[k] * (x - start[k])) << slopeUp) + (intercept[k] << interceptUp);
    return FixedArithmetic.requantize(sum, sumFraction, out(), Rounding.RND, Overflow.SAT);
  }

  /** Start, slope and intercept of every segment in turn. */
  @Override
  public long[] contents() {
    long[] all = new long[3 * slope.length];
    for (int k = 0; k < slope.length; k++) {
      all[3 * k] = start[k];
      all[3 * k + 1] = slope[k];
      all[3 * k + 2] = intercept[k];
    }
    return all;
  }
}
