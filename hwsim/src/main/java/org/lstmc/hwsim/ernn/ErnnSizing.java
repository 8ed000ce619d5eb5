package org.lstmc.hwsim.ernn;

import java.util.List;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.CirculantResources;

/**
 * Chooses processing elements and element-wise lanes. As many elements as the device holds, N_PE =
 * min(floor(DSP/dDSP), floor(LUT/dLUT)) with what is left after all else, are shared out between
 * the two matrix-vector stages so that a frame takes the fewest cycles; element-wise lanes are
 * added until their stage is not the slowest. Among equals: fewer DSP blocks.
 */
final class ErnnSizing {
  private static final int MOST_LANES = 64;

  private final Workload workload;
  private final ErnnSettings settings;
  private final Device device;
  private final DeviceBudget budget;
  private final CirculantResources costs;
  private final ErnnStages stages;

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
    stages = new ErnnStages(w, s);
  }

  Choice choose() {
    Choice best = null;
    int from = settings.v() > 0 ? settings.v() : 1;
    if (bitsOverflow(from)) {
      throw tooSmall(from);
    }
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

  /** Whether the stored bits alone, in memories without any waste, are too many. */
  private boolean bitsOverflow(int v) {
    int others = stages.second().exists() ? 1 : 0;
    long bits =
        CirculantDesign.of(workload, stages.config(1, others, v)).memories().uses().stream()
            .filter(m -> m.kind() == MemoryUse.Kind.BLOCK && m.memory().endsWith("spectra"))
            .mapToLong(MemoryUse::bits)
            .sum();
    return bits > budget.bram36() * 36 * 1024;
  }

  /** The best sharing out with {@code v} lanes; null if nothing fits. */
  private Choice withLanes(int v) {
    CirculantResources.Cost left = left(v);
    Choice best = null;
    for (int gates :
        counts(stages.firstRows(), most(left, laneCost(stages.first())), settings.gates())) {
      Choice c = withGates(gates, v, minus(left, laneCost(stages.first()), gates));
      best = c != null && (best == null || better(c, best)) ? c : best;
    }
    return best == null ? null : explained(trimmed(best));
  }

  /** As many elements for the second stage as fit beside those of the first; null if none do. */
  private Choice withGates(int gates, int v, CirculantResources.Cost left) {
    if (!stages.second().exists()) {
      return fitting(gates, 0, v);
    }
    int most = settings.pe() > 0 ? settings.pe() - gates : most(left, laneCost(stages.second()));
    for (int others : counts(stages.secondRows(), most, -1).descendingSet()) {
      Choice c = fitting(gates, others, v);
      if (c != null) {
        return c;
      }
    }
    return null;
  }

  private Choice fitting(int gates, int others, int v) {
    CirculantDesign d = CirculantDesign.of(workload, stages.config(gates, others, v));
    return budget.holds(d.resources())
        ? new Choice(d, d.steady().cyclesPerFrame(), gates, others, v, "")
        : null;
  }

  /** The choice without elements of the second stage that save no cycle. */
  private Choice trimmed(Choice c) {
    Choice best = c;
    for (int others : counts(stages.secondRows(), c.others(), -1).descendingSet()) {
      Choice fewer = fitting(c.gates(), others, c.lanes());
      if (fewer == null || fewer.cycles() > c.cycles()) {
        break;
      }
      best = fewer;
    }
    return best;
  }

  /** The choice with what a group of block rows less in its slower stage would need. */
  private Choice explained(Choice c) {
    double[] work = c.design().steady().occupied();
    boolean grow = work.length < 3 || work[0] >= work[2];
    int gates = grow ? fewerGroups(stages.firstRows(), c.gates()) : c.gates();
    int others = grow ? c.others() : fewerGroups(stages.secondRows(), c.others());
    CirculantDesign more = CirculantDesign.of(workload, stages.config(gates, others, c.lanes()));
    String excess = budget.excess(more.resources());
    return new Choice(c.design(), c.cycles(), c.gates(), c.others(), c.lanes(), excess);
  }

  private static int fewerGroups(TreeSet<Integer> rows, int lanes) {
    int most = rows.last();
    int groups = (most + lanes - 1) / lanes;
    return groups <= 1 ? lanes : (most + groups - 2) / (groups - 1);
  }

  /** What the budgets leave for elements; memories in look-up tables are checked later. */
  private CirculantResources.Cost left(int v) {
    CirculantResources.Cost fixed =
        costs.fixed(stages.config(1, stages.second().exists() ? 1 : 0, v));
    return new CirculantResources.Cost(
        budget.dsp() - fixed.dsp(), budget.lut() - fixed.lut(), budget.ff() - fixed.ff());
  }

  private CirculantResources.Cost laneCost(ErnnStages.Blocks b) {
    return costs.lane(b.small(), b.large(), true, true);
  }

  private static CirculantResources.Cost minus(
      CirculantResources.Cost from, CirculantResources.Cost lane, long times) {
    return new CirculantResources.Cost(
        from.dsp() - times * lane.dsp(),
        from.lut() - times * lane.lut(),
        from.ff() - times * lane.ff());
  }

  /** N_PE = min(floor(DSP/dDSP), floor(LUT/dLUT)). */
  private int most(CirculantResources.Cost left, CirculantResources.Cost lane) {
    long most =
        Math.min(Math.max(0, left.dsp()) / lane.dsp(), Math.max(0, left.lut()) / lane.lut());
    return (int) (settings.pe() > 0 ? Math.min(most, settings.pe()) : most);
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

  /** Counts up to a number at which some layer has a group of block rows less; or the given one. */
  private static TreeSet<Integer> counts(TreeSet<Integer> rows, int most, int given) {
    TreeSet<Integer> counts = new TreeSet<>();
    if (given > 0) {
      counts.add(given);
      return counts;
    }
    for (int n : rows) {
      for (int groups = 1; groups <= n; groups++) {
        int lanes = (n + groups - 1) / groups;
        if (lanes <= most) {
          counts.add(lanes);
        }
      }
    }
    return counts;
  }

  private LstmcException tooSmall(int v) {
    int gates = settings.gates() > 0 ? settings.gates() : 1;
    int others = stages.second().exists() ? Math.max(1, settings.pe() - gates) : 0;
    CirculantDesign d = CirculantDesign.of(workload, stages.config(gates, others, v));
    return LstmcException.unsupported(
        "%s does not fit %s with %d processing elements and v=%d: needed %s (BRAM36: %s). All"
            + " spectra stay on chip, --stream or not; use a larger device, larger blocks or fewer"
            + " weight bits",
        workload.name(),
        device.name(),
        gates + others,
        v,
        budget.excess(d.resources()),
        d.largestMemories());
  }
}
