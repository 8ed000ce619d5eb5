package org.lstmc.hwsim.hcgs;

import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.ACCUMULATORS;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.CELL_BUSY;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.FRAME_BUSY;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.MAC_BUSY;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.REFILL;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.WAIT_FRAME;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.WAIT_LAYER;
import static org.lstmc.hwsim.hcgs.HcgsTiming.Counter.WAIT_STATE;

import java.util.Arrays;
import java.util.Locale;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.hcgs.HcgsTiming.Counter;

/**
 * Walks through the schedule block by block. The selector holds two segments of a vector: one that
 * the MACs read, one that it takes in meanwhile. A block starts when the MACs are free, its segment
 * is there and a set of accumulators is free. Gate sums of a group go to the element-wise unit; its
 * set is free again when the unit has taken in the group's last cell.
 */
final class HcgsWalk {
  private static final int MAX_WALK = 512;

  private final HcgsSchedule schedule;
  private final HcgsSettings s;
  private final HcgsValues values;
  private final UnitTrace trace;
  private final long[] counters = new long[Counter.values().length];

  private long frameFree;
  private final long[] frameBankFree = new long[2];
  private long macFree;
  private long refillFree;
  private long segmentFree;
  private final long[] setFree;
  private long groups;
  private long cellFree;
  private final long[] stateReady;

  HcgsWalk(HcgsSchedule schedule, HcgsValues values) {
    this(schedule, values, null);
  }

  HcgsWalk(HcgsSchedule schedule, HcgsValues values, UnitTrace trace) {
    this.trace = trace;
    this.schedule = schedule;
    this.s = schedule.settings();
    this.values = values;
    this.setFree = new long[s.accumulators()];
    this.stateReady = new long[schedule.layers().size()];
  }

  /** Walks all steps one by one; for the run with values. */
  long[] walk(int steps) {
    long[] ends = new long[steps];
    for (int t = 0; t < steps; t++) {
      ends[t] = step(t);
    }
    return ends;
  }

  /** Walks until the state repeats. */
  HcgsTiming steady() {
    long[] ends = new long[MAX_WALK];
    long[] before = null;
    for (int t = 0; t < MAX_WALK; t++) {
      long[] atStart = counters.clone();
      ends[t] = step(t);
      long[] state = state(t, ends[t]);
      if (Arrays.equals(state, before)) {
        double[] spent = new double[counters.length];
        Arrays.setAll(spent, i -> (double) (counters[i] - atStart[i]));
        return new HcgsTiming(Arrays.copyOf(ends, t + 1), ends[t] - ends[t - 1], true, spent);
      }
      before = state;
    }
    double[] mean = new double[counters.length];
    Arrays.setAll(mean, i -> (double) counters[i] / MAX_WALK);
    return new HcgsTiming(ends, (double) ends[MAX_WALK - 1] / MAX_WALK, false, mean);
  }

  private long step(int t) {
    long readable = frame(t);
    for (int l = 0; l < schedule.layers().size(); l++) {
      layer(t, l, readable);
      if (l == 0) {
        frameBankFree[t & 1] = refillFree + 1;
      }
      readable = stateReady[l];
    }
    return readable;
  }

  private long frame(int t) {
    long first = Math.max(frameFree, frameBankFree[t & 1]);
    int cycles = s.frameCycles(schedule.frameWords());
    long waited = first - frameFree;
    frameFree = first + cycles;
    count(FRAME_BUSY, cycles);
    if (trace != null) {
      trace.stall(HcgsUnits.FRAME, HcgsUnits.BUFFERS_FULL, first - waited, first);
      trace.interval(HcgsUnits.FRAME, "x(" + t + ")", first, frameFree);
      trace.memory(HcgsContent.FRAMES, "write x(" + t + ")", first, frameFree);
    }
    if (values != null) {
      values.frame(t, first, frameFree);
    }
    return frameFree;
  }

  private void layer(int t, int l, long inputReady) {
    HcgsLayer layer = schedule.layers().get(l);
    long previous = stateReady[l];
    int at = 0;
    for (int u = 0; u < layer.groups(); u++) {
      int set = (int) (groups++ % setFree.length);
      for (int g = 0; g < HcgsLayer.GATES; g++) {
        for (int i = 0; i < layer.blocksPerGate(); i++) {
          boolean x = i < layer.x().kept1();
          Counter cause = x ? l == 0 ? WAIT_FRAME : WAIT_LAYER : WAIT_STATE;
          long ready = x ? inputReady : previous;
          long refill = Math.max(Math.max(refillFree, segmentFree), ready);
          long first = block(layer, refill, ready, cause, setFree[set], layer.beats()[at++]);
          if (values != null) {
            values.block(t, l, u, g, i, refill, first);
          }
          if (trace != null) {
            String what =
                String.format(
                    Locale.ROOT,
                    "%s block %d, gate %c, group %d, layer %d, step %d",
                    x ? "Wx" : "Wh",
                    x ? i : i - layer.x().kept1(),
                    "ifgo".charAt(g),
                    u,
                    l,
                    t);
            trace.interval(HcgsUnits.SELECTOR, what, refill, refillFree);
            trace.memory(
                x && l == 0 ? HcgsContent.FRAMES : HcgsContent.STATES,
                "read " + what,
                refill,
                refillFree);
            trace.interval(HcgsUnits.MACS, what, first, macFree);
            trace.memory(HcgsContent.WEIGHTS, "read " + what, first, macFree);
          }
        }
      }
      long start = Math.max(cellFree, macFree + s.macDepth());
      long cellsDone = cellFree;
      cellFree = start + s.cellCycles(layer.cells(u));
      count(CELL_BUSY, cellFree - start);
      if (trace != null) {
        String what = String.format(Locale.ROOT, "group %d, layer %d, step %d", u, l, t);
        trace.stall(HcgsUnits.CELLS, HcgsUnits.NO_SUMS, cellsDone, start);
        trace.interval(HcgsUnits.CELLS, what, start, cellFree);
        trace.interval(HcgsUnits.CELLS + " pipeline", what, start, cellFree + s.cellDepth());
        trace.memory(
            HcgsContent.STATES,
            "write h, " + what,
            start + s.cellDepth(),
            cellFree + s.cellDepth());
      }
      setFree[set] = cellFree;
      stateReady[l] = cellFree + s.cellDepth();
      if (values != null) {
        values.cells(t, l, u, start, stateReady[l]);
      }
    }
  }

  /** Puts a block on the MACs; returns its first cycle there. */
  private long block(HcgsLayer layer, long refill, long ready, Counter cause, long set, int beats) {
    refillFree = refill + s.refillCycles(layer.block1());
    long start = Math.max(Math.max(macFree, refillFree), set);
    long vector = Math.max(0, Math.min(ready, start) - macFree);
    long segment = Math.max(0, Math.min(refillFree, start) - macFree - vector);
    count(cause, vector);
    count(REFILL, segment);
    count(ACCUMULATORS, start - macFree - vector - segment);
    if (trace != null) {
      trace.stall(HcgsUnits.MACS, HcgsUnits.cause(cause), macFree, macFree + vector);
      trace.stall(
          HcgsUnits.MACS, HcgsUnits.cause(REFILL), macFree + vector, macFree + vector + segment);
      trace.stall(HcgsUnits.MACS, HcgsUnits.cause(ACCUMULATORS), macFree + vector + segment, start);
    }
    segmentFree = start;
    macFree = start + beats;
    count(MAC_BUSY, beats);
    return start;
  }

  private void count(Counter c, long cycles) {
    counters[c.ordinal()] += cycles;
  }

  /** Everything the future depends on, relative to {@code base}. */
  private long[] state(int t, long base) {
    long[] all = new long[7 + setFree.length + stateReady.length];
    int n = 0;
    all[n++] = frameFree - base;
    all[n++] = frameBankFree[(t + 1) & 1] - base;
    all[n++] = frameBankFree[t & 1] - base;
    all[n++] = macFree - base;
    all[n++] = refillFree - base;
    all[n++] = segmentFree - base;
    all[n++] = cellFree - base;
    for (int i = 0; i < setFree.length; i++) {
      all[n++] = setFree[(int) ((groups + i) % setFree.length)] - base;
    }
    for (long ready : stateReady) {
      all[n++] = ready - base;
    }
    return all;
  }
}
