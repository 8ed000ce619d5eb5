package org.lstmc.hwsim.rtl;

import java.util.List;

/** Literals of Verilog-2005. */
public final class Verilog {
  private Verilog() {}

  /** A string. */
  public static String string(String text) {
    return '"' + text + '"';
  }

  /**
   * A vector of fields, as the cores take what differs from layer to layer: field {@code n} is read
   * with {@code P[n*bits +: bits]}.
   */
  public static String fields(int bits, List<Long> values) {
    StringBuilder b = new StringBuilder("{");
    for (int i = values.size() - 1; i >= 0; i--) {
      long v = values.get(i);
      if (v < 0 || (bits < 63 && v >= 1L << bits)) {
        throw new IllegalArgumentException(v + " is no field of " + bits + " bits");
      }
      b.append(bits).append("'d").append(v).append(i == 0 ? "}" : ", ");
    }
    return b.toString();
  }
}
