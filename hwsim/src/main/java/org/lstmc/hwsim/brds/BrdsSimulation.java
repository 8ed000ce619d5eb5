package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.EnergyModel;
import org.lstmc.hwsim.device.PowerEvidence;

/** Puts together what the parts found. */
final class BrdsSimulation {
  private BrdsSimulation() {}

  static Simulation of(
      Workload w, Device device, double clockMhz, boolean ownClock, BrdsSizing.Choice choice) {
    BrdsDesign design = choice.design();
    BrdsTiming t = choice.timing();
    Activity activity = BrdsActivity.of(w, design.schedule(), design.memories());
    double latencyUs = t.cyclesPerStep() / clockMhz;
    Power power =
        new EnergyModel(device).power(activity, design.resources(), t.cyclesPerStep(), clockMhz);
    double slots =
        t.cyclesPerStep() * BrdsConfig.GATES * (design.config().rx() + design.config().rh());
    BrdsTiming all = w.steps() > t.stepEnds().length && !t.exact() ? design.timing(w.steps()) : t;
    return new Simulation(
        "brds",
        device.name(),
        device.technologyNm(),
        design.config().toString(),
        clockMhz,
        ownClock ? device.constants().get(DeviceKeys.CLOCK_MHZ).source() : "given by the user",
        t.cyclesPerStep(),
        t.stepEnds()[0],
        all.totalCycles(w.steps()),
        w.steps(),
        latencyUs,
        1e6 / latencyUs,
        1,
        t.cyclesPerStep(),
        List.of(),
        2e-3 * w.nonZeros() / latencyUs,
        2e-3 * w.denseWeights() / latencyUs,
        activity.macs() / slots,
        BrdsUnits.of(w, design, t),
        activity,
        design.resources(),
        power,
        uncertainty(t),
        BrdsBound.of(design, t, choice.stoppedBy()),
        assumptions(w, design));
  }

  private static Uncertainty uncertainty(BrdsTiming t) {
    return new Uncertainty(
        t.exact() ? 0 : 1,
        PowerEvidence.chipPercent(),
        PowerEvidence.boardPercent(),
        0,
        10,
        50,
        "Cycles, DSP: exact for the machine as described; the paper's own stage depths were not"
            + " available. BRAM: whole blocks, 10 % for what a tool may map otherwise. LUT, FF:"
            + " counted from the parts of the exported engine; of seven small ones yosys counts 0.85"
            + " to 1.08 times as many, larger ones were not synthesized. Power: "
            + PowerEvidence.origin());
  }

  private static List<String> assumptions(Workload w, BrdsDesign d) {
    List<String> all = new ArrayList<>(w.assumptions());
    BrdsLatency l = d.config().latency();
    all.add(
        String.format(
            Locale.ROOT,
            "Stage depths of fully registered blocks: from a row's last operands to its h %d"
                + " cycles (memory %d, product %d, tree %d, function module and activations the"
                + " rest).",
            l.loop(),
            l.vectorRead(),
            l.multiply(),
            Math.max(l.treeX(), l.treeH())));
    all.add("The dense output layer runs on the host and is not timed.");
    if (w.layers().size() > 1) {
      all.add("Layers run one after the other on the same multipliers, step by step.");
    }
    if (w.layers().stream().anyMatch(x -> x.projection() != null)) {
      all.add("The projection runs on the Wh multipliers, four rows at a time.");
    }
    if (w.layers().stream().anyMatch(x -> !x.wx().isBalanced() || !x.wh().isBalanced())) {
      all.add(
          "Rows are not balanced: every row is filled up to the fullest of its matrix, because the"
              + " control runs all rows for the same number of beats.");
    }
    if (d.config().streams()) {
      all.add("All weights come from DRAM in every step; none is kept on chip.");
    }
    return all;
  }
}
