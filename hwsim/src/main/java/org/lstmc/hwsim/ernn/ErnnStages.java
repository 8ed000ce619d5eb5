package org.lstmc.hwsim.ernn;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.circulant.CirculantConfig;
import org.lstmc.hwsim.parts.circulant.CirculantDepths;
import org.lstmc.hwsim.parts.circulant.CirculantSupport;
import org.lstmc.hwsim.parts.circulant.MvmUnit;

/**
 * The matrix-vector stages that a workload asks of the machine: the gates, and the projection or
 * the candidate of a GRU whose reset gate acts before the product.
 */
final class ErnnStages {
  /** Control of an engine that is described by hand or generated: the exchange costs one cycle. */
  private static final int SWAP_CYCLES = 1;

  private final Workload workload;
  private final ErnnSettings settings;
  private final Blocks first;
  private final Blocks second;

  /** Smallest and largest block size of a stage; 0 where there is no such stage. */
  record Blocks(int small, int large) {
    boolean exists() {
      return large > 0;
    }
  }

  ErnnStages(Workload w, ErnnSettings s) {
    workload = w;
    settings = s;
    first = gates(w);
    boolean resets = w.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE;
    second = resets ? first : projections(w);
  }

  Blocks first() {
    return first;
  }

  Blocks second() {
    return second;
  }

  private static Blocks gates(Workload w) {
    return new Blocks(
        w.layers().stream().mapToInt(CirculantSupport::smallGateBlock).min().orElse(0),
        w.layers().stream().mapToInt(CirculantSupport::gateBlock).max().orElse(0));
  }

  private static Blocks projections(Workload w) {
    IntSummaryStatistics k =
        w.layers().stream()
            .filter(l -> l.projection() != null)
            .mapToInt(l -> l.projection().block())
            .summaryStatistics();
    return k.getCount() == 0 ? new Blocks(0, 0) : new Blocks(k.getMin(), k.getMax());
  }

  /** Block rows that the first stage has for a layer; every number that comes. */
  TreeSet<Integer> firstRows() {
    TreeSet<Integer> rows = new TreeSet<>();
    boolean before = workload.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE;
    for (LayerWorkload l : workload.layers()) {
      for (MatrixWorkload m : List.of(l.wx(), l.wh())) {
        int reset = (2 * l.spec().hiddenSize() + m.block() - 1) / m.block();
        rows.add(before ? reset : m.blockRows());
      }
    }
    return rows;
  }

  /** Block rows that the second stage has for a layer; empty where there is none. */
  TreeSet<Integer> secondRows() {
    TreeSet<Integer> rows = new TreeSet<>();
    for (LayerWorkload l : workload.layers()) {
      if (l.projection() != null) {
        rows.add(l.projection().blockRows());
      } else if (second.exists()) {
        int h = l.spec().hiddenSize();
        rows.add((h + l.wx().block() - 1) / l.wx().block());
        rows.add((h + l.wh().block() - 1) / l.wh().block());
      }
    }
    return rows;
  }

  /** The machine with these elements and lanes. */
  CirculantConfig config(int gates, int others, int v) {
    List<MvmUnit> units = new ArrayList<>();
    units.add(new MvmUnit("gates", 1, gates, gates, true, 1, first.small(), first.large()));
    int stages = 2;
    if (second.exists()) {
      boolean gru = workload.layers().get(0).spec().cell().isGru();
      String name = gru ? "candidate" : "projection";
      units.add(new MvmUnit(name, 1, others, others, true, 1, second.small(), second.large()));
      stages = gru ? 4 : 3;
    }
    return new CirculantConfig(
        "e-rnn",
        units,
        v,
        settings.streams() > 0 ? settings.streams() : stages,
        settings.xWordsPerCycle(),
        false,
        CirculantDepths.of(workload.sigmoid(), workload.tanh(), 0, SWAP_CYCLES));
  }
}
