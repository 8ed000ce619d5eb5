package org.lstmc.hwsim.parts.serial;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.parts.serial.SerialTiming.Wait;

/**
 * The timed walk over the passes of every step. A pass starts in the latest cycle of what it waits
 * for: the array, its operand, its weights, the place for its sums. Cycle 0 is when the first word
 * of x arrives; a pass that starts in s reads in s .. s+cycles-1 and its sums can be read from
 * s+cycles-1+tail on.
 */
final class SerialWalk {
  private static final int MAX_WALK = 64;
  private static final int GATES = 4;
  private static final String VECTORS = "vector memory";
  private static final String WEIGHTS = "weight memory";

  private final SerialSchedule schedule;
  private final SerialConfig config;
  private final UnitTrace trace;
  private final SerialValues values;
  private final long[] waits = new long[Wait.values().length];
  private final long[] bankFree = new long[2];
  private final long[] stateReady;
  private final long[] taken = new long[GATES + 1];
  private long streamFree;
  private long arrayFree;
  private long beforeFree;
  private long vectorFree;
  private long cellReady;
  private long hiddenReady;
  private long dramFree;

  SerialWalk(SerialSchedule schedule, UnitTrace trace, SerialValues values) {
    this.schedule = schedule;
    this.config = schedule.config();
    this.trace = trace;
    this.values = values;
    this.stateReady = new long[schedule.layers().size()];
    this.dramFree = config.dramLatency();
  }

  /** Walks all steps one by one. */
  long[] walk(int steps) {
    long[] ends = new long[steps];
    for (int t = 0; t < steps; t++) {
      ends[t] = step(t);
    }
    return ends;
  }

  /** Walks until the state repeats. */
  SerialTiming steady() {
    long[] ends = new long[MAX_WALK];
    long[] before = null;
    long[] atHalf = waits.clone();
    for (int t = 0; t < MAX_WALK; t++) {
      long[] atStart = waits.clone();
      if (t == MAX_WALK / 2) {
        atHalf = atStart;
      }
      ends[t] = step(t);
      long[] state = state(t, ends[t]);
      if (Arrays.equals(state, before)) {
        double period = ends[t] - ends[t - 1];
        return new SerialTiming(Arrays.copyOf(ends, t + 1), period, true, since(atStart, 1));
      }
      before = state;
    }
    int half = MAX_WALK - MAX_WALK / 2;
    double mean = (double) (ends[MAX_WALK - 1] - ends[MAX_WALK / 2 - 1]) / half;
    return new SerialTiming(ends, mean, false, since(atHalf, half));
  }

  private long step(int t) {
    long ready = stream(t);
    for (int l = 0; l < stateReady.length; l++) {
      SerialSchedule.Layer layer = schedule.layers().get(l);
      long previous = stateReady[l];
      for (int i = 0; i < layer.passes().size(); i++) {
        pass(t, l, layer, i, ready, previous);
      }
      ready = stateReady[l];
    }
    return ready;
  }

  private long stream(int t) {
    long beats = SerialSchedule.beats(schedule.layers().get(0).inputWords(), config.xWords());
    long before = streamFree;
    long start = Math.max(before, bankFree[t & 1]);
    streamFree = start + beats;
    if (values != null) {
      values.input(t, start);
    }
    if (trace != null) {
      trace.stall(SerialUnits.STREAM, SerialUnits.BANKS_FULL, before, start);
      trace.interval(SerialUnits.STREAM, "x(" + t + ")", start, streamFree);
      trace.memory(VECTORS, "write x(" + t + ")", start, streamFree);
    }
    return streamFree - 1 + SerialDepths.WRITE;
  }

  private void pass(
      int t, int l, SerialSchedule.Layer layer, int i, long inputReady, long previousState) {
    Pass p = layer.passes().get(i);
    long operand =
        switch (p.operand()) {
          case INPUT -> inputReady;
          case STATE -> previousState;
          case HIDDEN -> hiddenReady;
        };
    int sums = p.gate() == Pass.PROJECTION ? GATES : p.gate();
    long weights = config.wholeLoads() ? load(p, t, l) : 0;
    // the first new sum is written in cycle start+tail-1, when the last old one must have been read
    long place = taken[sums] - p.tail() + 1;
    long start = Math.max(Math.max(arrayFree, operand), Math.max(weights, place));
    if (start > arrayFree) {
      Wait cause = start == operand ? operandWait(p, l) : start == weights ? Wait.DRAM : Wait.SUMS;
      waits[cause.ordinal()] += start - arrayFree;
      if (trace != null) {
        trace.stall(SerialUnits.ARRAY, cause.label(), arrayFree, start);
      }
    }
    long end = start + p.cycles();
    final long worked = end;
    if (!config.wholeLoads() && p.loadCycles() > 0) {
      long fetch = Math.max(dramFree, arrayFree);
      if (trace != null) {
        dram(label(t, l, p.label()), fetch, fetch + p.loadCycles());
      }
      dramFree = fetch + p.loadCycles();
      waits[Wait.DRAM.ordinal()] += Math.max(0, dramFree - end);
      end = Math.max(end, dramFree);
    }
    beforeFree = arrayFree;
    arrayFree = end;
    if (values != null) {
      values.pass(t, l, i, start);
    }
    if (trace != null) {
      String what = label(t, l, p.label());
      trace.interval(SerialUnits.ARRAY, what, start, worked);
      trace.stall(SerialUnits.ARRAY, Wait.DRAM.label(), worked, end);
      trace.memory(WEIGHTS, "read " + what, start, worked);
      trace.memory(VECTORS, "read for " + what, start, worked);
    }
    if (l == 0 && p.operand() == Pass.Operand.INPUT) {
      bankFree[t & 1] = end;
    }
    if (layer.completes(i)) {
      phase(t, l, layer, p, sums, end - 1 + p.tail());
    }
  }

  /** One of two buffers is free once the pass before the last has ended. */
  private long load(Pass p, int t, int l) {
    if (p.loadCycles() == 0) {
      return 0;
    }
    long start = Math.max(dramFree, beforeFree);
    if (trace != null) {
      dram(label(t, l, p.label()), start, start + p.loadCycles());
    }
    dramFree = start + p.loadCycles();
    return dramFree;
  }

  private void dram(String what, long start, long end) {
    trace.stall(SerialUnits.DRAM, SerialUnits.BUFFERS_FULL, dramFree, start);
    trace.interval(SerialUnits.DRAM, what, start, end);
  }

  private static Wait operandWait(Pass p, int layer) {
    return switch (p.operand()) {
      case INPUT -> layer == 0 ? Wait.INPUT : Wait.LAYER;
      case STATE -> Wait.STATE;
      case HIDDEN -> Wait.HIDDEN;
    };
  }

  /** The element-wise unit takes the sums, {@code lanes} a cycle. */
  private void phase(int t, int l, SerialSchedule.Layer layer, Pass p, int sums, long readable) {
    boolean projection = p.gate() == Pass.PROJECTION;
    int words = projection ? layer.stateWords() : layer.cells();
    int depth = projection ? config.depths().projected() : config.depths().gate(p.gate());
    long earliest = p.gate() == 3 ? Math.max(readable, cellReady) : readable;
    long start = Math.max(vectorFree, earliest);
    final long before = vectorFree;
    vectorFree = start + SerialSchedule.beats(words, config.lanes());
    taken[sums] = vectorFree;
    long ready = vectorFree - 1 + depth;
    if (p.gate() == 2) {
      cellReady = ready;
    } else if (p.gate() == 3 && layer.projects()) {
      hiddenReady = ready;
    } else if (p.gate() == 3 || projection) {
      stateReady[l] = ready;
    }
    if (values != null) {
      values.phase(t, l, p.gate(), start, depth);
    }
    if (trace != null) {
      String what = projection ? "y" : String.valueOf("ifgo".charAt(p.gate()));
      trace.stall(SerialUnits.CELLS, SerialUnits.NO_SUMS, before, start);
      trace.interval(SerialUnits.CELLS, label(t, l, what), start, vectorFree);
      trace.interval(SerialUnits.CELLS + " pipeline", label(t, l, what), start, ready);
      long beats = vectorFree - start;
      if (p.gate() == 2) {
        trace.memory("c memory", "write " + label(t, l, "c"), ready - beats, ready);
      } else if (p.gate() == 3 || projection) {
        String out = p.gate() == 3 && layer.projects() ? "o*tanh(c)" : "h";
        trace.memory(VECTORS, "write " + label(t, l, out), ready - beats, ready);
      }
    }
  }

  private static String label(int t, int l, String what) {
    return what + " layer " + l + " step " + t;
  }

  private Map<Wait, Double> since(long[] atStart, int steps) {
    Map<Wait, Double> d = new EnumMap<>(Wait.class);
    for (Wait w : Wait.values()) {
      d.put(w, (double) (waits[w.ordinal()] - atStart[w.ordinal()]) / steps);
    }
    return d;
  }

  /** Everything the future depends on, relative to {@code base}. */
  private long[] state(int t, long base) {
    long[] units = {
      streamFree,
      bankFree[(t + 1) & 1],
      bankFree[t & 1],
      arrayFree,
      beforeFree,
      vectorFree,
      cellReady,
      hiddenReady,
      schedule.loadCycles() > 0 ? dramFree : base
    };
    long[] s = Arrays.copyOf(units, units.length + stateReady.length + taken.length);
    System.arraycopy(stateReady, 0, s, units.length, stateReady.length);
    System.arraycopy(taken, 0, s, units.length + stateReady.length, taken.length);
    for (int i = 0; i < s.length; i++) {
      // Still zero means never used by these layers.
      s[i] = s[i] == 0 ? Long.MIN_VALUE : s[i] - base;
    }
    return s;
  }
}
