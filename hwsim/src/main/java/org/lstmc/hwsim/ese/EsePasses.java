package org.lstmc.hwsim.ese;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.compress.storage.InterleavedColumns;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.serial.GateOrder;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.Pass.Operand;
import org.lstmc.hwsim.parts.serial.SerialDepths;
import org.lstmc.hwsim.parts.serial.SerialSchedule;

/** The passes of a layer in ESE's order: W_?x x for i, f, g, o, then W_?r y, then W_ym m. */
final class EsePasses {
  static final String PADDING = "zero entries of long gaps";
  static final String EMPTY = "columns without an entry";
  static final String STARVED = "queue empty: another element's is full";
  static final String DRAINED = "element done before the slowest";
  static final String UNEXPLAINED = "unexplained (setting)";
  static final String ROUNDING = "last word not full";

  private final EseSettings settings;
  private final int dramBits;

  EsePasses(EseSettings settings, int dramBitsPerCycle) {
    this.settings = settings;
    this.dramBits = dramBitsPerCycle;
  }

  SerialSchedule.Layer of(LayerWorkload l) {
    return GateOrder.of(l, this::pass);
  }

  /** The load of a pass; what was counted once for these places is not counted again. */
  PeLoad load(MatrixWorkload m, int first, int rows) {
    record Key(int first, int rows, int pes) {}
    int pes = settings.pes();
    return m.places() == null
        ? PeLoad.of(null, first, rows, m.cols(), pes)
        : m.places()
            .derive(new Key(first, rows, pes), mask -> PeLoad.of(mask, first, rows, m.cols(), pes));
  }

  private QueueRun run(MatrixWorkload m, int first, int rows, PeLoad load) {
    record Key(int first, int rows, int pes, int queue, int empty) {}
    int queue = settings.queue();
    int empty = settings.emptyColumn();
    return m.places() == null
        ? QueueRun.of(load, queue, empty)
        : m.places()
            .derive(
                new Key(first, rows, settings.pes(), queue, empty),
                mask -> QueueRun.of(load, queue, empty));
  }

  private Pass pass(Operand operand, int gate, MatrixWorkload m, int first, int rows) {
    PeLoad load = load(m, first, rows);
    double pes = settings.pes();
    Map<String, Double> spent = new LinkedHashMap<>();
    spent.put(Pass.KEPT, load.kept() / pes);
    long cycles;
    if (settings.overheads()) {
      QueueRun q = run(m, first, rows, load);
      cycles = q.cycles();
      spent.put(PADDING, q.padding() / pes);
      spent.put(EMPTY, q.empty() / pes);
      spent.put(STARVED, q.starved() / pes);
      spent.put(DRAINED, q.drained() / pes);
    } else {
      cycles = Math.max(1, (load.kept() + settings.pes() - 1) / settings.pes());
      spent.put(ROUNDING, cycles - load.kept() / pes);
    }
    long more = Math.round(cycles * settings.unexplained());
    if (more > 0) {
      spent.put(UNEXPLAINED, (double) more);
    }
    // weights come beside the queue; then vector product and running sum
    int tail = MacArray.MULTIPLY_CYCLES + 1 + SerialDepths.WRITE;
    long bits = settings.overheads() ? streamBits(m, load) : 0;
    return new Pass(
        operand,
        gate,
        m,
        first,
        rows,
        cycles + more,
        spent,
        tail,
        bits == 0 ? 0 : (bits + dramBits - 1) / dramBits);
  }

  /** What the DRAM delivers: a word for all elements per entry of the longest stream; pointers. */
  long streamBits(MatrixWorkload m, PeLoad load) {
    long words = (long) load.longest() * load.pes() * entryBits(m);
    return words + (long) load.pes() * (load.cols() + 1) * pointerBits(load);
  }

  static int entryBits(MatrixWorkload m) {
    return m.weightBits() + InterleavedColumns.GAP_BITS;
  }

  static int pointerBits(PeLoad load) {
    return 32 - Integer.numberOfLeadingZeros(load.longest());
  }
}
