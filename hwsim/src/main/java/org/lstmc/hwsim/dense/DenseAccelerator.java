package org.lstmc.hwsim.dense;

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
import org.lstmc.hwsim.parts.serial.RowSizing;
import org.lstmc.hwsim.parts.serial.SerialMachine;
import org.lstmc.hwsim.parts.serial.SerialSimulation;

/** A plain dense matrix-vector engine: rows of multipliers, adder trees, zeros like any weight. */
public final class DenseAccelerator implements Accelerator {
  @Override
  public String name() {
    return "dense";
  }

  @Override
  public String citation() {
    return "none: a plain dense matrix-vector engine, the yardstick of lstmc itself";
  }

  @Override
  public String defaultDevice() {
    return "XCKU9P";
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    return DenseBound.whyNot(name(), w);
  }

  private RowSizing.Choice choose(Workload w, MachineOptions o, Device d) {
    whyNot(w)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    double clock = o.clockMhz() == null ? d.value(DeviceKeys.CLOCK_MHZ) : o.clockMhz();
    return DenseDesign.choose(w, DenseSettings.of(o), d, clock, o.stream());
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    Device device = device(options);
    RowSizing.Choice c = choose(workload, options, device);
    return SerialSimulation.of(
        c.design(),
        device,
        options.clockMhz(),
        c.stoppedBy(),
        new Uncertainty(
            0,
            PowerEvidence.chipPercent(),
            PowerEvidence.boardPercent(),
            0,
            10,
            50,
            "Cycles, DSP: exact for the machine as described. LUT, FF: estimates. Power: "
                + PowerEvidence.origin()),
        DenseBound.ASSUMED);
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    choose(workload, options, device(options)).design().trace(steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    SerialMachine.require(model, sequence);
    RowSizing.Choice c = choose(Workload.of(model, sequence.length()), options, device(options));
    int width = c.array().perPe();
    return SerialMachine.run(
        model,
        c.design().schedule(),
        sequence,
        (pass, matrix) -> DenseWeights.of(pass, matrix, width));
  }
}
