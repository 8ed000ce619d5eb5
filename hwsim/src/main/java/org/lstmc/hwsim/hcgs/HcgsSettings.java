package org.lstmc.hwsim.hcgs;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.asic.ClockChoice;

/**
 * How the machine is built. Everything but the 64 MACs is assumed: the papers' own figures were not
 * available.
 *
 * @param macs MAC lanes
 * @param cellLanes cells that the element-wise unit takes at once
 * @param cellCycles cycles that it needs for them
 * @param accumulators sets of gate accumulators: with 2 the MACs go on while cells are computed
 * @param refillWords words of a vector that the selector takes in a cycle
 * @param frameWords words of a frame that come in a cycle
 * @param block1 B1 of matrices that are not cut into blocks
 * @param block2 B2 of these
 * @param ideal no overheads at all: weights fill every beat, nothing waits (the papers' peak)
 */
record HcgsSettings(
    int macs,
    int cellLanes,
    int cellCycles,
    int accumulators,
    int refillWords,
    int frameWords,
    int block1,
    int block2,
    boolean ideal) {
  /** Registers between the operands of a beat and its sums: product, tree, accumulator. */
  private static final int MAC_DEPTH = 3;

  /** Bias and rounding, table, c, tanh, product, write. */
  private static final int CELL_DEPTH = 6;

  /** Every setting with what it means. */
  static final Map<String, String> KNOWN = known();

  static final HcgsSettings DEFAULT = new HcgsSettings(64, 4, 1, 2, 8, 1, 64, 8, false);

  private static Map<String, String> known() {
    Map<String, String> all = new TreeMap<>(ClockChoice.SETTINGS);
    all.put("macs", "MAC lanes");
    all.put("celllanes", "cells that the element-wise unit takes at once");
    all.put("cellcycles", "cycles that it needs for them");
    all.put("accumulators", "sets of gate accumulators (1: MACs wait for the cells)");
    all.put("refill", "words of a vector that the selector takes in a cycle");
    all.put("framewords", "words of a frame that come in a cycle");
    all.put("block1", "block size of matrices that are not cut into blocks");
    all.put("block2", "inner block size of these");
    all.put("overheads", "modelled or none");
    return all;
  }

  static HcgsSettings of(MachineOptions o) {
    o.requireKnown("hcgs", KNOWN);
    String overheads = o.settings().getOrDefault("overheads", "modelled");
    if (!overheads.equals("modelled") && !overheads.equals("none")) {
      throw LstmcException.usage("setting overheads=%s: allowed are modelled and none", overheads);
    }
    HcgsSettings d = DEFAULT;
    HcgsSettings s =
        new HcgsSettings(
            o.integer("macs", 1, 65536, d.macs),
            o.integer("celllanes", 1, 4096, d.cellLanes),
            o.integer("cellcycles", 1, 4096, d.cellCycles),
            o.integer("accumulators", 1, 16, d.accumulators),
            o.integer("refill", 1, 4096, d.refillWords),
            o.integer("framewords", 1, 4096, d.frameWords),
            o.integer("block1", 1, 4096, d.block1),
            o.integer("block2", 1, 4096, d.block2),
            overheads.equals("none"));
    if (s.block1 % s.block2 != 0) {
      throw LstmcException.usage("setting block2=%d: must divide block1=%d", s.block2, s.block1);
    }
    return s;
  }

  /** Cycles from the operands of a beat to its sums. */
  int macDepth() {
    return ideal ? 0 : MAC_DEPTH;
  }

  /** Cycles from gate sums to a word of h that can be read. */
  int cellDepth() {
    return ideal ? 0 : CELL_DEPTH;
  }

  /** Cycles that the selector needs for a segment of a vector. */
  int refillCycles(int words) {
    return ideal ? 0 : (words + refillWords - 1) / refillWords;
  }

  /** Cycles that a frame needs to come in. */
  int frameCycles(int words) {
    return ideal ? 0 : (words + frameWords - 1) / frameWords;
  }

  /** Cycles in which the element-wise unit takes in cells. */
  int cellCycles(int cells) {
    return ideal ? 0 : (cells + cellLanes - 1) / cellLanes * cellCycles;
  }

  @Override
  public String toString() {
    return macs
        + " MACs, "
        + cellLanes
        + " cell lanes, "
        + accumulators
        + " accumulator sets"
        + (ideal ? ", no overheads" : "");
  }
}
