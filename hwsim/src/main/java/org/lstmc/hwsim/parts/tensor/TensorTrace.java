package org.lstmc.hwsim.parts.tensor;

import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.parts.tensor.TensorLayer.Part;

/**
 * Tells of every tile: the same walk that counts the cycles, laid out in time. All stages follow
 * one another. Where cycles of a tile wait for a bank, the waits stand after its products and after
 * its sums; in which of them they fall is not told.
 */
final class TensorTrace {
  private static final String[] WORKING = {"working A", "working B"};

  private final TensorSettings s;
  private final UnitTrace to;
  private long now;
  private int from;

  TensorTrace(TensorSettings s, UnitTrace to) {
    this.s = s;
    this.to = to;
  }

  void steps(List<TensorLayer> layers, int steps) {
    for (int t = 0; t < steps; t++) {
      for (TensorLayer l : layers) {
        layer(l, t);
      }
    }
  }

  private void layer(TensorLayer l, int t) {
    String where = String.format(Locale.ROOT, "layer %d, step %d", l.index(), t);
    from = 0;
    if (l.chain() != null) {
      load(l.chainLoad(), WORKING[0], where);
      for (ArrayStep p : l.chain().steps()) {
        product(p, WORKING[from], WORKING[1 - from], where);
        from = 1 - from;
      }
    }
    if (l.matrix() != null) {
      load(l.matrixLoad(), WORKING[1 - from], where);
      product(l.matrix(), WORKING[1 - from], "gate sums", where);
    }
    if (l.hasCells()) {
      cells(l, where);
    }
  }

  private void load(VectorLoad v, String memory, String where) {
    VectorLoad.Counts c = v.count(s.array().banks());
    stall(TensorUnits.VECTOR, c.cycles(), memory, "write vector, " + where);
    stall(Part.WRITE_WAITS, c.waits(), null, null);
  }

  private void product(ArrayStep p, String source, String destination, String where) {
    TileWalk.walk(
        p,
        s.array(),
        new TileValues() {
          @Override
          public void begin() {}

          @Override
          public void multiply(int o, int l, int k) {}

          @Override
          public void leave(int o, int l, int fromRow, int toRow) {}

          @Override
          public void end(int o, int l, long readWaits, long writeWaits) {
            tile(p, o, l, readWaits, writeWaits);
          }

          private void tile(ArrayStep p, int o, int l, long readWaits, long writeWaits) {
            String what =
                String.format(Locale.ROOT, "%s rows %d.., columns %d.., %s", p.name(), o, l, where);
            to.interval(TensorUnits.ARRAY, what, now, now + p.k());
            to.memory("weights", "read " + what, now, now + p.k());
            to.memory(source, "read " + what, now, now + p.k());
            to.stall(TensorUnits.CELLS, TensorUnits.NO_SUMS, now, now + p.k());
            now += p.k();
            stall(Part.READ_WAITS, readWaits, source, "a bank is wanted twice");
            stall(TensorUnits.LEAVE, s.array().passCycles(), destination, "write " + what);
            stall(Part.WRITE_WAITS, writeWaits, destination, "a bank is wanted twice");
          }
        });
  }

  /** Their gates in turn; what waits for banks stands at the end. */
  private void cells(TensorLayer l, String where) {
    StageTime cells = l.stages().get(l.stages().size() - 1);
    long read = cells.parts().get(Part.CELLS);
    long rest = cells.cycles() - read;
    long waits = cells.parts().get(Part.READ_WAITS);
    String source = l.chain() == null ? "gate sums" : WORKING[from];
    to.interval(TensorUnits.CELLS, "gates, " + where, now, now + read);
    to.interval(TensorUnits.CELLS + " pipeline", where, now, now + cells.cycles());
    to.memory(source, "read gates, " + where, now, now + read);
    to.stall(TensorUnits.ARRAY, TensorUnits.CELLS, now, now + read + rest - waits);
    now += read;
    to.stall(TensorUnits.CELLS, TensorUnits.NO_SUMS, now, now + rest);
    now += rest;
    to.stall(TensorUnits.ARRAY, Part.READ_WAITS, now - waits, now);
    to.memory("h", "write h, " + where, now - 1, now);
  }

  /** The array waits, and so do the cells. */
  private void stall(String cause, long cycles, String memory, String what) {
    to.stall(TensorUnits.ARRAY, cause, now, now + cycles);
    to.stall(TensorUnits.CELLS, TensorUnits.NO_SUMS, now, now + cycles);
    if (memory != null && cycles > 0) {
      to.memory(memory, what, now, now + cycles);
    }
    now += cycles;
  }
}
