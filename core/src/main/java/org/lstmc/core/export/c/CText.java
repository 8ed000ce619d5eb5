package org.lstmc.core.export.c;

import java.util.Locale;
import org.lstmc.core.number.FixedFormat;

/** Small pieces of C. */
final class CText {
  private static final int MOST_DROPPED = 63;

  private CText() {}

  /**
   * A {@code lstmc_to}. Beyond 63 bits more or fewer make no difference: raw integers have at most
   * 62.
   *
   * @param fraction fraction bits of what is brought into the format
   */
  static String to(int fraction, FixedFormat format) {
    int drop = fraction - format.fractionBits();
    int held = Math.max(-MOST_DROPPED, Math.min(MOST_DROPPED, drop));
    return "{" + held + ", " + format.width() + "}";
  }

  /** A left shift; from 64 on nothing is left of a sum. */
  static int shift(int bits) {
    return Math.min(bits, 64);
  }

  /** A line of a designated initialiser. */
  static String field(String name, Object value) {
    return String.format(Locale.ROOT, "        .%s = %s,\n", name, value);
  }
}
