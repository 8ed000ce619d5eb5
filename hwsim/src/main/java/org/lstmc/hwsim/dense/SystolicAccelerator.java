package org.lstmc.hwsim.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.device.PowerEvidence;
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.SerialMachine;
import org.lstmc.hwsim.parts.serial.SerialSimulation;

/** A plain output-stationary systolic array: rows of a matrix by sequences. */
public final class SystolicAccelerator implements Accelerator {
  @Override
  public String name() {
    return "systolic";
  }

  @Override
  public String citation() {
    return "none: a plain output-stationary systolic array, cycles of a fold as in SCALE-Sim"
        + " (Samajdar et al., ISPASS 2020)";
  }

  @Override
  public String defaultDevice() {
    return "XCKU9P";
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    return DenseBound.whyNot(name(), w);
  }

  private SerialDesign design(Workload w, MachineOptions o, Device d) {
    whyNot(w)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    double clock = o.clockMhz() == null ? d.value(DeviceKeys.CLOCK_MHZ) : o.clockMhz();
    return SystolicDesign.choose(w, SystolicSettings.of(o), d, clock, o.stream());
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    Device device = device(options);
    SerialDesign d = design(workload, options, device);
    List<String> assumed = new ArrayList<>(DenseBound.ASSUMED);
    int streams = d.schedule().config().streams();
    if (streams > 1) {
      assumed.add(
          String.format(
              Locale.ROOT,
              "%d sequences run in lock step on the same weights; rate, work and power are theirs"
                  + " together. --set streams=1 shows one alone.",
              streams));
    }
    return SerialSimulation.of(
        d,
        device,
        options.clockMhz(),
        "",
        new Uncertainty(
            0,
            PowerEvidence.chipPercent(),
            PowerEvidence.boardPercent(),
            0,
            10,
            50,
            "Cycles, DSP: exact for the machine as described. LUT, FF: estimates. Power: "
                + PowerEvidence.origin()),
        assumed);
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    design(workload, options, device(options)).trace(steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    SerialMachine.require(model, sequence);
    SerialDesign d = design(Workload.of(model, sequence.length()), options, device(options));
    return SerialMachine.run(
        model, d.schedule(), sequence, (pass, matrix) -> DenseWeights.of(pass, matrix, 1));
  }
}
