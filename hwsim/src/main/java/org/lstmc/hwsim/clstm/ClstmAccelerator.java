package org.lstmc.hwsim.clstm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.device.PowerEvidence;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.CirculantMachine;
import org.lstmc.hwsim.parts.circulant.CirculantSimulation;
import org.lstmc.hwsim.parts.circulant.CirculantSupport;
import org.lstmc.hwsim.parts.circulant.StageTrace;
import org.lstmc.hwsim.parts.circulant.rtl.CirculantRtl;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlStimulus;

/**
 * The C-LSTM machine (arXiv 1803.06305): four gate units, element-wise lanes and a projection unit
 * as three coarse stages, all matrices block-circulant with one block size.
 */
public final class ClstmAccelerator implements Accelerator {
  @Override
  public String name() {
    return "c-lstm";
  }

  @Override
  public String citation() {
    return "Wang, Li, Ding, Yuan, Qiu, Wang, Liang: C-LSTM, enabling efficient LSTM using structured"
        + " compression techniques on FPGAs. FPGA 2018, arXiv 1803.06305";
  }

  @Override
  public String defaultDevice() {
    return "ADM-PCIE-7V3";
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    if (w.layers().stream().anyMatch(l -> l.spec().cell() != CellType.LSTM)) {
      return Optional.of("c-lstm runs lstm layers alone; e-rnn runs gru layers as well");
    }
    Optional<String> missing = CirculantSupport.missing(name(), w);
    return missing.isPresent() ? missing : mixed(w);
  }

  private static Optional<String> mixed(Workload w) {
    MatrixWorkload first = w.layers().get(0).wx();
    for (LayerWorkload l : w.layers()) {
      for (MatrixWorkload m : new MatrixWorkload[] {l.wx(), l.wh(), l.projection()}) {
        if (m != null && m.block() != first.block()) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "c-lstm has transforms of one size for all matrices; %s has blocks of %d and %s of"
                      + " %d. Take one block size, or --accelerator e-rnn",
                  first.name(),
                  first.block(),
                  m.name(),
                  m.block()));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    ClstmSettings settings = ClstmSettings.of(options);
    Device device = device(options);
    ClstmSizing.Choice choice = choose(workload, settings, device);
    return CirculantSimulation.of(
        choice.design(),
        device,
        options.clockMhz(),
        choice.stoppedBy(),
        String.format(
            Locale.ROOT,
            "p=%d v=%d streams=%d k=%d",
            choice.p(),
            settings.v(),
            choice.design().schedule().config().streams(),
            CirculantSupport.largestBlock(workload)),
        uncertainty(),
        List.of(
            "Control as by high-level synthesis: 2 cycles a loop, 2 to exchange the buffers between"
                + " stages.",
            "The transform of a block of [x|y] is computed again for every group of block rows, as"
                + " in the released source."));
  }

  private ClstmSizing.Choice choose(Workload w, ClstmSettings s, Device d) {
    whyNot(w)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    return new ClstmSizing(w, s, d).choose();
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  private static Uncertainty uncertainty() {
    return new Uncertainty(
        25,
        PowerEvidence.chipPercent(),
        PowerEvidence.boardPercent(),
        65,
        120,
        85,
        "Cycles, DSP, BRAM, LUT: greatest misses against the paper's four rows of the Google LSTM"
            + " (docs/machines.md). Power: "
            + PowerEvidence.origin());
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    StageTrace.of(
        choose(workload, ClstmSettings.of(options), device(options)).design(), steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    Workload workload = Workload.of(model, Math.max(1, sequence.length()));
    CirculantDesign design = choose(workload, ClstmSettings.of(options), device(options)).design();
    return CirculantMachine.run(model, design, sequence);
  }

  @Override
  public RtlDesign verilog(String name, Model model, RtlStimulus stimulus, MachineOptions options) {
    Workload workload = Workload.of(model, Math.max(1, stimulus.steps()));
    CirculantDesign design = choose(workload, ClstmSettings.of(options), device(options)).design();
    return CirculantRtl.of(name, model, design, stimulus.sequence());
  }
}
