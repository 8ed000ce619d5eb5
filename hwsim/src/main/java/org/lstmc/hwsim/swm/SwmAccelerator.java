package org.lstmc.hwsim.swm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.device.EnergyModel;
import org.lstmc.hwsim.device.PowerEvidence;

/**
 * SWM on an FPGA (arXiv 1804.11239): feed-forward networks over images, 12 bits, the whole model on
 * a Cyclone V.
 */
public final class SwmAccelerator implements Accelerator {
  private static final double CYCLES_PERCENT = 100;

  @Override
  public String name() {
    return "swm";
  }

  @Override
  public String citation() {
    return "Ding, Ren, Yuan, Ma, Li, Liu, Yuan, Wang: Structured weight matrices-based hardware"
        + " accelerators in deep neural networks, FPGAs and ASICs. GLSVLSI 2018, arXiv 1804.11239;"
        + " CirCNN, MICRO 2017, arXiv 1708.08917";
  }

  @Override
  public String defaultDevice() {
    return "5CEA9";
  }

  @Override
  public boolean runsImages() {
    return true;
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    return SwmSupport.whyNot(name(), w);
  }

  private SwmSizing.Choice choose(Workload w, MachineOptions o, Device d) {
    SwmSupport.require(name(), whyNot(w));
    Map<String, String> known = new TreeMap<>(SwmSettings.known());
    known.put("dsp", "DSP blocks that may be used");
    o.requireKnown(name(), known);
    return new SwmSizing(w, SwmSettings.of(o), d).choose();
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload w, MachineOptions o) {
    Device d = device(o);
    SwmSizing.Choice choice = choose(w, o, d);
    SwmConfig c = choice.config();
    SwmTiming t = SwmTiming.of(c);
    List<MemoryUse> uses =
        choice.memories().stream().map(m -> m.block().use(m.reads(), m.writes())).toList();
    Activity activity = SwmActivity.of(c, t, uses);
    boolean own = o.clockMhz() == null;
    double clock = own ? d.value(DeviceKeys.CLOCK_MHZ) : o.clockMhz();
    Power power =
        new EnergyModel(d)
            .power(activity, choice.resources(), (double) t.period() / t.batch(), clock);
    return SwmSimulation.of(
        w,
        c,
        t,
        new SwmSimulation.Place(
            name(),
            d.name(),
            d.technologyNm(),
            clock,
            own ? d.constants().get(DeviceKeys.CLOCK_MHZ).source() : "given by the user",
            ""),
        activity,
        choice.resources(),
        power,
        uncertainty(),
        choice.stoppedBy());
  }

  private static Uncertainty uncertainty() {
    return new Uncertainty(
        CYCLES_PERCENT,
        PowerEvidence.chipPercent(),
        PowerEvidence.boardPercent(),
        0,
        100,
        100,
        "Cycles: neither the networks nor the engine of the paper are published, the clock is"
            + " assumed (docs/machines.md says how far its rows are off). Power: "
            + PowerEvidence.origin());
  }

  @Override
  public void trace(Workload w, MachineOptions o, int steps, UnitTrace trace) {
    SwmTrace.of(choose(w, o, device(o)).config(), steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    return SwmMachine.run(
        model, choose(Workload.of(model), options, device(options)).config(), sequence);
  }
}
