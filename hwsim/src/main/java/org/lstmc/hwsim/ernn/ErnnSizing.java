package org.lstmc.hwsim.ernn;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.circulant.CirculantConfig;
import org.lstmc.hwsim.parts.circulant.CirculantDepths;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.CirculantResources;
import org.lstmc.hwsim.parts.circulant.CirculantSupport;
import org.lstmc.hwsim.parts.circulant.MvmUnit;

/**
 * Chooses processing elements and element-wise lanes. As many elements as the device holds, N_PE =
 * min(floor(DSP/dDSP), floor(LUT/dLUT)) with what is left after all else, are shared out between
 * the two matrix-vector stages so that a frame takes the fewest cycles; element-wise lanes are
 * added until their stage is not the slowest. Among equals: fewer DSP blocks.
 */
final class ErnnSizing {
  private static final int MOST_LANES = 64;

  /** Control of an engine that is described by hand or generated: the exchange costs one cycle. */
  private static final int SWAP_CYCLES = 1;

  private final Workload workload;
  private final ErnnSettings settings;
  private final Device device;
  private final DeviceBudget budget;
  private final CirculantResources costs;
  private final Blocks first;
  private final Blocks second;

  /** Smallest and largest block size of a stage; 0 where there is no such stage. */
  private record Blocks(int small, int large) {
    boolean exists() {
      return large > 0;
    }
  }

  /**
   * What was chosen.
   *
   * @param design the machine
   * @param cycles cycles from frame to frame
   * @param gates processing elements of the first stage
   * @param others those of the second; 0 where there is none
   * @param lanes element-wise lanes
   * @param stoppedBy what of the device more elements would exceed
   */
  record Choice(
      CirculantDesign design, double cycles, int gates, int others, int lanes, String stoppedBy) {}

  ErnnSizing(Workload w, ErnnSettings s, Device d) {
    workload = w;
    settings = s;
    device = d;
    budget = DeviceBudget.of(d, s.dsp());
    costs = new CirculantResources(w);
    first = gates(w);
    boolean resets = w.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE;
    second = resets ? first : projections(w);
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

  Choice choose() {
    Choice best = null;
    int from = settings.v() > 0 ? settings.v() : 1;
    int to = settings.v() > 0 ? settings.v() : MOST_LANES;
    for (int v = from; v <= to; v++) {
      Choice c = withLanes(v);
      if (c == null) {
        break;
      }
      best = best == null || better(c, best) ? c : best;
      if (!vectorIsSlowest(c)) {
        break;
      }
    }
    if (best == null) {
      throw tooSmall(from);
    }
    return best;
  }

  /** The best sharing out with {@code v} lanes; null if nothing fits. */
  private Choice withLanes(int v) {
    int elements = settings.pe() > 0 ? settings.pe() : elements(v);
    for (int n = elements; n >= (second.exists() ? 2 : 1); n--) {
      Choice best = null;
      for (int gates : firstCounts(n)) {
        int others = second.exists() ? least(n - gates) : 0;
        CirculantDesign d = CirculantDesign.of(workload, config(gates, others, v));
        if (budget.holds(d.resources())) {
          double cycles = d.steady().cyclesPerFrame();
          Choice c = new Choice(d, cycles, gates, others, v, "");
          best = best == null || better(c, best) ? c : best;
        }
      }
      if (best != null) {
        CirculantDesign more =
            CirculantDesign.of(
                workload, config(best.gates() + grow(best), Math.max(best.others(), 0), v));
        String stoppedBy = budget.excess(more.resources());
        return new Choice(best.design(), best.cycles(), best.gates(), best.others(), v, stoppedBy);
      }
      if (settings.pe() > 0) {
        return null;
      }
    }
    return null;
  }

  /** Elements that would save the first stage a group of block rows. */
  private int grow(Choice c) {
    int rows = firstRows();
    int groups = (rows + c.gates() - 1) / c.gates();
    return groups <= 1 ? 0 : (rows + groups - 2) / (groups - 1) - c.gates();
  }

  /** N_PE by the budgets of DSP and look-up tables; memories in look-up tables come later. */
  private int elements(int v) {
    CirculantResources.Cost fixed = costs.fixed(config(1, second.exists() ? 1 : 0, v));
    boolean dearer = second.exists() && second.small() > first.small();
    Blocks b = dearer ? second : first;
    CirculantResources.Cost lane = costs.lane(b.small(), b.large(), true, true);
    long dsp = Math.max(0, budget.dsp() - fixed.dsp()) / lane.dsp();
    long lut = Math.max(0, budget.lut() - fixed.lut()) / lane.lut();
    return (int) Math.min(dsp, lut);
  }

  private static boolean better(Choice a, Choice b) {
    if (a.cycles() != b.cycles()) {
      return a.cycles() < b.cycles();
    }
    return a.design().resources().dsp() < b.design().resources().dsp();
  }

  /** Whether some frame's element-wise stage takes longer than its matrix-vector stages. */
  private static boolean vectorIsSlowest(Choice c) {
    long most = Long.MAX_VALUE;
    long vector = 0;
    for (List<StageTime> layer : c.design().schedule().times()) {
      long products = 0;
      for (int j = 0; j < layer.size(); j++) {
        boolean even = j % 2 == 0;
        products = even ? Math.max(products, layer.get(j).cycles()) : products;
        vector = even ? vector : Math.max(vector, layer.get(j).cycles());
      }
      most = Math.min(most, products);
    }
    return vector > most;
  }

  /** Counts for the first stage at which its groups of block rows become fewer. */
  private TreeSet<Integer> firstCounts(int n) {
    TreeSet<Integer> counts = new TreeSet<>();
    int most = second.exists() ? n - 1 : n;
    if (settings.gates() > 0) {
      counts.add(Math.max(1, Math.min(settings.gates(), most)));
      return counts;
    }
    int rows = firstRows();
    for (int groups = 1; groups <= rows; groups++) {
      int lanes = (rows + groups - 1) / groups;
      if (lanes <= most) {
        counts.add(lanes);
      }
    }
    return counts;
  }

  /** The fewest elements of the second stage with as many groups as {@code n} have. */
  private int least(int n) {
    int rows = 0;
    for (LayerWorkload l : workload.layers()) {
      rows = Math.max(rows, secondRows(l));
    }
    if (settings.gates() > 0 || rows <= 0) {
      return n;
    }
    int groups = (rows + n - 1) / n;
    return (rows + groups - 1) / groups;
  }

  private int firstRows() {
    int rows = 0;
    boolean before = workload.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE;
    for (LayerWorkload l : workload.layers()) {
      for (MatrixWorkload m : List.of(l.wx(), l.wh())) {
        int of = before ? (2 * l.spec().hiddenSize() + m.block() - 1) / m.block() : m.blockRows();
        rows = Math.max(rows, of);
      }
    }
    return rows;
  }

  private static int secondRows(LayerWorkload l) {
    if (l.projection() != null) {
      return l.projection().blockRows();
    }
    int k = Math.min(l.wx().block(), l.wh().block());
    return (l.spec().hiddenSize() + k - 1) / k;
  }

  private CirculantConfig config(int gates, int others, int v) {
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
        CirculantDepths.of(workload.sigmoid(), workload.tanh(), 0, SWAP_CYCLES));
  }

  private LstmcException tooSmall(int v) {
    int pe = settings.pe() > 0 ? settings.pe() : second.exists() ? 2 : 1;
    int gates = firstCounts(pe).isEmpty() ? 1 : firstCounts(pe).last();
    int others = second.exists() ? Math.max(1, pe - gates) : 0;
    CirculantDesign d = CirculantDesign.of(workload, config(gates, others, v));
    return LstmcException.unsupported(
        "%s does not fit %s with %d processing elements and v=%d: needed %s (BRAM36: %s). All"
            + " spectra stay on chip; use a larger device, larger blocks or fewer weight bits",
        workload.name(), device.name(), pe, v, budget.excess(d.resources()), d.largestMemories());
  }
}
