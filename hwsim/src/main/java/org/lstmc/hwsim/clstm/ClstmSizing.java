package org.lstmc.hwsim.clstm;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
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
 * The machine on a device: P = 16 as released, or fewer block rows in parallel where the DSP blocks
 * or look-up tables do not suffice: P is the share of a unit in N_PE = min(floor(DSP/dDSP),
 * floor(LUT/dLUT)).
 */
final class ClstmSizing {
  /** Four gate units and the projection unit. */
  private static final int GATES = 4;

  /** Cycles in which the control of high-level synthesis enters and leaves a loop (UG902). */
  private static final int LOOP_CYCLES = 2;

  /** Cycles from the end of a round to the start of the next: one ends all, one starts all. */
  private static final int SWAP_CYCLES = 2;

  /** Block columns of one iteration ({@code FIXED_ADD_LAT}), two in two cycles. */
  private static final int TOGETHER = 2;

  private final Workload workload;
  private final ClstmSettings settings;
  private final Device device;
  private final DeviceBudget budget;
  private final int block;
  private final boolean projects;

  /**
   * What was chosen.
   *
   * @param design the machine
   * @param p block rows in parallel
   * @param stoppedBy what of the device one more would exceed; empty where P is as released
   */
  record Choice(CirculantDesign design, int p, String stoppedBy) {}

  ClstmSizing(Workload w, ClstmSettings s, Device d) {
    workload = w;
    settings = s;
    device = d;
    budget = DeviceBudget.of(d, s.dsp());
    block = CirculantSupport.largestBlock(w);
    projects = w.layers().stream().anyMatch(l -> l.projection() != null);
  }

  Choice choose() {
    if (settings.p() > 0) {
      CirculantDesign d = build(settings.p());
      if (!budget.holds(d.resources())) {
        throw tooSmall(d, settings.p());
      }
      return new Choice(d, settings.p(), excess(settings.p() + 1));
    }
    for (int p = Math.min(ClstmSettings.PUBLISHED_P, share()); p >= 1; p--) {
      CirculantDesign d = build(p);
      if (budget.holds(d.resources())) {
        return new Choice(d, p, excess(p + 1));
      }
    }
    throw tooSmall(build(1), 1);
  }

  /** P by the budgets of DSP and look-up tables, memories aside; at least 1. */
  private int share() {
    CirculantResources r = new CirculantResources(workload);
    CirculantResources.Cost fixed = r.fixed(config(1));
    CirculantResources.Cost lane = r.lane(block, block, false, false);
    long elements =
        Math.min(
            Math.max(0, budget.dsp() - fixed.dsp()) / lane.dsp(),
            Math.max(0, budget.lut() - fixed.lut()) / lane.lut());
    return (int) Math.max(1, elements / (GATES + (projects ? 1 : 0)));
  }

  private String excess(int p) {
    return budget.excess(build(p).resources());
  }

  private CirculantDesign build(int p) {
    return CirculantDesign.of(workload, config(p));
  }

  private CirculantConfig config(int p) {
    List<MvmUnit> units = new ArrayList<>();
    units.add(new MvmUnit("gates", GATES, p, 1, false, TOGETHER, block, block));
    if (projects) {
      units.add(new MvmUnit("projection", 1, p, 1, false, TOGETHER, block, block));
    }
    int stages = projects ? 3 : 2;
    return new CirculantConfig(
        "c-lstm",
        units,
        settings.v(),
        settings.streams() > 0 ? settings.streams() : stages,
        settings.xWordsPerCycle(),
        true,
        CirculantDepths.of(workload.sigmoid(), workload.tanh(), LOOP_CYCLES, SWAP_CYCLES));
  }

  private LstmcException tooSmall(CirculantDesign d, int p) {
    return LstmcException.unsupported(
        "%s does not fit %s%s: needed %s (BRAM36: %s). All spectra stay on chip, --stream or"
            + " not; use a larger device, larger blocks or fewer weight bits",
        workload.name(),
        device.name(),
        settings.p() > 0 ? " with p=" + p : " even with p=1",
        budget.excess(d.resources()),
        d.largestMemories());
  }
}
