package org.lstmc.hwsim.clstm;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the machine; -1 leaves it to the sizing.
 *
 * @param p block rows in parallel in each unit
 * @param v words in parallel in the element-wise stage
 * @param streams sequences that are interleaved
 * @param dsp DSP blocks that may be used
 * @param xWordsPerCycle words of x a cycle
 */
record ClstmSettings(int p, int v, int streams, int dsp, int xWordsPerCycle) {
  /** Block rows in parallel of the released source ({@code PLP_XR}, {@code PLP_Y}). */
  static final int PUBLISHED_P = 16;

  /** Words in parallel of the released source ({@code PLP_V}). */
  private static final int PUBLISHED_V = 2;

  /** Every setting with what it means. */
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "p", "block rows in parallel in each of the gate units and the projection unit",
              "v", "words in parallel in the element-wise stage",
              "streams", "sequences that are interleaved",
              "dsp", "DSP blocks that may be used",
              "xwords", "words of x a cycle"));

  static ClstmSettings of(MachineOptions o) {
    o.requireKnown("c-lstm", KNOWN);
    return new ClstmSettings(
        o.integer("p", 1, 65536, -1),
        o.integer("v", 1, 4096, PUBLISHED_V),
        o.integer("streams", 1, 64, -1),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("xwords", 1, 1024, 4));
  }
}
