package org.lstmc.core.number;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/**
 * A signed two's-complement fixed-point format, written {@code fixed<W,I>}: W bits in all, I
 * integer bits with the sign; the value of raw integer r is r / 2^(W-I). I may be negative or
 * exceed W. {@code Qm.n} is read as {@code fixed<m+n,m>} (m counts the sign bit).
 *
 * @param width bits in all, 2 to 62
 * @param integerBits bits left of the binary point, with the sign
 */
public record FixedFormat(int width, int integerBits) {
  private static final Pattern FIXED =
      Pattern.compile("\\s*(?:ap_)?fixed<\\s*(\\d+)\\s*,\\s*(-?\\d+)\\s*>\\s*");
  private static final Pattern Q = Pattern.compile("\\s*[Qq](\\d+)\\.(\\d+)\\s*");

  /** Checks the width. */
  public FixedFormat {
    if (width < 2 || width > 62 || integerBits < -62 || integerBits > 62) {
      throw LstmcException.badInput(
          "fixed<%d,%d>: allowed are 2 to 62 bits with -62 to 62 integer bits", width, integerBits);
    }
  }

  /** Reads {@code fixed<W,I>}, {@code ap_fixed<W,I>} or {@code Qm.n}. */
  @JsonCreator
  public static FixedFormat parse(String text) {
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      return new FixedFormat(number(fixed.group(1), text), number(fixed.group(2), text));
    }
    Matcher q = Q.matcher(text);
    if (q.matches()) {
      int m = number(q.group(1), text);
      return new FixedFormat(m + number(q.group(2), text), m);
    }
    throw notAFormat(text);
  }

  /** Bits right of the binary point; may be negative. */
  public int fractionBits() {
    return width - integerBits;
  }

  /** The greatest raw integer. */
  public long maxRaw() {
    return (1L << (width - 1)) - 1;
  }

  /** The least raw integer. */
  public long minRaw() {
    return -(1L << (width - 1));
  }

  /** The value of a raw integer. */
  public double toDouble(long raw) {
    return Math.scalb((double) raw, -fractionBits());
  }

  /** The text form, which {@link #parse} reads. */
  @JsonValue
  @Override
  public String toString() {
    return "fixed<" + width + "," + integerBits + ">";
  }

  private static int number(String digits, String text) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw notAFormat(text);
    }
  }

  private static LstmcException notAFormat(String text) {
    return LstmcException.badInput(
        "'%s' is not a number format. Allowed: fixed<W,I> (W bits in all, I integer bits with the"
            + " sign) or Qm.n, for example fixed<16,4> or Q4.12",
        text);
  }
}
