package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.StageTime;

/**
 * What a walk through a full batch adds up to. Batches follow one another without a gap; while one
 * is computed the images of the next come in, where that is timed.
 *
 * @param batch images of a batch
 * @param cycles cycles of a batch from its start to its last result
 * @param loadCycles cycles in which a batch's images come in; 0 where that is not timed
 * @param busy by unit, cycles of work in a batch
 * @param idle by unit and cause, idle cycles in a batch
 * @param stages layer by layer, where the multipliers' cycles go
 */
record SwmTiming(
    int batch,
    long cycles,
    long loadCycles,
    Map<String, Long> busy,
    Map<String, Map<String, Long>> idle,
    List<StageTime> stages) {
  static final String WORK = "products";

  /** Walks a batch. */
  static SwmTiming of(SwmConfig c) {
    Map<String, Long> busy = new TreeMap<>();
    Map<String, Map<String, Long>> idle = new TreeMap<>();
    Map<String, Long> parts = new LinkedHashMap<>();
    SwmWalk.Listener sums =
        new SwmWalk.Listener() {
          @Override
          public void work(String unit, SwmLayer l, int group, String phase, long from, long to) {
            busy.merge(unit, to - from, Long::sum);
            part(unit, WORK, from, to);
          }

          @Override
          public void idle(String unit, String cause, long from, long to) {
            idle.computeIfAbsent(unit, u -> new TreeMap<>()).merge(cause, to - from, Long::sum);
            part(unit, cause, from, to);
          }

          private void part(String unit, String what, long from, long to) {
            if (unit.equals(SwmWalk.PRODUCTS) && to > from) {
              parts.merge(what, to - from, Long::sum);
            }
          }
        };
    SwmWalk walk = new SwmWalk(c.layers(), c.array(), c.together(), sums);
    List<StageTime> stages = new ArrayList<>();
    long at = 0;
    for (SwmLayer l : c.layers()) {
      parts.clear();
      long end = walk.layer(l, c.batch(), at);
      stages.add(
          new StageTime(l.work().input() + " to " + l.stored(), l.number(), end - at, parts));
      at = end;
    }
    return new SwmTiming(c.batch(), at, c.loadCycles(c.batch()), busy, idle, stages);
  }

  /** Cycles from one batch to the next. */
  long period() {
    return Math.max(cycles, loadCycles);
  }

  /** Cycles of so many images, one batch after the other, the last one as full as is left. */
  static long total(SwmConfig c, long images) {
    long[] walked = new long[c.batch() + 1];
    SwmWalk walk = new SwmWalk(c.layers(), c.array(), c.together(), SwmWalk.Listener.NONE);
    long[] ends = new long[2];
    long loaded = 0;
    long done = 0;
    for (long from = 0; from < images; from += c.batch()) {
      int size = (int) Math.min(c.batch(), images - from);
      if (walked[size] == 0) {
        walked[size] = walk.batch(size, 0);
      }
      // an image buffer is free once the batch before the last one is done
      loaded = Math.max(loaded, ends[0]) + c.loadCycles(size);
      done = Math.max(loaded, done) + walked[size];
      ends[0] = ends[1];
      ends[1] = done;
    }
    return done;
  }
}
