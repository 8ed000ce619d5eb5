package org.lstmc.hwsim.ernn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
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
 * The E-RNN machine (arXiv 1812.07106): LSTM and GRU layers on processing elements of complex
 * multipliers, accumulator and transform back, all matrices block-circulant, block sizes free.
 */
public final class ErnnAccelerator implements Accelerator {
  @Override
  public String name() {
    return "e-rnn";
  }

  @Override
  public String citation() {
    return "Li, Ding, Wang, Wen, Zhuo, Liu, Qiu, Xu, Lin, Qian, Wang: E-RNN, design optimization for"
        + " efficient recurrent neural networks in FPGAs. HPCA 2019, arXiv 1812.07106";
  }

  @Override
  public String defaultDevice() {
    return "XCKU060";
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    CellType cell = w.layers().get(0).spec().cell();
    if (w.layers().stream().anyMatch(l -> l.spec().cell() != cell)) {
      return Optional.of("e-rnn runs layers of one cell type; this network mixes them");
    }
    return CirculantSupport.missing(name(), w);
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    ErnnSettings settings = ErnnSettings.of(options);
    Device device = device(options);
    ErnnSizing.Choice c = choose(workload, settings, device);
    return CirculantSimulation.of(
        c.design(),
        device,
        options.clockMhz(),
        c.stoppedBy(),
        String.format(
            Locale.ROOT,
            "pe=%d gates=%d v=%d streams=%d",
            c.gates() + c.others(),
            c.gates(),
            c.lanes(),
            c.design().schedule().config().streams()),
        uncertainty(),
        assumed(workload));
  }

  private static List<String> assumed(Workload w) {
    List<String> all = new ArrayList<>();
    all.add(
        "Every processing element has its own transform back, which runs beside the products of the"
            + " next block rows; the transform of the vector is shared.");
    CellType cell = w.layers().get(0).spec().cell();
    if (cell == CellType.GRU) {
      all.add(
          "The reset gate acts after the product, so nothing waits for r: all rows go through one"
              + " stage, the candidate's input and recurrent part apart, and one element-wise stage"
              + " follows. E-RNN's own GRU (gru-reset-before) takes four stages.");
    } else if (cell == CellType.GRU_RESET_BEFORE) {
      all.add(
          "The candidate's products start when r*h is known for the whole vector: four stages, two"
              + " of them element-wise.");
    }
    int block = CirculantSupport.largestBlock(w);
    boolean mixed =
        w.layers().stream()
            .anyMatch(
                l ->
                    l.wx().block() != block
                        || l.wh().block() != block
                        || (l.projection() != null && l.projection().block() != block));
    if (mixed) {
      all.add(
          "Elements have the multipliers of their stage's smallest block; a larger block takes them"
              + " as many cycles as its bins need.");
    }
    return all;
  }

  /** The machine as it is built for a workload. */
  public CirculantDesign design(Workload workload, MachineOptions options) {
    return choose(workload, ErnnSettings.of(options), device(options)).design();
  }

  private ErnnSizing.Choice choose(Workload w, ErnnSettings s, Device d) {
    whyNot(w)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    return new ErnnSizing(w, s, d).choose();
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  private static Uncertainty uncertainty() {
    return new Uncertainty(
        40,
        PowerEvidence.chipPercent(),
        PowerEvidence.boardPercent(),
        15,
        120,
        85,
        "Cycles, DSP: greatest misses against 7.40 us and 2660 DSP (LSTM) and 6.70 us and 2280 DSP"
            + " (GRU), which do not say what a latency is; the paper's own tables could not be read."
            + " BRAM, LUT: those of c-lstm. Power: "
            + PowerEvidence.origin());
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    StageTrace.of(design(workload, options), steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    Workload workload = Workload.of(model, Math.max(1, sequence.length()));
    return CirculantMachine.run(model, design(workload, options), sequence);
  }

  @Override
  public RtlDesign verilog(String name, Model model, RtlStimulus stimulus, MachineOptions options) {
    Workload workload = Workload.of(model, Math.max(1, stimulus.steps()));
    CirculantDesign design = design(workload, options);
    return CirculantRtl.of(name, model, design, stimulus.sequence());
  }
}
