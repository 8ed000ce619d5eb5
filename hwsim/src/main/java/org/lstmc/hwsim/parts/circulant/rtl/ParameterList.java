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

  private final Map<String, String> all = new LinkedHashMap<>();

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
