package org.lstmc.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person reads them; machine formats print them in full. */
public final class Numbers {
  private Numbers() {}

  /** From here on only the order of magnitude says anything. */
  private static final double HUGE = 1e12;

  /**
   * Four significant digits, thousands grouped, an exponent only from 10^12 on; a dash for null.
   */
  public static String show(Number value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Long || value instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", value.longValue());
    }
    double v = value.doubleValue();
    if (!Double.isFinite(v)) {
      return String.valueOf(v);
    }
    if (Math.abs(v) >= HUGE) {
      return String.format(Locale.ROOT, "%.3e", v);
    }
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(4));
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** A share as percent with one decimal; a dash for null. */
  public static String percent(Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Bits as bytes, with a unit. */
  public static String bytes(long bits) {
    double b = bits / 8.0;
    if (b < 1024) {
      return show(b) + " B";
    }
    return b < 1024 * 1024 ? show(b / 1024) + " KiB" : show(b / 1024 / 1024) + " MiB";
  }
}
