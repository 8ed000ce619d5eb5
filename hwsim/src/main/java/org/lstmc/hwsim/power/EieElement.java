package org.lstmc.hwsim.power;

import java.util.Map;
import org.lstmc.hwsim.asic.Arithmetic;
import org.lstmc.hwsim.asic.Node;
import org.lstmc.hwsim.asic.SramMacro;
import org.lstmc.hwsim.asic.SramTable;

/**
 * One processing element of EIE (Han et al., ISCA 2016; 45 nm, 800 MHz), counted by hand: there is
 * no EIE machine here, but its power is published by part, which few chips' is. AlexNet FC7 runs:
 * 4096 columns of which 35.3 % carry an activation (recalled), 11.7 us of entries in 12.2 us
 * (seen). An entry is a product and a sum of 16 bits; entries come eight to a 64-bit word and a
 * column's begin anywhere in one; a column costs two pointers of 16 bits. Which registers there are
 * is assumed: two files of 64 accumulators, a queue of eight, operands, product, sum and row number
 * of an entry, the word and the pointers.
 */
final class EieElement {
  private static final Node NODE = new Node(45, "HP");
  private static final double SUPPLY_V = 0.9;
  private static final double CLOCK_MHZ = 800;
  private static final double CYCLES = 12.2 * CLOCK_MHZ;
  private static final double ENTRIES = 11.7 * CLOCK_MHZ;
  private static final double COLUMNS = 4096 * 0.353;

  private static final int WORD_BITS = 16;
  private static final int ROW_BITS = 6;
  private static final int ENTRIES_A_READ = 8;
  private static final int READ_BITS = 64;
  private static final double WEIGHT_KBYTES = 128;
  private static final double POINTER_KBYTES = 16;
  private static final int POINTERS = 2;
  private static final int ACCUMULATORS = 128;
  private static final int QUEUE = 8;
  private static final int QUEUE_BITS = WORD_BITS + 12;
  private static final int ENTRY_BITS = 4 * WORD_BITS + ROW_BITS;

  private EieElement() {}

  /** Watts by part, before any fitted parameter. */
  static Map<String, Double> watts() {
    double perWatt = 1e-12 * CLOCK_MHZ * 1e6 / CYCLES;
    Arithmetic a = new Arithmetic("horowitz-45", NODE, SUPPLY_V);
    SramTable sram = new SramTable("itrs-lstp", NODE, SUPPLY_V, 1);
    SramMacro weights = sram.macro(WEIGHT_KBYTES, READ_BITS);
    SramMacro pointers = sram.macro(POINTER_KBYTES, WORD_BITS);
    double memory = weightReads() * weights.readPj() + POINTERS * COLUMNS * pointers.readPj();
    double leakageMw = weights.leakageMw() + POINTERS * pointers.leakageMw();
    double logic =
        ENTRIES * (a.multiplyPj(WORD_BITS, WORD_BITS) + a.addPj(WORD_BITS) + a.addPj(ROW_BITS));
    return Map.of(
        "memory", memory * perWatt,
        "logic", logic * perWatt,
        "registers", updatedBits() * a.registerPj() * perWatt,
        "clock", registerBits() * CYCLES * a.registerPj() * perWatt,
        "static", leakageMw / 1e3);
  }

  /** Words of eight entries: a column's entries touch (n + 7) / 8 of them on average. */
  static double weightReads() {
    double entriesAColumn = ENTRIES / COLUMNS;
    return COLUMNS * (entriesAColumn + ENTRIES_A_READ - 1) / ENTRIES_A_READ;
  }

  private static double updatedBits() {
    return ENTRIES * ENTRY_BITS
        + weightReads() * READ_BITS
        + COLUMNS * (QUEUE_BITS + POINTERS * WORD_BITS);
  }

  private static double registerBits() {
    return ACCUMULATORS * WORD_BITS
        + QUEUE * QUEUE_BITS
        + ENTRY_BITS
        + READ_BITS
        + POINTERS * WORD_BITS;
  }
}
