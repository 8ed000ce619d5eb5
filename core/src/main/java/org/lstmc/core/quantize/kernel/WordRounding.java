package org.lstmc.core.quantize.kernel;

import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/**
 * Dropping bits and overflow on integers held as doubles. Adding {@link #ROUNDER} rounds to the
 * nearest integer, halves to even; an offset added before makes of that the other modes, as the
 * integers are a multiple of 2^-drop apart: half of the least place moves halves up, and with one
 * half less everything goes down.
 *
 * @param offset added to the integer first
 * @param scale 2^-drop
 * @param least least integer of the format
 * @param greatest greatest integer of the format
 * @param modulus 2^width where overflow wraps; 0 where it saturates
 * @param leastBits bits of {@code least + ROUNDER}
 * @param greatestBits bits of {@code greatest + ROUNDER}
 */
record WordRounding(
    double offset,
    double scale,
    double least,
    double greatest,
    double modulus,
    long leastBits,
    long greatestBits) {
  /** Adding and subtracting this rounds what is below 2^51. */
  static final double ROUNDER = 0x1.8p52;

  /** Integers and offsets below this stay exact. */
  private static final int EXACT_BITS = 51;

  /**
   * Rounding into a format.
   *
   * @param drop bits to drop; negative for a shift left
   */
  static WordRounding of(int drop, FixedFormat to, Rounding rounding, Overflow overflow) {
    double offset =
        drop <= 0
            ? 0
            : switch (rounding) {
              case RND -> 0.5;
              case RND_CONV -> 0;
              case TRN -> 0.5 - Math.scalb(1.0, drop - 1);
            };
    return new WordRounding(
        offset,
        Math.scalb(1.0, -drop),
        (double) to.minRaw(),
        (double) to.maxRaw(),
        overflow == Overflow.WRAP ? Math.scalb(1.0, to.width()) : 0,
        Double.doubleToRawLongBits(ROUNDER + to.minRaw()),
        Double.doubleToRawLongBits(ROUNDER + to.maxRaw()));
  }

  /**
   * What is added to a product of which low bits are cut off, so that rounding to nearest takes it
   * down to an integer.
   *
   * @param cut how many low bits; the product is scaled by 2^-cut already
   */
  static double cutOffset(int cut) {
    return Math.scalb(0.5 - Math.scalb(1.0, cut - 1), -cut);
  }

  /** Whether integers of so many bits (sign included) come out exact. */
  static boolean isExact(int drop, int bits) {
    return bits <= EXACT_BITS && bits - drop <= EXACT_BITS && drop <= EXACT_BITS;
  }

  /** Whether nothing is dropped, so that an integer stays what it is. */
  boolean isPlain() {
    return offset == 0 && scale == 1;
  }

  /** The rounded integer, before overflow. */
  double rounded(double v) {
    return ((v + offset) * scale + ROUNDER) - ROUNDER;
  }

  /** The integer in the format. */
  double fitted(double rounded) {
    return modulus == 0
        ? Math.max(least, Math.min(greatest, rounded))
        : FixedArithmetic.wrap((long) rounded, Math.getExponent(modulus));
  }
}
