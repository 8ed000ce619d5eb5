package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The coarse pipeline: all stages start together on frames of their own and exchange their double
 * buffers together when the slowest has ended, as in the C-LSTM authors' released code (one round
 * of its main loop). A frame of a layer may start when its x is there, when the layer below has
 * finished the same step and the layer itself the step before. Of those that may, the one with the
 * lowest step goes first, then the lowest layer, then the lowest sequence.
 */
public final class SlotWalk {
  /** Rounds after which the search for the steady state gives up. */
  private static final int MOST_ROUNDS = 100_000;

  /** Steps of a sequence that are walked one by one; beyond, the steady state goes on. */
  private static final int MOST_WALKED = 4096;

  private final CirculantSchedule schedule;
  private final int streams;
  private final int layers;
  private final long inputBeats;
  private final int[][] started;
  private final int[][] finished;
  private final long[][] entered;
  private final Frame[] inStage;
  private final List<Long> ends = new ArrayList<>();
  private long now;
  private long inputReady;
  private long bankFree;
  private long frames;
  private long latency;
  private final long[] occupied;
  private final long[] waited;
  private final long[] empty;
  private long inputWaits;

  /** A frame of a layer. */
  record Frame(int stream, int step, int layer) {}

  /** Told of what one sequence alone does. */
  interface Listener {
    /** The words of x of a step arrive from cycle {@code first} on. */
    void input(int step, long first);

    /** A stage works on a frame. */
    void stage(Frame frame, int stage, long start);

    /** A stage does not work on a frame. */
    default void idle(int stage, String cause, long from, long to) {}

    /** All stages exchange their buffers. */
    default void exchange(long from, long to) {}
  }

  /**
   * What the walk found in the steady state, for one frame of the whole network.
   *
   * @param cyclesPerFrame cycles from frame to frame
   * @param latencyCycles from a frame's start to the exchange that hands its output on
   * @param occupied cycles of each stage's own work
   * @param waited cycles in which it had ended and waited for the slowest stage
   * @param empty cycles in which it had no frame
   * @param inputWaits cycles in which all stages waited for x
   */
  public record Steady(
      double cyclesPerFrame,
      double latencyCycles,
      double[] occupied,
      double[] waited,
      double[] empty,
      double inputWaits) {}

  private record Mark(long now, long frames, long latency, long[][] counters, long inputWaits) {}

  /** A walk with nothing started. */
  public SlotWalk(CirculantSchedule schedule, int streams, long inputBeats) {
    this.schedule = schedule;
    this.streams = streams;
    this.layers = schedule.layers().size();
    this.inputBeats = inputBeats;
    started = new int[streams][layers];
    finished = new int[streams][layers];
    entered = new long[streams][layers + 1];
    int n = schedule.stages();
    inStage = new Frame[n];
    occupied = new long[n];
    waited = new long[n];
    empty = new long[n];
  }

  /** Cycle of the exchange that hands on each step of one sequence, for {@code steps} steps. */
  static long[] ends(CirculantSchedule s, long inputBeats, int steps, Listener listener) {
    SlotWalk w = new SlotWalk(s, 1, inputBeats);
    while (w.ends.size() < steps) {
      w.round(steps, listener);
    }
    return w.ends.stream().mapToLong(Long::longValue).toArray();
  }

  /** Cycles for {@code steps} steps of one sequence alone. */
  public static long total(CirculantSchedule s, long inputBeats, int steps) {
    int walked = Math.min(steps, MOST_WALKED);
    long[] ends = ends(s, inputBeats, walked, null);
    long last = ends[walked - 1];
    if (walked == steps) {
      return last;
    }
    Steady steady = new SlotWalk(s, 1, inputBeats).steady();
    return last + Math.round((steps - walked) * steady.cyclesPerFrame());
  }

  /** Walks until a situation comes again. */
  public Steady steady() {
    Map<List<Long>, Mark> seen = new HashMap<>();
    for (int i = 0; i < MOST_ROUNDS; i++) {
      Mark before = seen.put(situation(), mark());
      if (before != null && frames > before.frames()) {
        return since(before);
      }
      round(Integer.MAX_VALUE, null);
    }
    throw new IllegalStateException("no steady state within " + MOST_ROUNDS + " rounds");
  }

  private void round(int steps, Listener listener) {
    Frame next = next(steps);
    long start = now;
    if (next != null) {
      started[next.stream()][next.layer()]++;
      if (next.layer() == 0) {
        long first = Math.max(inputReady, bankFree);
        if (listener != null) {
          listener.input(next.step(), first);
        }
        inputReady = first + inputBeats;
        start = Math.max(now, inputReady);
        inputWaits += start - now;
        for (int j = 0; listener != null && j < inStage.length; j++) {
          listener.idle(j, CirculantUnits.NO_INPUT, now, start);
        }
        bankFree = start;
        entered[next.stream()][next.step() % (layers + 1)] = start;
      }
      inStage[0] = next;
    }
    long slowest = 0;
    for (int j = 0; j < inStage.length; j++) {
      if (inStage[j] != null) {
        slowest = Math.max(slowest, schedule.cycles(inStage[j].layer(), j));
      }
    }
    long length = slowest + schedule.config().depths().swap();
    for (int j = inStage.length - 1; j >= 0; j--) {
      Frame f = inStage[j];
      long work = f == null ? 0 : schedule.cycles(f.layer(), j);
      occupied[j] += work;
      waited[j] += f == null ? 0 : length - work;
      empty[j] += f == null ? length : 0;
      if (listener != null) {
        if (f != null) {
          listener.stage(f, j, start);
        }
        String cause = f == null ? CirculantUnits.NO_FRAME : CirculantUnits.SLOWER;
        listener.idle(j, cause, start + work, start + length);
      }
    }
    if (listener != null) {
      listener.exchange(start + slowest, start + length);
    }
    now = start + length;
    shift();
  }

  /** Frames go on to their next stage; those that have passed their last are finished. */
  private void shift() {
    for (int j = inStage.length - 1; j >= 0; j--) {
      Frame f = inStage[j];
      inStage[j] = null;
      if (f == null) {
        continue;
      }
      if (j + 1 < schedule.layers().get(f.layer()).size()) {
        inStage[j + 1] = f;
        continue;
      }
      finished[f.stream()][f.layer()]++;
      if (f.layer() == layers - 1) {
        frames++;
        latency += now - entered[f.stream()][f.step() % (layers + 1)];
        if (f.stream() == 0) {
          ends.add(now);
        }
      }
    }
  }

  private Frame next(int steps) {
    Frame best = null;
    for (int l = 0; l < layers; l++) {
      for (int s = 0; s < streams; s++) {
        int t = started[s][l];
        boolean ready = t < steps && finished[s][l] == t && (l == 0 || finished[s][l - 1] > t);
        if (ready && (best == null || t < best.step())) {
          best = new Frame(s, t, l);
        }
      }
    }
    return best;
  }

  /** All that the future depends on, relative to now and to the least step. */
  private List<Long> situation() {
    int least = Arrays.stream(finished).flatMapToInt(Arrays::stream).min().orElse(0);
    List<Long> s = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      for (int l = 0; l < layers; l++) {
        s.add((long) started[i][l] - least);
        s.add((long) finished[i][l] - least);
      }
      // when the latest frames were entered: their latency is still to be known
      for (int back = 1; back <= entered[i].length; back++) {
        s.add(now - entered[i][Math.floorMod(started[i][0] - back, entered[i].length)]);
      }
    }
    for (Frame f : inStage) {
      s.add(f == null ? -1L : (f.step() - least) * 1000L + f.layer());
      s.add(f == null ? -1L : f.stream());
    }
    s.add(Math.max(inputReady - now, -inputBeats));
    s.add(Math.max(bankFree - now, -inputBeats));
    return s;
  }

  private Mark mark() {
    long[][] counters = {occupied.clone(), waited.clone(), empty.clone()};
    return new Mark(now, frames, latency, counters, inputWaits);
  }

  private Steady since(Mark m) {
    double n = frames - m.frames();
    return new Steady(
        (now - m.now()) / n,
        (latency - m.latency()) / n,
        rate(occupied, m.counters()[0], n),
        rate(waited, m.counters()[1], n),
        rate(empty, m.counters()[2], n),
        (inputWaits - m.inputWaits()) / n);
  }

  private static double[] rate(long[] after, long[] before, double n) {
    double[] d = new double[after.length];
    Arrays.setAll(d, i -> (after[i] - before[i]) / n);
    return d;
  }
}
