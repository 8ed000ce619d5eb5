package org.lstmc.core.export.c;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.number.ValueTable;

/** Activation functions as C tables with their descriptions; equal ones once. */
final class CFunctions {
  private final CTables tables;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> byContent = new HashMap<>();

  CFunctions(CTables tables) {
    this.tables = tables;
  }

  /** Adds a function and gives its description's name. */
  String add(ActivationTable f) {
    String body = f instanceof ValueTable t ? table(t) : lines((LineTable) f);
    return byContent.computeIfAbsent(
        body,
        b -> {
          String name = "function_" + byContent.size();
          text.append("static const lstmc_function ").append(name).append(" = {\n").append(b);
          text.append("};\n\n");
          return name;
        });
  }

  private String table(ValueTable t) {
    int bits = t.out().width();
    long[] values = t.contents();
    String data = tables.signed("functions", name(t, values.length), bits, values);
    return String.format(
        Locale.ROOT,
        "    .apply = lstmc_table_s%d,\n    .contents = %s,\n    .size = %d,\n    .shift = %d,\n",
        CTables.typeBits(bits),
        data,
        values.length,
        Math.min(31, t.shift()));
  }

  private String lines(LineTable t) {
    long[] contents = t.contents();
    int bits = CTables.lineBits(contents);
    String data = tables.signed("functions", name(t, t.segments()), bits, contents);
    long span = 2 * t.bound();
    int log2 = Long.bitCount(span) == 1 ? Long.numberOfTrailingZeros(span) : 0;
    return String.format(
        Locale.ROOT,
        "    .apply = lstmc_lines_s%d,\n    .contents = %s,\n    .bound = %s,\n    .size = %d,\n"
            + "    .log2 = %d,\n    .slope_up = %d,\n    .intercept_up = %d,\n    .to = %s,\n",
        bits,
        data,
        CTables.literal(t.bound()),
        t.segments(),
        log2,
        t.slopeUp(),
        t.interceptUp(),
        CText.to(t.sumFraction(), t.out()));
  }

  private static String name(ActivationTable t, int size) {
    return String.format(
        Locale.ROOT,
        "%s_%d_%s_to_%s",
        t.function().name().toLowerCase(Locale.ROOT),
        size,
        format(t.in()),
        format(t.out()));
  }

  private static String format(FixedFormat f) {
    return f.width() + "_" + (f.integerBits() < 0 ? "m" : "") + Math.abs(f.integerBits());
  }

  /** The descriptions. */
  String text() {
    return text.toString();
  }
}
