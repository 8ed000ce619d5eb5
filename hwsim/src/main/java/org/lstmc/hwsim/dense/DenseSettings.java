package org.lstmc.hwsim.dense;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the matrix-vector engine; 0 leaves it to the sizing.
 *
 * @param pes elements, each with a row of its own
 * @param width multipliers of an element
 * @param dsp multiplier blocks that may be used
 * @param lanes cells a cycle of the element-wise unit
 * @param xWords words of x a cycle
 */
record DenseSettings(int pes, int width, int dsp, int lanes, int xWords) {
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "pes", "elements, each with a row of its own",
              "width", "multipliers of an element",
              "dsp", "DSP blocks that may be used",
              "lanes", "cells a cycle of the element-wise unit",
              "xwords", "words of x a cycle"));

  static DenseSettings of(MachineOptions o) {
    o.requireKnown("dense", KNOWN);
    return new DenseSettings(
        o.integer("pes", 1, 65536, 0),
        o.integer("width", 1, 4096, 0),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("lanes", 1, 4096, 4),
        o.integer("xwords", 1, 4096, 4));
  }
}
