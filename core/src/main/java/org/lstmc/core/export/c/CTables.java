package org.lstmc.core.export.c;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Constant arrays of a C file, of the least integer type that holds them; equal ones once. */
final class CTables {
  private static final int LINE = 100;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> byContent = new HashMap<>();
  private final Map<String, Long> bytesByKind = new LinkedHashMap<>();

  /** An integer type's width that holds that many bits: 8, 16, 32 or 64. */
  static int typeBits(int bits) {
    return bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
  }

  /** Bits of the least signed type that holds all values: 32 or 64. */
  static int lineBits(long[] values) {
    for (long v : values) {
      if (v != (int) v) {
        return 64;
      }
    }
    return 32;
  }

  /**
   * Adds signed integers.
   *
   * @param kind what they are, for the sum of bytes
   * @param bits width of the values
   * @return the array's name, that of an equal one if there is one
   */
  String signed(String kind, String name, int bits, long[] values) {
    return add(kind, "int" + typeBits(bits) + "_t", typeBits(bits) / 8, name, values);
  }

  /** Adds unsigned integers; see {@link #signed}. */
  String unsigned(String kind, String name, int bits, long[] values) {
    return add(kind, "uint" + typeBits(bits) + "_t", typeBits(bits) / 8, name, values);
  }

  private String add(String kind, String type, int bytes, String wanted, long[] given) {
    // C has no empty arrays.
    long[] values = given.length == 0 ? new long[1] : given;
    StringBuilder content = new StringBuilder();
    int column = 0;
    for (long v : values) {
      String word = literal(v) + ",";
      if (column == 0 || column + word.length() + 1 > LINE) {
        content.append("\n    ");
        column = 4;
      } else {
        content.append(' ');
        column++;
      }
      content.append(word);
      column += word.length();
    }
    String known = byContent.get(type + content);
    if (known != null) {
      return known;
    }
    // The same matrix may be needed in another type as well.
    String name = byContent.containsValue(wanted) ? wanted + "_" + byContent.size() : wanted;
    byContent.put(type + content, name);
    text.append("static const ").append(type).append(' ').append(name);
    text.append('[').append(values.length).append("] = {").append(content).append("\n};\n\n");
    bytesByKind.merge(kind, (long) bytes * values.length, Long::sum);
    return name;
  }

  /** An integer as C writes it: the least ones have no literal of their own. */
  static String literal(long v) {
    if (v == Long.MIN_VALUE || v == Integer.MIN_VALUE) {
      return "(" + (v + 1) + (v == Long.MIN_VALUE ? "LL" : "") + " - 1)";
    }
    return v == (int) v ? Long.toString(v) : v + "LL";
  }

  /** The arrays. */
  String text() {
    return text.toString();
  }

  /** Bytes by kind, in the order in which the kinds came. */
  Map<String, Long> bytesByKind() {
    return bytesByKind;
  }
}
