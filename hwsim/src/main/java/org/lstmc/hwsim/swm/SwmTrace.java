package org.lstmc.hwsim.swm;

import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.UnitTrace;

/** Tells of every interval in which the engine's units work, batch by batch. */
final class SwmTrace implements SwmWalk.Listener {
  private final UnitTrace to;
  private int batch;
  private long done;

  private SwmTrace(UnitTrace to) {
    this.to = to;
  }

  /** Walks so many images. */
  static void of(SwmConfig c, int images, UnitTrace to) {
    SwmTrace trace = new SwmTrace(to);
    SwmWalk walk = new SwmWalk(c.layers(), c.array(), c.together(), trace);
    long[] ends = new long[2];
    long loaded = 0;
    for (int from = 0; from < images; from += c.batch(), trace.batch++) {
      int size = Math.min(c.batch(), images - from);
      if (c.imageWords() > 0) {
        long begin = Math.max(loaded, ends[0]);
        to.stall(SwmUnits.STREAM, SwmUnits.BUFFERS_FULL, loaded, begin);
        loaded = begin + c.loadCycles(size);
        to.interval(SwmUnits.STREAM, "batch " + trace.batch, begin, loaded);
        to.memory(SwmMemories.IMAGES, "write batch " + trace.batch, begin, loaded);
      }
      long start = Math.max(trace.done, loaded);
      if (start > trace.done) {
        for (String unit : List.of(SwmWalk.CORE, SwmWalk.PRODUCTS, SwmWalk.PERIPHERAL)) {
          to.stall(unit, SwmUnits.NO_IMAGES, trace.done, start);
        }
      }
      trace.done = walk.batch(size, start);
      ends[0] = ends[1];
      ends[1] = trace.done;
    }
  }

  @Override
  public void work(String unit, SwmLayer layer, int group, String phase, long from, long until) {
    String what =
        String.format(
            Locale.ROOT, "%s, layer %d, group %d of batch %d", phase, layer.number(), group, batch);
    to.interval(unit, what, from, until);
    boolean multipliers = unit.equals(SwmWalk.PRODUCTS);
    if (multipliers) {
      String weights = layer.spectral() ? SwmMemories.SPECTRA_OF_WEIGHTS : SwmMemories.WEIGHTS;
      to.memory(weights, "read, " + what, from, until);
    }
  }

  @Override
  public void idle(String unit, String cause, long from, long until) {
    to.stall(unit, cause, from, until);
  }

  @Override
  public void ends(SwmLayer layer, long from, long until) {
    to.interval("layer change", "after layer " + layer.number(), from, until);
  }
}
