package org.lstmc.hwsim.dense;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the systolic array; 0 leaves it to the sizing.
 *
 * @param rows rows of the array: rows of a matrix side by side
 * @param cols columns of the array: sequences side by side
 * @param streams sequences; 0 for as many as columns
 * @param dsp multiplier blocks that may be used
 * @param lanes cells a cycle of a sequence's element-wise unit
 * @param xWords words of x of a sequence a cycle
 */
record SystolicSettings(int rows, int cols, int streams, int dsp, int lanes, int xWords) {
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "rows", "rows of the array: rows of a matrix side by side",
              "cols", "columns of the array: sequences side by side",
              "streams", "sequences in lock step (default: as many as columns)",
              "dsp", "DSP blocks that may be used",
              "lanes", "cells a cycle of a sequence's element-wise unit",
              "xwords", "words of x a cycle and sequence"));

  static SystolicSettings of(MachineOptions o) {
    o.requireKnown("systolic", KNOWN);
    int rows = o.integer("rows", 1, 4096, 0);
    int cols = o.integer("cols", 1, 4096, 0);
    if ((rows == 0) != (cols == 0)) {
      throw LstmcException.usage("settings rows and cols go together: give both or neither");
    }
    return new SystolicSettings(
        rows,
        cols,
        o.integer("streams", 1, 65536, 0),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("lanes", 1, 4096, 1),
        o.integer("xwords", 1, 4096, 4));
  }
}
