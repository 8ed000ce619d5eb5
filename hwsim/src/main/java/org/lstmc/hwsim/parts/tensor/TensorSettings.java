package org.lstmc.hwsim.parts.tensor;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.asic.ClockChoice;

/**
 * How a machine of TIE's class is built. Published are 16 elements of 16 MACs and the sizes of the
 * memories; {@code passCycles} is derived; the rest is assumed.
 *
 * @param array array and banks
 * @param access how intermediates are laid over the banks
 * @param frameWords words of a frame that come in a cycle; 0: it lies in the working memory, as the
 *     papers count
 */
public record TensorSettings(ArrayShape array, Access access, int frameWords) {
  /**
   * Cycles a tile beyond its K, TIE's. Derived: EIE's published VGG-FC6 figures times the ratios of
   * TIE's abstract give 18,200 cycles; 4 give 18,144, 0 give 14,624. Here they are the cycles in
   * which 256 sums leave over 64 banks.
   */
  public static final int PASS_CYCLES = 4;

  /** Where {@link #PASS_CYCLES} comes from, for reports. */
  static final String PASS_ORIGIN =
      "derived: EIE's published VGG-FC6 times the ratios of TIE's abstract is 18,200 cycles, 4 give"
          + " 18,144 and 0 give 14,624";

  /** Words that a bank takes or gives in a cycle are one; 256 sums leave in 4 cycles. */
  private static final int BANKS = 64;

  /** Bias and rounding, table, c, tanh, product, write; assumed. */
  static final int CELL_DEPTH = 6;

  static Map<String, String> known() {
    Map<String, String> all = new TreeMap<>(ClockChoice.SETTINGS);
    all.put("elements", "processing elements");
    all.put("macs", "MACs of an element");
    all.put("split", "most columns of an element, with fewer rows each: 1, 2, 4, ..");
    all.put(
        "passcycles", "cycles in which the sums of a tile leave (0: a bound, writes not timed)");
    all.put("banks", "banks of a working memory");
    all.put("access", Access.labels());
    all.put("framewords", "words of a frame that come in a cycle (0: it is there)");
    return all;
  }

  static TensorSettings of(String machine, int split, MachineOptions o) {
    o.requireKnown(machine, known());
    ArrayShape array =
        new ArrayShape(
            o.integer("elements", 1, 256, 16),
            o.integer("macs", 1, 256, 16),
            o.integer("split", 1, 256, split),
            o.integer("passcycles", 0, 256, PASS_CYCLES),
            o.integer("banks", 1, 1024, BANKS));
    if (Integer.bitCount(array.split()) != 1) {
      throw LstmcException.usage("setting split=%d: allowed are powers of two", array.split());
    }
    return new TensorSettings(
        array,
        Access.of(o.settings().getOrDefault("access", Access.CONFLICT_FREE.label())),
        o.integer("framewords", 0, 4096, 0));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d PEs of %d MACs%s, %d banks, %s access",
        array.elements(),
        array.macs(),
        array.split() > 1 ? ", up to " + array.split() + " columns each" : "",
        array.banks(),
        access.label());
  }
}
