package org.lstmc.hwsim.parts.circulant;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The timed walk through one stage for one frame, beat by beat: groups of block rows through the
 * multipliers, their spectra through the transforms back, words through the lanes. Each unit works
 * in order, so a beat starts with the latest of what it waits for.
 */
public final class StageWalk {
  /** Heads under which the cycles of a stage are put. */
  public static final String COPY = "copy of outputs";

  public static final String BEATS = "beats";
  public static final String BACK = "transforms back";
  public static final String ACCUMULATORS = "accumulators in use";
  public static final String FILL = "pipeline fill";
  public static final String LOOPS = "loop control";

  private final CirculantDepths depths;
  private final FrameValues values;
  private long now;
  private long macFree;
  private long backFree;
  private long end;
  private long beats;
  private long waited;
  private long exposed;
  private long loops;
  private long lastBack;
  private final long[] emptied = new long[2];
  private int turn;

  private StageWalk(CirculantDepths depths, FrameValues values, long start) {
    this.depths = depths;
    this.values = values;
    this.now = start;
    this.end = start;
  }

  /**
   * Walks a stage.
   *
   * @param values told of every beat; may be null
   * @param start first cycle
   * @return cycles by head; they add up to the stage's time
   */
  public static Map<String, Long> walk(
      Stage stage, CirculantDepths depths, FrameValues values, long start) {
    StageWalk w = new StageWalk(depths, values, start);
    Map<String, Long> parts = new LinkedHashMap<>();
    if (stage instanceof Stage.Mvm m) {
      parts.put(COPY, (long) m.copied());
      w.multiply(m);
    } else if (stage instanceof Stage.Vector v) {
      w.vector(v);
    }
    long known = parts.getOrDefault(COPY, 0L) + w.beats + w.exposed + w.waited + w.loops;
    parts.put(BEATS, w.beats);
    parts.put(BACK, w.exposed);
    parts.put(ACCUMULATORS, w.waited);
    parts.put(LOOPS, w.loops);
    parts.put(FILL, w.end - start - known);
    return parts;
  }

  private void multiply(Stage.Mvm m) {
    MvmUnit unit = m.unit();
    if (m.copied() > 0) {
      if (values != null) {
        values.copy(m, now);
      }
      now += m.copied() + depths.write() + depths.vectorRead() - 1;
      control();
    }
    macFree = now;
    backFree = now;
    Arrays.fill(emptied, now);
    for (MvmPass pass : m.passes()) {
      if (unit.overlapped()) {
        overlapped(pass, unit);
      } else {
        sequential(pass, unit);
      }
    }
    if (unit.overlapped()) {
      exposed = Math.max(0, backFree - Math.max(macFree, lastBack));
      now = end;
      control();
    }
  }

  /** All groups, then all block rows back: two loops, one after the other. */
  private void sequential(MvmPass pass, MvmUnit unit) {
    long ready = macFree;
    for (int g = 0; g < unit.groups(pass.rows()); g++) {
      ready = group(pass, unit, g, macFree);
    }
    now = ready;
    control();
    int share = unit.share(pass.rows());
    long cycles = (share + unit.inverses() - 1L) / unit.inverses();
    back(pass, unit, 0, share, now);
    exposed += cycles;
    now = end;
    control();
    macFree = now;
  }

  /** A group goes back while the next is multiplied; there are two sets of accumulators. */
  private void overlapped(MvmPass pass, MvmUnit unit) {
    int share = unit.share(pass.rows());
    int toAccumulators = depths.products(pass.block()) - depths.accumulate();
    for (int g = 0; g < unit.groups(pass.rows()); g++) {
      long start = Math.max(macFree, emptied[turn] - toAccumulators);
      waited += start - macFree;
      long ready = group(pass, unit, g, start);
      int first = g * unit.lanes();
      back(pass, unit, first, Math.min(share, first + unit.lanes()), Math.max(ready, backFree));
      emptied[turn] = backFree;
      turn = 1 - turn;
    }
  }

  private long group(MvmPass pass, MvmUnit unit, int g, long start) {
    int cycles = unit.beats(pass.columns(), pass.block());
    long readable = start + cycles - 1 + depths.products(pass.block());
    if (values != null) {
      values.group(pass, unit, g, start, readable);
    }
    beats += cycles;
    macFree = start + cycles;
    return readable;
  }

  /** Block rows [first, last) of every unit's share. */
  private void back(MvmPass pass, MvmUnit unit, int first, int last, long from) {
    int share = unit.share(pass.rows());
    lastBack = from;
    for (int i = first; i < last; i++) {
      long cycle = from + (i - first) / unit.inverses();
      long readable = cycle + depths.back(pass.block());
      for (int u = 0; u < unit.units(); u++) {
        int row = u * share + i;
        if (values != null && row < pass.rows() && i < share) {
          values.back(pass, pass.firstRow() + row, cycle, readable);
        }
      }
      backFree = cycle + 1;
      end = Math.max(end, readable);
    }
  }

  private void vector(Stage.Vector v) {
    for (int word = 0; word < v.words(); word++) {
      long cycle = now + word / v.lanes();
      long readable = cycle + v.depth();
      if (values != null) {
        values.word(v, word, cycle, readable);
      }
      beats += word % v.lanes() == 0 ? 1 : 0;
      end = readable;
    }
    now = end;
    control();
  }

  private void control() {
    now += depths.loop();
    loops += depths.loop();
    end = Math.max(end, now);
  }
}
