package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.lstmc.hwsim.rtl.Verilog;

/** Parameters of a core in order; tables have fields of 32 bits. */
final class ParameterList {
  private static final int FIELD = 32;

  /** Above every field of 32 bits. */
  static final long MOST = 1L << FIELD;

  private final Map<String, String> all = new LinkedHashMap<>();
  private final Map<String, List<Long>> open = new LinkedHashMap<>();

  void put(String name, long value) {
    all.put(name, Long.toString(value));
  }

  void style(String name, long depth) {
    all.put(name, Verilog.string(EngineMemories.style(depth)));
  }

  /** A table of n fields; negative values as two's complement. */
  void table(String name, int n, IntToLongFunction value) {
    List<Long> fields =
        IntStream.range(0, n).mapToObj(i -> value.applyAsLong(i) & 0xffff_ffffL).toList();
    all.put(name, Verilog.fields(FIELD, fields));
  }

  Map<String, String> map() {
    return all;
  }

  /** A parameter, or a field of a table, that may as well take any value from least to most. */
  void open(String site, long least, long most) {
    if (all.containsKey(site.replaceAll("\\[.*", ""))) {
      open.put(site, List.of(least, most));
    }
  }

  /** A parameter that may be greater than it is. */
  void room(String... names) {
    for (String n : names) {
      if (all.containsKey(n)) {
        open(n, value(n), MOST);
      }
    }
  }

  /** A parameter or a field that nothing reads. */
  void unused(String site) {
    open(site, 0, MOST);
  }

  /** Name of a field, which is the parameter's own where it has but one. */
  static String field(String name, int i, int fields) {
    return fields == 1 ? name : name + "[" + i + "]";
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  /** The number that a parameter holds. */
  long value(String name) {
    return Long.parseLong(all.get(name));
  }

  /** Fields of a table. */
  int fields(String name) {
    return all.get(name).split(",").length;
  }

  /** The number in a field of a table. */
  long field(String name, int i) {
    String[] fields = all.get(name).replaceAll("[{} ]|32'd", "").split(",");
    return Long.parseLong(fields[fields.length - 1 - i]);
  }

  /** What {@link #open} was told. */
  Map<String, List<Long>> open() {
    return open;
  }

  /** Bits that count from 0 to {@code most}; at least 1. */
  static int bits(long most) {
    return Math.max(1, 64 - Long.numberOfLeadingZeros(most));
  }

  /** Bits of a two's-complement integer that holds a value. */
  static int signedBits(long value) {
    return 65 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
  }

  /** log2 of the least power of two that holds n. */
  static int log2(int n) {
    return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
