package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.EnergyModel;

/** Puts together what the parts found. */
public final class CirculantSimulation {
  private CirculantSimulation() {}

  /**
   * The answer of a machine.
   *
   * @param clockMhz clock; null for the device's
   * @param stoppedBy what of the device more block rows in parallel would exceed; empty if nothing
   * @param configuration the machine as built, in the words of its settings
   * @param assumed what the machine assumes, beside what all of these assume
   */
  public static Simulation of(
      CirculantDesign d,
      Device device,
      Double clockMhz,
      String stoppedBy,
      String configuration,
      Uncertainty uncertainty,
      List<String> assumed) {
    Workload w = d.workload();
    CirculantSchedule s = d.schedule();
    CirculantConfig c = s.config();
    double clock = clockMhz == null ? device.value(DeviceKeys.CLOCK_MHZ) : clockMhz;
    SlotWalk.Steady t = d.steady();
    SlotWalk.Steady alone = d.steady(1);
    long input = s.inputBeats(w);
    Activity activity = CirculantActivity.of(w, s, d.memories());
    Power power = new EnergyModel(device).power(activity, d.resources(), t.cyclesPerFrame(), clock);
    double frameUs = t.cyclesPerFrame() / clock;
    double multipliers = c.units().stream().mapToDouble(MvmUnit::multipliers).sum();
    List<StageTime> stages = s.times().stream().flatMap(List::stream).toList();
    return new Simulation(
        c.machine(),
        device.name(),
        device.technologyNm(),
        configuration,
        clock,
        clockMhz == null
            ? device.constants().get(DeviceKeys.CLOCK_MHZ).source()
            : "given by the user",
        t.cyclesPerFrame(),
        SlotWalk.total(s, input, 1),
        SlotWalk.total(s, input, w.steps()),
        w.steps(),
        t.latencyCycles() / clock,
        1e6 / frameUs,
        c.streams(),
        alone.cyclesPerFrame(),
        stages,
        2e-3 * activity.macs() / frameUs,
        2e-3 * w.denseWeights() / frameUs,
        activity.macs() / (t.cyclesPerFrame() * multipliers),
        CirculantUnits.of(s, t, input),
        activity,
        d.resources(),
        power,
        uncertainty,
        CirculantBound.of(d, t, stoppedBy),
        assumptions(d, assumed));
  }

  private static List<String> assumptions(CirculantDesign d, List<String> assumed) {
    List<String> all = new ArrayList<>(d.workload().assumptions());
    CirculantDepths p = d.schedule().config().depths();
    int block = d.schedule().config().units().get(0).largest();
    all.add(
        String.format(
            Locale.ROOT,
            "Depths of fully registered blocks: from a block to its products %d cycles, transform"
                + " back %d, element-wise %d.",
            p.products(block),
            p.back(block),
            vectorDepth(d)));
    all.addAll(assumed);
    all.add(
        "GOPS count the real products of the spectra, 2k-2 a block; transforms are not counted as"
            + " work.");
    all.add(
        "Rate, work and power are those of the interleaved sequences; a sequence alone waits for its"
            + " own y(t-1).");
    all.add("The dense output layer runs on the host and is not timed.");
    if (d.workload().layers().size() > 1) {
      all.add("Layers share the stages, one layer's frame at a time in each.");
    }
    return all;
  }

  private static int vectorDepth(CirculantDesign d) {
    return d.schedule().layers().get(0).stream()
        .filter(Stage.Vector.class::isInstance)
        .mapToInt(s -> ((Stage.Vector) s).depth())
        .sum();
  }
}
