package org.lstmc.hwsim.swm;

import java.util.Locale;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;

/** Puts together what the parts found. */
final class SwmSimulation {
  private SwmSimulation() {}

  /**
   * Where an engine stands.
   *
   * @param machine name of the machine
   * @param device name of device or chip
   * @param technologyNm its node
   * @param clockMhz clock
   * @param clockOrigin where the clock comes from
   * @param extra what the configuration says beside the engine; may be empty
   */
  record Place(
      String machine,
      String device,
      int technologyNm,
      double clockMhz,
      String clockOrigin,
      String extra) {}

  static Simulation of(
      Workload w,
      SwmConfig c,
      SwmTiming t,
      Place at,
      Activity activity,
      Resources resources,
      Power power,
      Uncertainty uncertainty,
      String stoppedBy) {
    double cycles = (double) t.period() / t.batch();
    double imageUs = cycles / at.clockMhz();
    long alone = SwmTiming.total(c, 1);
    return new Simulation(
        at.machine(),
        at.device(),
        at.technologyNm(),
        configuration(c) + at.extra(),
        at.clockMhz(),
        at.clockOrigin(),
        cycles,
        alone,
        SwmTiming.total(c, w.steps()),
        w.steps(),
        (t.loadCycles() + t.cycles()) / at.clockMhz(),
        1e6 / imageUs,
        t.batch(),
        alone,
        t.stages(),
        2e-3 * activity.macs() / imageUs,
        2e-3 * w.denseWeights() / imageUs,
        activity.macs() / (cycles * c.array().realMultipliers()),
        SwmUnits.of(c, t),
        activity,
        resources,
        power,
        uncertainty,
        SwmUnits.bound(c, t, stoppedBy),
        SwmSupport.assumptions(w, c, t, at.clockMhz()));
  }

  private static String configuration(SwmConfig c) {
    return String.format(
        Locale.ROOT,
        "butterflies=%d multipliers=%d lanes=%d batch=%d together=%d",
        c.array().butterflies(),
        c.array().multipliers(),
        c.array().lanes(),
        c.batch(),
        c.together());
  }
}
