package org.lstmc.hwsim.bbs;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the machine; 0 leaves it to the sizing.
 *
 * @param pes elements, each with a row of its own
 * @param banks multipliers of an element, one a bank
 * @param dsp multiplier blocks that may be used
 * @param lanes cells a cycle of the element-wise unit
 * @param xWords words of x a cycle
 */
record BbsSettings(int pes, int banks, int dsp, int lanes, int xWords) {
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "pes", "elements, each with a row of its own",
              "banks", "multipliers of an element, one a bank",
              "dsp", "DSP blocks that may be used",
              "lanes", "cells a cycle of the element-wise unit",
              "xwords", "words of x a cycle"));

  /** A shape says nothing of banks; recalled of the paper, weakly: 64. */
  static final int SHAPE_BANKS = 64;

  static BbsSettings of(MachineOptions o) {
    o.requireKnown("bbs", KNOWN);
    return new BbsSettings(
        o.integer("pes", 1, 65536, 0),
        o.integer("banks", 1, 4096, 0),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("lanes", 1, 4096, 16),
        o.integer("xwords", 1, 4096, 16));
  }
}
