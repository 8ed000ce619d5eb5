package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.EnergyModel;

/** Puts together what the parts found. */
public final class SerialSimulation {
  private SerialSimulation() {}

  /**
   * The answer about a machine.
   *
   * @param clockMhz clock; null for the device's typical clock
   * @param stoppedBy what of the device a faster machine would exceed; empty if none is faster
   * @param assumed what this machine assumes, beside what all serial machines do
   */
  public static Simulation of(
      SerialDesign d,
      Device device,
      Double clockMhz,
      String stoppedBy,
      Uncertainty uncertainty,
      List<String> assumed) {
    Workload w = d.workload();
    SerialConfig c = d.schedule().config();
    SerialTiming t = d.timing();
    double clock = clockMhz == null ? device.value(DeviceKeys.CLOCK_MHZ) : clockMhz;
    Activity activity = SerialActivity.of(d);
    Power power = new EnergyModel(device).power(activity, d.resources(), t.cyclesPerStep(), clock);
    double stepUs = t.cyclesPerStep() / clock;
    List<UnitUse> units = SerialUnits.of(d, t);
    return new Simulation(
        c.machine(),
        device.name(),
        device.technologyNm(),
        c.built(),
        clock,
        clockMhz == null
            ? device.constants().get(DeviceKeys.CLOCK_MHZ).source()
            : "given by the user",
        t.cyclesPerStep(),
        t.stepEnds()[0],
        t.totalCycles(w.steps()),
        w.steps(),
        stepUs,
        1e6 * c.streams() / stepUs,
        c.streams(),
        t.cyclesPerStep(),
        stages(d.schedule()),
        2e-3 * activity.macs() / stepUs,
        2e-3 * c.streams() * w.denseWeights() / stepUs,
        activity.macs() / (t.cyclesPerStep() * c.multipliers()),
        units,
        activity,
        d.resources(),
        power,
        uncertainty,
        bound(units, t.cyclesPerStep(), stoppedBy),
        assumptions(d, assumed));
  }

  /** Each pass with what its cycles went for, in whole cycles; what is left over rounds upwards. */
  private static List<StageTime> stages(SerialSchedule s) {
    List<StageTime> all = new ArrayList<>();
    for (int l = 0; l < s.layers().size(); l++) {
      for (Pass p : s.layers().get(l).passes()) {
        all.add(new StageTime(p.label(), l, p.cycles(), whole(p)));
      }
    }
    return all;
  }

  private static Map<String, Long> whole(Pass p) {
    Map<String, Long> parts = new java.util.LinkedHashMap<>();
    double sum = 0;
    long given = 0;
    for (var e : p.spent().entrySet()) {
      sum += e.getValue();
      long upTo = Math.round(sum);
      parts.put(e.getKey(), upTo - given);
      given = upTo;
    }
    return parts;
  }

  private static String bound(List<UnitUse> units, double step, String stoppedBy) {
    UnitUse array = units.get(0);
    StringBuilder s =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "array: kept weights take %.0f of %.0f cycles",
                array.busyCycles(),
                step));
    array.stallCycles().entrySet().stream()
        .filter(e -> e.getValue() >= 0.02 * step)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(4)
        .forEach(e -> s.append(String.format(Locale.ROOT, ", %s %.0f", e.getKey(), e.getValue())));
    if (!stoppedBy.isEmpty()) {
      s.append("; a faster machine would need ").append(stoppedBy);
    }
    return s.toString();
  }

  private static List<String> assumptions(SerialDesign d, List<String> assumed) {
    List<String> all = new ArrayList<>(d.workload().assumptions());
    SerialDepths p = d.schedule().config().depths();
    all.addAll(assumed);
    all.add(
        String.format(
            Locale.ROOT,
            "The array takes the gates of Wx, then those of Wh, then the projection; the element-wise"
                + " unit works beside it, %d cells a cycle, depths of fully registered blocks: i, f"
                + " %d, c %d, o*tanh(c) %d cycles.",
            d.schedule().config().lanes(),
            p.gate(0),
            p.gate(2),
            p.gate(3)));
    all.add("The dense output layer runs on the host and is not timed.");
    return all;
  }
}
