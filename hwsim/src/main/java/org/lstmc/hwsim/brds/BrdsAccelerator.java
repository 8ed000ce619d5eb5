package org.lstmc.hwsim.brds;

import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlStimulus;

/** The BRDS machine (arXiv 2101.02667): sparse Wx·x and Wh·h side by side, four gates at once. */
public final class BrdsAccelerator implements Accelerator {
  @Override
  public String name() {
    return "brds";
  }

  @Override
  public String citation() {
    return "Ghasemzadeh, Bank-Tavakoli, Kamal, Afzali-Kusha, Pedram: BRDS, an FPGA-based LSTM"
        + " accelerator with row-balanced dual-ratio sparsification. arXiv 2101.02667";
  }

  @Override
  public String defaultDevice() {
    return "XCKU9P";
  }

  @Override
  public Optional<String> whyNotLayers(Workload workload) {
    Optional<String> tensors = workload.whyNoTensors(name());
    if (tensors.isPresent()) {
      return tensors;
    }
    boolean lstm = workload.layers().stream().allMatch(l -> l.spec().cell() == CellType.LSTM);
    return lstm
        ? Optional.empty()
        : Optional.of("brds runs lstm layers alone; e-rnn runs block-circulant gru layers");
  }

  private void require(Workload workload) {
    whyNot(workload)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    require(workload);
    BrdsSettings settings = BrdsSettings.of(options);
    Device device = Devices.load(options.device() == null ? defaultDevice() : options.device());
    boolean own = options.clockMhz() == null;
    double clock = own ? device.value(DeviceKeys.CLOCK_MHZ) : options.clockMhz();
    BrdsSizing.Choice choice = choose(workload, settings, device, clock, options.stream());
    return BrdsSimulation.of(workload, device, clock, own, choice);
  }

  private Device device(MachineOptions o) {
    return Devices.load(o.device() == null ? defaultDevice() : o.device());
  }

  private static double clockMhz(MachineOptions o, Device d) {
    return o.clockMhz() == null ? d.value(DeviceKeys.CLOCK_MHZ) : o.clockMhz();
  }

  /** On chip if that fits; from DRAM where it does not and the user allows it. */
  private static BrdsSizing.Choice choose(
      Workload w, BrdsSettings s, Device d, double clockMhz, boolean stream) {
    try {
      return new BrdsSizing(w, s, d, 0, 0).choose();
    } catch (LstmcException e) {
      int bits = d.dramBitsPerCycle(clockMhz);
      if (!stream || e.kind() != LstmcException.Kind.UNSUPPORTED || bits == 0) {
        throw e;
      }
      int latency = (int) Math.ceil(d.value(DeviceKeys.DRAM_LATENCY_NS) * clockMhz / 1e3);
      return new BrdsSizing(w, s, d, bits, latency).choose();
    }
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    Workload workload = workload(model, sequence);
    return BrdsMachine.run(model, design(workload, options).schedule(), sequence);
  }

  @Override
  public RtlDesign verilog(String name, Model model, RtlStimulus stimulus, MachineOptions options) {
    Workload workload = workload(model, stimulus.sequence());
    return BrdsRtl.of(name, model, workload, design(workload, options), stimulus);
  }

  @Override
  public void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    require(workload);
    BrdsSchedule schedule = design(workload, options).schedule();
    new BrdsWalk(schedule, new BrdsPicture(schedule, trace), null).walk(steps);
  }

  private Workload workload(Model model, Sequence sequence) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    if (sequence.length() < 1) {
      throw LstmcException.badInput("the sequence has no steps");
    }
    Workload workload = Workload.of(model, sequence.length());
    require(workload);
    return workload;
  }

  private BrdsDesign design(Workload workload, MachineOptions options) {
    BrdsSettings settings = BrdsSettings.of(options);
    Device device = device(options);
    double clock = clockMhz(options, device);
    return choose(workload, settings, device, clock, options.stream()).design();
  }
}
