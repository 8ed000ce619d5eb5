package org.lstmc.hwsim.hcgs;

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
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Remembered;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.asic.ClockChoice;
import org.lstmc.hwsim.asic.OperatingPoint;

/**
 * The HCGS chip (Kadetotad et al., ESSCIRC 2019, JSSC 2020): blocks in blocks, 64 MACs, everything
 * on chip. A selector takes the segments of x and h that a block row's indices name; layers run one
 * after the other on the same MACs.
 */
public final class HcgsAccelerator implements Accelerator {
  private static final Remembered<Evidence, Uncertainty> EVIDENCE = new Remembered<>();

  private record Evidence(Chip chip, boolean exactCycles) {}

  @Override
  public String name() {
    return "hcgs";
  }

  @Override
  public String citation() {
    return "Kadetotad, Yin, Berisha, Chakrabarti, Seo: An 8.93 TOPS/W LSTM recurrent neural network"
        + " accelerator featuring hierarchical coarse-grain sparsity for on-device speech"
        + " recognition. IEEE JSSC 55(7), 2020; ESSCIRC 2019";
  }

  @Override
  public String defaultDevice() {
    return "HCGS-65LP";
  }

  @Override
  public Optional<String> whyNotLayers(Workload workload) {
    Optional<String> tensors = workload.whyNoTensors(name());
    if (tensors.isPresent()) {
      return tensors;
    }
    for (int l = 0; l < workload.layers().size(); l++) {
      LayerWorkload layer = workload.layers().get(l);
      if (layer.spec().cell() != CellType.LSTM) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "hcgs runs lstm layers alone, layer %d is %s; e-rnn runs gru layers",
                l,
                layer.spec().cell().label()));
      }
      if (layer.spec().peepholes() || layer.projection() != null) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "hcgs has neither peepholes nor projections, layer %d has; brds runs both",
                l));
      }
      MatrixWorkload x = layer.wx();
      MatrixWorkload h = layer.wh();
      if (x.isCirculant() || h.isCirculant()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "hcgs multiplies blocks of single weights, layer %d is block-circulant; c-lstm and"
                    + " e-rnn transform",
                l));
      }
      if (x.grid() != null && h.grid() != null && x.grid().block1() != h.grid().block1()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "hcgs takes the cells of a layer in groups of one size, but layer %d has blocks of"
                    + " %d in Wx and of %d in Wh; prune both with the same --block",
                l,
                x.grid().block1(),
                h.grid().block1()));
      }
    }
    return Optional.empty();
  }

  private void require(Workload workload) {
    whyNot(workload)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
  }

  private Chip chip(MachineOptions o) {
    return Chips.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload w, MachineOptions options) {
    require(w);
    HcgsSettings settings = HcgsSettings.of(options);
    Chip chip = chip(options);
    OperatingPoint point = ClockChoice.of(chip, options);
    HcgsDesign d = HcgsDesign.of(w, settings, chip, point);
    HcgsDesign.requireFit(d.schedule(), chip);
    HcgsTiming t = d.timing();
    double latencyUs = t.cyclesPerStep() / point.clockMhz();
    return new Simulation(
        name(),
        chip.name(),
        chip.node().nm(),
        String.format(Locale.ROOT, "%s, %s V", settings, point.voltageV()),
        point.clockMhz(),
        String.format(Locale.ROOT, "operating point '%s': %s", point.name(), point.source()),
        t.cyclesPerStep(),
        t.stepEnds()[0],
        t.totalCycles(w.steps()),
        w.steps(),
        latencyUs,
        1e6 / latencyUs,
        1,
        t.cyclesPerStep(),
        List.of(),
        2e-3 * w.nonZeros() / latencyUs,
        2e-3 * w.denseWeights() / latencyUs,
        d.activity().macs() / (t.cyclesPerStep() * settings.macs()),
        HcgsUnits.of(w, d),
        d.activity(),
        d.resources(),
        d.power(),
        EVIDENCE.get(
            new Evidence(chip, t.exact()), () -> HcgsEvidence.uncertainty(chip, t.exact())),
        HcgsUnits.bound(w, d),
        assumptions(w, settings));
  }

  private static List<String> assumptions(Workload w, HcgsSettings s) {
    List<String> all = new ArrayList<>(w.assumptions());
    if (s.ideal()) {
      all.add(
          "overheads=none: kept weights alone, in full beats without a gap; a bound, not a machine.");
    } else {
      all.add(
          String.format(
              Locale.ROOT,
              "Not published, assumed: %d cells at once in %d cycles, %d words a cycle into the"
                  + " selector, %d cycles from operands to sums, %d from sums to h.",
              s.cellLanes(),
              s.cellCycles(),
              s.refillWords(),
              s.macDepth(),
              s.cellDepth()));
    }
    all.add("Memories are as large as this network needs; the chip's own are a limit alone.");
    all.add(
        "GOPS are products of kept weights; effective GOPS, as the paper counts, the dense ones.");
    all.add("The dense output layer runs on the host and is not timed; pads draw nothing.");
    long whole =
        w.layers().stream()
            .mapToLong(l -> (l.wx().grid() == null ? 1 : 0) + (l.wh().grid() == null ? 1 : 0))
            .sum();
    if (whole > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "Matrices that are not cut into blocks (%d) are stored and multiplied whole.",
              whole));
    }
    return all;
  }

  @Override
  public void trace(Workload w, MachineOptions options, int steps, UnitTrace trace) {
    require(w);
    HcgsSchedule schedule = HcgsSchedule.of(w, HcgsSettings.of(options));
    HcgsDesign.requireFit(schedule, chip(options));
    new HcgsWalk(schedule, null, trace).walk(steps);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    if (sequence.length() < 1) {
      throw LstmcException.badInput("the sequence has no steps");
    }
    Workload workload = Workload.of(model, sequence.length());
    require(workload);
    HcgsSchedule schedule = HcgsSchedule.of(workload, HcgsSettings.of(options));
    HcgsDesign.requireFit(schedule, chip(options));
    return HcgsMachine.run(model, schedule, sequence);
  }
}
