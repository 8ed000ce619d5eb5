package org.lstmc.hwsim.rtl;

import java.math.BigInteger;

/** Puts signed fields side by side into one memory word, the first field in the lowest bits. */
public final class BitWord {
  private BigInteger value = BigInteger.ZERO;
  private int width;

  /**
   * Appends the low {@code bits} bits of a two's-complement integer.
   *
   * @throws IllegalArgumentException if the integer needs more bits, read as signed or unsigned
   */
  public BitWord add(long field, int bits) {
    if (bits < 63 && (field >= 1L << bits || field < -(1L << (bits - 1)))) {
      throw new IllegalArgumentException(field + " does not fit " + bits + " bits");
    }
    BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    value = value.or(BigInteger.valueOf(field).and(mask).shiftLeft(width));
    width += bits;
    return this;
  }

  /** Bits so far. */
  public int width() {
    return width;
  }

  /** The word. */
  public BigInteger value() {
    return value;
  }
}
