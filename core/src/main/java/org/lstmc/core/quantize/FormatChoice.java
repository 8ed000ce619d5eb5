package org.lstmc.core.quantize;

import org.lstmc.core.LstmcException;
import org.lstmc.core.number.FixedFormat;

/**
 * What a user says about a number: a whole format, a width whose integer bits calibration finds, or
 * nothing but "as it comes" (accumulators: the least width that cannot overflow).
 *
 * @param width bits in all; 0 for automatic
 * @param format the format; null where it is to be found
 */
public record FormatChoice(int width, FixedFormat format) {
  /** As it comes. */
  public static final FormatChoice AUTO = new FormatChoice(0, null);

  /** So many bits, calibrated. */
  public static FormatChoice width(int bits) {
    if (bits < 2 || bits > 62) {
      throw LstmcException.usage("width %d: allowed are 2 to 62 bits", bits);
    }
    return new FormatChoice(bits, null);
  }

  /** Exactly this format. */
  public static FormatChoice format(FixedFormat format) {
    return new FormatChoice(format.width(), format);
  }

  /** Reads {@code 16}, {@code fixed<16,4>}, {@code Q4.12} or {@code auto}. */
  public static FormatChoice parse(String text) {
    String t = text.trim();
    if (t.equals("auto")) {
      return AUTO;
    }
    if (t.matches("\\d{1,4}")) {
      return width(Integer.parseInt(t));
    }
    return format(FixedFormat.parse(t));
  }

  /** The text form, which {@link #parse} reads. */
  @Override
  public String toString() {
    return format != null ? format.toString() : width == 0 ? "auto" : Integer.toString(width);
  }
}
