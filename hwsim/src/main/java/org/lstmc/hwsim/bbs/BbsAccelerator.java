package org.lstmc.hwsim.bbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MatrixWorkload;
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

/** The BBS machine (FPGA 2019): elements with one multiplier for each bank of a row. */
public final class BbsAccelerator implements Accelerator {
  private static final double CYCLES_PERCENT = 50;

  @Override
  public String name() {
    return "bbs";
  }

  @Override
  public String citation() {
    return "Cao, Zhang, Yao, Xiao, Nie, Zhan, Liu, Wu, Zhang: efficient and effective sparse LSTM on"
        + " FPGA with bank-balanced sparsity. FPGA 2019, doi 10.1145/3289602.3293898";
  }

  @Override
  public String defaultDevice() {
    return "ARRIA10-GX1150";
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    Optional<String> tensors = w.whyNoTensors(name());
    if (tensors.isPresent()) {
      return tensors;
    }
    if (w.layers().stream().anyMatch(l -> l.spec().cell() != CellType.LSTM)) {
      return Optional.of("bbs runs lstm layers alone; e-rnn runs block-circulant gru layers");
    }
    return BbsDesign.matrices(w).flatMap(m -> fault(m).stream()).findFirst();
  }

  private static Optional<String> fault(MatrixWorkload m) {
    return BankShape.of(m, BbsSettings.SHAPE_BANKS)
        .fault()
        .map(
            f ->
                "bbs has a multiplier for each bank, so every bank must keep the same; "
                    + m.name()
                    + " "
                    + f
                    + ". 'lstmc prune --pattern bank-balanced' makes such a mask; brds, ese and dense"
                    + " run any");
  }

  private RowSizing.Choice choose(Workload w, MachineOptions o, Device d) {
    whyNot(w)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    double clock = o.clockMhz() == null ? d.value(DeviceKeys.CLOCK_MHZ) : o.clockMhz();
    return BbsDesign.choose(w, BbsSettings.of(o), d, clock, o.stream());
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    Device device = device(options);
    RowSizing.Choice c = choose(workload, options, device);
    List<String> assumed = new ArrayList<>();
    if (BbsDesign.matrices(workload).anyMatch(m -> m.places() != null && m.places().drawn())) {
      assumed.add(
          "Of the shape's matrices as many banks are assumed as an element has multipliers, or as a"
              + " row keeps weights, if that is fewer; all banks keep the same.");
    }
    assumed.add(
        "64 banks where the network names none (recalled, weakly), the number of elements (as many as"
            + " the device holds), 16 element-wise lanes and all depths are not the paper's.");
    return SerialSimulation.of(
        c.design(), device, options.clockMhz(), c.stoppedBy(), uncertainty(), assumed);
  }

  private static Uncertainty uncertainty() {
    return new Uncertainty(
        CYCLES_PERCENT,
        PowerEvidence.chipPercent(),
        PowerEvidence.boardPercent(),
        50,
        50,
        85,
        "Cycles: greatest miss against the two published latencies (docs/machines.md). DSP: elements"
            + " and banks of the paper are not known. Power: "
            + PowerEvidence.origin());
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    choose(workload, options, device(options)).design().trace(steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    SerialMachine.require(model, sequence);
    RowSizing.Choice c = choose(Workload.of(model, sequence.length()), options, device(options));
    int multipliers = c.array().perPe();
    return SerialMachine.run(
        model,
        c.design().schedule(),
        sequence,
        (pass, matrix) -> BbsStorage.of(pass, matrix, multipliers));
  }
}
