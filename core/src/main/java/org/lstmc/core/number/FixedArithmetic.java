package org.lstmc.core.number;

/**
 * Rounding and overflow on raw integers: every place where the datapath drops bits calls one of
 * these. All of them are exact for any {@code long}, also where {@code a + half} would overflow.
 */
public final class FixedArithmetic {
  private FixedArithmetic() {}

  /**
   * Drops {@code n} bits of {@code a}: {@code a / 2^n}, rounded.
   *
   * @param n bits to drop; 0 or less shifts left, which the caller knows to fit
   */
  public static long round(long a, int n, Rounding rounding) {
    if (n <= 0) {
      return a << -n;
    }
    if (n > 63) {
      return rounding == Rounding.TRN && a < 0 ? -1 : 0;
    }
    long floor = a >> n;
    return switch (rounding) {
      case TRN -> floor;
      case RND -> floor + ((a >> (n - 1)) & 1);
      case RND_CONV -> floor + ((a >> (n - 1)) & 1 & (floor | stickyBit(a, n - 1)));
    };
  }

  /** Brings an integer into {@code width} bits. */
  public static long fit(long a, int width, Overflow overflow) {
    return overflow == Overflow.SAT ? saturate(a, width) : wrap(a, width);
  }

  /** The nearest integer of {@code width} bits, two's complement. */
  public static long saturate(long a, int width) {
    long max = (1L << (width - 1)) - 1;
    return Math.max(-max - 1, Math.min(max, a));
  }

  /** The low {@code width} bits, read as two's complement. */
  public static long wrap(long a, int width) {
    return (a << (64 - width)) >> (64 - width);
  }

  /** Whether an integer is representable in {@code width} bits. */
  public static boolean fits(long a, int width) {
    return wrap(a, width) == a;
  }

  /**
   * A raw integer with {@code fraction} bits right of the point, brought into another format: more
   * fraction bits shift left exactly, fewer are rounded; then overflow is dealt with.
   */
  public static long requantize(
      long raw, int fraction, FixedFormat to, Rounding rounding, Overflow overflow) {
    int drop = fraction - to.fractionBits();
    if (drop >= 0) {
      return fit(round(raw, drop, rounding), to.width(), overflow);
    }
    int up = -drop;
    if (overflow == Overflow.WRAP) {
      return up > 63 ? 0 : wrap(raw << up, to.width());
    }
    if (raw == 0) {
      return 0;
    }
    boolean lost = up > 62 || (raw << up) >> up != raw;
    return lost ? (raw > 0 ? to.maxRaw() : to.minRaw()) : saturate(raw << up, to.width());
  }

  /** Whether {@link #requantize} meets a rounded value that is outside the format. */
  public static boolean leaves(long raw, int fraction, FixedFormat to, Rounding rounding) {
    int drop = fraction - to.fractionBits();
    if (drop >= 0) {
      return !fits(round(raw, drop, rounding), to.width());
    }
    long max = drop < -62 ? 0 : to.maxRaw() >> -drop;
    long min = drop < -62 ? 0 : -(-to.minRaw() >> -drop);
    return raw > max || raw < min;
  }

  /** The nearest raw integer of a real value, halves up, saturated. NaN is refused. */
  public static long fromDouble(double value, FixedFormat format) {
    double scaled = roundHalfUp(Math.scalb(value, format.fractionBits()));
    if (Double.isNaN(scaled)) {
      throw new IllegalArgumentException("NaN has no fixed-point value");
    }
    return saturate((long) scaled, format.width());
  }

  /** Whether {@link #fromDouble} clips this value. */
  public static boolean clips(double value, FixedFormat format) {
    double scaled = roundHalfUp(Math.scalb(value, format.fractionBits()));
    double least = (double) format.minRaw();
    return scaled >= -least || scaled < least;
  }

  /** {@code floor(v + 1/2)} without the error of adding a half in floating point. */
  public static double roundHalfUp(double v) {
    double floor = Math.floor(v);
    return v - floor >= 0.5 ? floor + 1 : floor;
  }

  /** 1 if any of the low {@code n} bits is set. */
  private static long stickyBit(long a, int n) {
    return (a & ((1L << n) - 1)) != 0 ? 1 : 0;
  }
}
