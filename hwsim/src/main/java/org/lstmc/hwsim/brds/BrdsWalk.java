package org.lstmc.hwsim.brds;

import static org.lstmc.hwsim.brds.BrdsTiming.Counter.*;

import java.util.Arrays;
import org.lstmc.hwsim.brds.BrdsTiming.Counter;
import org.lstmc.hwsim.brds.BrdsTrace.Unit;

/**
 * The timed walk over the rows of every step. Units work in order, so the first cycle of each row
 * is the latest of what it waits for: its unit, its operands, its weights, its partner's place in
 * the partial-sum buffer. That is exact to the cycle; nothing is averaged.
 *
 * <p>Cycle 0 is when the first word of x arrives. A part of a row that starts in cycle s with b
 * beats reads its operands in s .. s+b-1; its sum can be read from s+b-1+latency on.
 */
final class BrdsWalk {
  /** Give-up limit for finding the steady state; then the last steps are averaged. */
  private static final int MAX_WALK = 512;

  /** Long past: no constraint. */
  private static final long NEVER = Long.MIN_VALUE / 4;

  private final BrdsSchedule schedule;
  private final BrdsConfig config;
  private final BrdsLatency latency;
  private final BrdsTrace trace;
  private final BrdsValues values;
  private final long[] counters = new long[Counter.values().length];

  private long streamFree;
  private final long[] bankFree = new long[2];
  private long xFree;
  private long hFree;
  private long lastJoin = NEVER;
  private long writeFree = NEVER;
  private long hiddenReady;
  private final long[] stateReady;
  private final boolean projects;
  private final long[] xStarts;
  private final long[] hStarts;
  private long rows;
  private long dramFree;
  private final long[] consumed;
  private long fetched;

  BrdsWalk(BrdsSchedule schedule, BrdsTrace trace, BrdsValues values) {
    this.schedule = schedule;
    this.config = schedule.config();
    this.latency = config.latency();
    this.trace = trace;
    this.values = values;
    this.stateReady = new long[schedule.layers().length];
    this.projects = Arrays.stream(schedule.layers()).anyMatch(l -> l.groups() > 0);
    this.xStarts = filled(config.lead());
    this.hStarts = filled(config.lead());
    this.consumed = filled(config.streams() ? config.streamRows() : 0);
    this.dramFree = config.dramLatency();
  }

  /** Walks all steps one by one; for the run with values. */
  long[] walk(int steps) {
    long[] ends = new long[steps];
    for (int t = 0; t < steps; t++) {
      ends[t] = step(t);
    }
    return ends;
  }

  /** Walks until the state repeats, at least {@code steps} steps where it never does. */
  BrdsTiming steady(int steps) {
    int limit = Math.max(4, Math.max(steps, MAX_WALK));
    long[] ends = new long[Math.min(limit, 16)];
    long[] before = null;
    long[] atHalf = counters.clone();
    for (int t = 0; t < limit; t++) {
      long[] atStart = counters.clone();
      if (t == limit / 2) {
        atHalf = atStart;
      }
      ends = t < ends.length ? ends : Arrays.copyOf(ends, Math.min(limit, 2 * t));
      ends[t] = step(t);
      long[] state = state(t, ends[t]);
      if (Arrays.equals(state, before)) {
        double period = ends[t] - ends[t - 1];
        return new BrdsTiming(Arrays.copyOf(ends, t + 1), period, true, since(atStart, 1));
      }
      before = state;
    }
    int half = limit - limit / 2;
    double mean = (double) (ends[limit - 1] - ends[limit / 2 - 1]) / half;
    return new BrdsTiming(ends, mean, false, since(atHalf, half));
  }

  private long step(int t) {
    long readable = stream(t);
    for (int l = 0; l < schedule.layers().length; l++) {
      BrdsSchedule.Layer layer = schedule.layers()[l];
      boolean projected = layer.groups() > 0;
      long previousState = stateReady[l];
      for (int j = 0; j < layer.cells(); j++) {
        row(t, l, layer, j, readable, previousState, projected);
      }
      if (l == 0) {
        bankFree[t & 1] = xFree;
      }
      for (int k = 0; k < layer.groups(); k++) {
        project(t, l, layer, k);
      }
      readable = stateReady[l];
    }
    return readable;
  }

  private long stream(int t) {
    int words = schedule.layers()[0].inputWords();
    int beats = (words + config.xWordsPerCycle() - 1) / config.xWordsPerCycle();
    long start = Math.max(streamFree, bankFree[t & 1]);
    final long full = start - streamFree;
    count(STREAM_BANKS_FULL, full);
    count(STREAM_BUSY, beats);
    streamFree = start + beats;
    long readable = streamFree - 1 + latency.write();
    if (trace != null) {
      trace.stall(Unit.X_STREAM, STREAM_BANKS_FULL, start - full, start);
      trace.interval(Unit.X_STREAM, t, 0, 0, start, streamFree);
    }
    if (values != null) {
      values.input(t, start, readable);
    }
    return readable;
  }

  private void row(
      int t,
      int l,
      BrdsSchedule.Layer layer,
      int j,
      long inputReady,
      long previousState,
      boolean projected) {
    long weights = weights(layer.dramRow());
    int lead = config.lead();
    long xPartner;
    long hPartner;
    if (lead == 0) {
      xPartner = Math.max(hFree, Math.max(previousState, weights));
      hPartner = Math.max(xFree, Math.max(inputReady, weights));
    } else {
      int slot = (int) (rows % lead);
      xPartner = hStarts[slot];
      hPartner = xStarts[slot];
    }
    long x = Math.max(Math.max(xFree, inputReady), Math.max(weights, xPartner));
    long h = Math.max(Math.max(hFree, previousState), Math.max(weights, hPartner));
    wait(Unit.X_PART, x, xFree, X_WAITS_INPUT, inputReady, X_WAITS_DRAM, weights, X_WAITS_H_PART);
    wait(
        Unit.H_PART, h, hFree, H_WAITS_STATE, previousState, H_WAITS_DRAM, weights, H_WAITS_X_PART);
    xFree = x + layer.x();
    hFree = h + layer.h();
    count(X_BUSY, layer.x());
    count(H_BUSY, layer.h());
    if (lead > 0) {
      int slot = (int) (rows % lead);
      xStarts[slot] = x;
      hStarts[slot] = h;
    }
    rows++;
    consume(Math.max(xFree, hFree));
    long sums = Math.max(xFree - 1 + latency.sumX(), hFree - 1 + latency.sumH());
    lastJoin = Math.max(sums, lastJoin + 1);
    count(FUNCTION_BUSY, 1);
    long readable = lastJoin + latency.output();
    if (projected) {
      hiddenReady = readable;
    } else {
      readable = write(readable - latency.write(), 1) + latency.write();
      stateReady[l] = readable;
    }
    if (trace != null) {
      trace.interval(Unit.X_PART, t, l, j, x, xFree);
      trace.interval(Unit.H_PART, t, l, j, h, hFree);
      trace.interval(Unit.FUNCTION, t, l, j, lastJoin, readable);
    }
    if (values != null) {
      values.xPart(t, l, j, x, xFree - 1);
      values.hPart(t, l, j, h, hFree - 1);
      values.join(t, l, j, lastJoin, readable);
    }
  }

  private void project(int t, int l, BrdsSchedule.Layer layer, int k) {
    long weights = weights(layer.dramGroup());
    long start = Math.max(Math.max(hFree, hiddenReady), weights);
    wait(
        Unit.H_PART,
        start,
        hFree,
        H_WAITS_HIDDEN,
        hiddenReady,
        H_WAITS_DRAM,
        weights,
        H_WAITS_HIDDEN);
    hFree = start + layer.projection();
    count(H_PROJECTS, layer.projection());
    consume(hFree);
    if (trace != null) {
      trace.interval(Unit.PROJECTION, t, l, k, start, hFree);
    }
    if (values != null) {
      values.projection(t, l, k, start, hFree - 1);
    }
    long rounded = hFree - 1 + latency.projected();
    int first = k * BrdsConfig.GATES;
    int last = Math.min(layer.stateWords(), first + BrdsConfig.GATES);
    long writes = write(rounded, last - first);
    for (int word = first; word < last; word++) {
      stateReady[l] = writes + (word - first) / config.stateWords() + latency.write();
      if (trace != null) {
        trace.interval(
            Unit.STATE_WRITE, t, l, word, stateReady[l] - latency.write(), stateReady[l]);
      }
      if (values != null) {
        values.projected(t, l, word, stateReady[l]);
      }
    }
  }

  /**
   * The state memories take {@code stateWords} words a cycle; words that are rounded together start
   * in a cycle of their own. Returns the cycle in which the first of {@code words} is written.
   */
  private long write(long earliest, int words) {
    int ports = config.stateWords();
    int cycles = (words + ports - 1) / ports;
    long first = Math.max(earliest, writeFree);
    count(WRITE_BUSY, cycles);
    for (int n = 0; n < words; n++) {
      count(WRITE_QUEUED, first + n / ports - earliest);
    }
    writeFree = first + cycles;
    return first;
  }

  /** When the weights of a row have passed the fetch stages. */
  private long weights(int dramWords) {
    if (dramWords == 0) {
      return latency.fetch();
    }
    int slot = (int) (fetched % consumed.length);
    long start = Math.max(dramFree, consumed[slot]);
    count(DRAM_FIFO_FULL, start - dramFree);
    count(DRAM_BUSY, dramWords);
    if (trace != null) {
      trace.dram(dramFree, start, start + dramWords);
    }
    dramFree = start + dramWords;
    return dramFree + latency.fetch();
  }

  /** The row's weights have left the FIFO {@code fetch} cycles before its operands are read. */
  private void consume(long end) {
    if (consumed.length > 0) {
      consumed[(int) (fetched++ % consumed.length)] = end - latency.fetch();
    }
  }

  /** Puts a unit's idle cycles before {@code start} under the cause that ended last. */
  private void wait(
      Unit unit,
      long start,
      long free,
      Counter a,
      long readyA,
      Counter b,
      long readyB,
      Counter other) {
    if (start > free) {
      Counter cause = start == readyA ? a : start == readyB ? b : other;
      count(cause, start - free);
      if (trace != null) {
        trace.stall(unit, cause, free, start);
      }
    }
  }

  private void count(Counter c, long cycles) {
    counters[c.ordinal()] += cycles;
  }

  private double[] since(long[] atStart, int steps) {
    double[] d = new double[counters.length];
    Arrays.setAll(d, i -> (double) (counters[i] - atStart[i]) / steps);
    return d;
  }

  /**
   * Everything the future depends on, relative to {@code base}. If it equals that of the step
   * before, all later steps repeat this one shifted by the period.
   */
  private long[] state(int t, long base) {
    // x banks alternate: the one that is used next comes first.
    long[] units = {
      streamFree,
      bankFree[(t + 1) & 1],
      bankFree[t & 1],
      xFree,
      hFree,
      lastJoin,
      writeFree,
      projects ? hiddenReady : base,
      config.streams() ? dramFree : base
    };
    int size = units.length + stateReady.length + 2 * xStarts.length + consumed.length;
    long[] s = new long[size];
    int n = 0;
    for (long v : units) {
      s[n++] = v - base;
    }
    for (long v : stateReady) {
      s[n++] = v - base;
    }
    n = inOrder(xStarts, rows, base, s, n);
    n = inOrder(hStarts, rows, base, s, n);
    inOrder(consumed, fetched, base, s, n);
    return s;
  }

  private static int inOrder(long[] ring, long next, long base, long[] s, int n) {
    int at = n;
    for (int i = 0; i < ring.length; i++) {
      s[at++] = ring[(int) ((next + i) % ring.length)] - base;
    }
    return at;
  }

  private static long[] filled(int n) {
    long[] a = new long[n];
    Arrays.fill(a, NEVER);
    return a;
  }
}
