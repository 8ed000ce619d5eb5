package org.lstmc.hwsim.parts.tensor;

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
import org.lstmc.hwsim.TensorWorkload;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.asic.ClockChoice;
import org.lstmc.hwsim.asic.OperatingPoint;

/** A machine of TIE's class: one array between two banked working memories. */
public abstract class TensorAccelerator implements Accelerator {
  private static final Remembered<Evidence, Uncertainty> EVIDENCE = new Remembered<>();

  /** What the published products depend on; they take no frames in. */
  private record Evidence(Chip chip, ArrayShape array, Access access) {}

  private final int split;

  /**
   * A machine.
   *
   * @param split most columns that an element holds unless a setting says otherwise
   */
  protected TensorAccelerator(int split) {
    this.split = split;
  }

  /** What this machine adds to what a report says was assumed. */
  protected abstract List<String> notes();

  @Override
  public Optional<String> whyNotLayers(Workload workload) {
    boolean any = false;
    for (int l = 0; l < workload.layers().size(); l++) {
      LayerWorkload layer = workload.layers().get(l);
      String has = foreign(layer);
      if (has != null) {
        return Optional.of(
            String.format(
                Locale.ROOT, "%s runs lstm layers without %s, layer %d has them", name(), has, l));
      }
      any |= layer.tensor() != null;
    }
    return any
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s contracts tensor networks and no layer is one ('lstmc decompose' makes one);"
                    + " brds runs dense and sparse matrices",
                name()));
  }

  private static String foreign(LayerWorkload layer) {
    if (layer.spec().cell() != CellType.LSTM) {
      return layer.spec().cell().label() + " cells";
    }
    if (layer.spec().peepholes()) {
      return "peepholes";
    }
    if (layer.projection() != null) {
      return "projections";
    }
    for (MatrixWorkload m : layer.matrices()) {
      if (m.isCirculant()) {
        return "block-circulant matrices";
      }
    }
    return null;
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

  /** The settings that options ask for. */
  final TensorSettings settings(MachineOptions o) {
    return TensorSettings.of(name(), split, o);
  }

  @Override
  public Simulation simulate(Workload w, MachineOptions options) {
    require(w);
    TensorSettings s = settings(options);
    Chip chip = chip(options);
    OperatingPoint point = ClockChoice.of(chip, options);
    TensorDesign d = TensorDesign.of(w, s, chip, point);
    return answer(d, s, chip, point, w.steps(), w.denseWeights(), assumptions(w, s, d));
  }

  /**
   * One product of a tensor network and a vector, 16 bits, no cells: what papers print of single
   * layers.
   *
   * @param tensor as {@code simulate --tensor} takes it
   */
  public final Simulation simulateProduct(String tensor, MachineOptions options) {
    TensorSettings s = settings(options);
    Chip chip = chip(options);
    OperatingPoint point = ClockChoice.of(chip, options);
    TensorWorkload product = TensorEvidence.workload(tensor);
    TensorDesign d = TensorDesign.of(product, s, chip, point);
    long dense = (long) product.plan().form().rows() * product.plan().form().columns();
    List<String> all = new ArrayList<>(notes());
    all.add("One product with a vector that lies in the working memory; sums of 24 bits.");
    all.add("Layouts: " + d.layouts());
    return answer(d, s, chip, point, 1, dense, all);
  }

  private Simulation answer(
      TensorDesign d,
      TensorSettings s,
      Chip chip,
      OperatingPoint point,
      int steps,
      long denseWeights,
      List<String> assumptions) {
    double latencyUs = d.cycles() / point.clockMhz();
    return new Simulation(
        name(),
        chip.name(),
        chip.node().nm(),
        String.format(Locale.ROOT, "%s, %s V", s, point.voltageV()),
        point.clockMhz(),
        String.format(Locale.ROOT, "operating point '%s': %s", point.name(), point.source()),
        d.cycles(),
        d.cycles(),
        d.cycles() * steps,
        steps,
        latencyUs,
        1e6 / latencyUs,
        1,
        d.cycles(),
        d.layers().stream().flatMap(l -> l.stages().stream()).toList(),
        2e-3 * d.activity().macs() / latencyUs,
        2e-3 * denseWeights / latencyUs,
        d.activity().macs() / ((double) d.cycles() * s.array().lanes()),
        TensorUnits.of(d, s),
        d.activity(),
        d.resources(),
        d.power(),
        EVIDENCE.get(
            new Evidence(chip, s.array(), s.access()), () -> TensorEvidence.uncertainty(chip, s)),
        TensorUnits.bound(d, s),
        assumptions);
  }

  private List<String> assumptions(Workload w, TensorSettings s, TensorDesign d) {
    List<String> all = new ArrayList<>(w.assumptions());
    all.addAll(notes());
    int words = w.layers().get(0).spec().inputSize();
    if (s.frameWords() == 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "The frame's %d words lie in the working memory when a step begins, as the papers"
                  + " count; %d words a cycle would take %d cycles more (--set framewords=%d).",
              words,
              s.array().elements(),
              (words + s.array().elements() - 1) / s.array().elements(),
              s.array().elements()));
    }
    if (!s.array().timesWrites()) {
      all.add("passcycles=0: writes are not timed; a bound, not a machine.");
    }
    all.add(
        String.format(
            Locale.ROOT,
            "Sums are %d bits wide as the number contract makes them; TIE's are 24.",
            d.accumulatorBits()));
    all.add(
        String.format(
            Locale.ROOT,
            "Not published, assumed: %d banks of one word a cycle; h copied in and gates read %d"
                + " words a cycle; %d cycles from the last gate to h.",
            s.array().banks(),
            s.array().elements(),
            TensorSettings.CELL_DEPTH));
    all.add("Layouts: " + d.layouts());
    if (w.layers().stream().anyMatch(l -> l.wh() != null)) {
      all.add(
          "Matrices that stand by themselves keep one element of the array busy: their weights serve"
              + " one column.");
    }
    all.add("GOPS are products really done; effective GOPS, as the papers count, the dense ones.");
    all.add("The dense output layer runs on the host and is not timed.");
    return all;
  }

  @Override
  public void trace(Workload w, MachineOptions options, int steps, UnitTrace trace) {
    require(w);
    TensorSettings s = settings(options);
    new TensorTrace(s, trace).steps(TensorDesign.layers(w, s, chip(options)), steps);
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
    Workload w = Workload.of(model, sequence.length());
    require(w);
    TensorSettings s = settings(options);
    Chip chip = chip(options);
    return TensorMachine.run(
        model, TensorDesign.layers(w, s, chip), s, TensorContent.workingWords(chip), sequence);
  }
}
