package org.lstmc.hwsim.brds;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the engine; -1 leaves it to the sizing.
 *
 * @param rx multipliers for Wx·x in a gate module
 * @param rh multipliers for Wh·h in a gate module
 * @param dsp DSP blocks that may be used
 * @param lead depth of the partial-sum buffers in rows
 * @param relativeIndex whether columns are stored as distances
 * @param xWordsPerCycle words of x a cycle
 * @param streamRows rows of the FIFO behind the DRAM
 */
record BrdsSettings(
    int rx, int rh, int dsp, int lead, boolean relativeIndex, int xWordsPerCycle, int streamRows) {
  /** Every setting with what it means. */
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "rx", "multipliers for Wx in each gate module",
              "rh", "multipliers for Wh in each gate module",
              "dsp", "DSP blocks that may be used",
              "lead", "rows by which the x part may run ahead (0 couples both parts)",
              "index", "relative or absolute",
              "xwords", "words of x a cycle",
              "streamrows", "rows of the weight FIFO behind the DRAM"));

  private static final int MAX_MULTIPLIERS = 65536;

  static BrdsSettings of(MachineOptions o) {
    o.requireKnown("brds", KNOWN);
    String index = o.settings().getOrDefault("index", "relative");
    if (!index.equals("relative") && !index.equals("absolute")) {
      throw LstmcException.usage("setting index=%s: allowed are relative and absolute", index);
    }
    return new BrdsSettings(
        o.integer("rx", 1, MAX_MULTIPLIERS, -1),
        o.integer("rh", 1, MAX_MULTIPLIERS, -1),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("lead", 0, 65536, 32),
        index.equals("relative"),
        o.integer("xwords", 1, 1024, 4),
        o.integer("streamrows", 2, 4096, 16));
  }
}
