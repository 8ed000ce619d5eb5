package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.LayerSums;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.WordCounter;
import org.lstmc.hwsim.parts.circulant.CirculantTrace;
import org.lstmc.hwsim.parts.circulant.MvmPass;
import org.lstmc.hwsim.rtl.RtlStimulus;

/**
 * The run that is exported: every signal of the integer datapath, and the frames in the order in
 * which they pass the stages.
 */
final class CirculantRun {
  private final IntegerNetwork net;
  private final List<StepTrace> steps;
  private final List<CirculantTrace.Frame> frames;
  private final Supplier<CirculantRun> other;
  private final Map<Product, long[][]> spectra = new HashMap<>();

  /** A vector that meets a matrix in a step. */
  private record Product(int layer, int step, MvmPass.Operand operand) {}

  private CirculantRun(
      IntegerNetwork net,
      List<StepTrace> steps,
      List<CirculantTrace.Frame> frames,
      Supplier<CirculantRun> other) {
    this.other = other;
    this.net = net;
    this.steps = steps;
    this.frames = frames;
  }

  /** The run of a model on a sequence. */
  static CirculantRun of(
      Model model, IntegerNetwork net, Sequence sequence, List<CirculantTrace.Frame> frames) {
    RtlStimulus s = new RtlStimulus(sequence, "");
    return new CirculantRun(
        net,
        s.trace(net),
        frames,
        () -> {
          IntegerNetwork n = IntegerNetwork.of(model.withQuantization(otherwise(model)));
          return new CirculantRun(n, s.trace(n), frames, null);
        });
  }

  /** The same formats with the other rule for values out of range. */
  private static QuantizationSpec otherwise(Model model) {
    QuantizationSpec q = model.quantization();
    return new QuantizationSpec(
        q.contract(),
        q.formats(),
        q.rounding(),
        q.overflow() == Overflow.SAT ? Overflow.WRAP : Overflow.SAT,
        q.sigmoid(),
        q.tanh(),
        q.saturations(),
        q.forwardHalvings());
  }

  /** Whether any word leaves its format, so that it matters what becomes of it. */
  boolean saturates() {
    CirculantRun o = other.get();
    boolean equal = true;
    for (CirculantTrace.Frame f : frames) {
      equal &= Arrays.deepEquals(signals(at(f)), signals(o.at(f)));
      for (MvmPass.Operand operand : MvmPass.Operand.values()) {
        equal &= Arrays.deepEquals(spectrum(operand, f), o.spectrum(operand, f));
      }
    }
    return !equal;
  }

  private static long[][] signals(StepTrace.Layer t) {
    return new long[][] {
      t.accumulator(),
      t.gate(),
      t.activation(),
      t.recurrentAccumulator(),
      t.recurrent(),
      t.resetState(),
      t.cell(),
      t.cellTanh(),
      t.hidden(),
      t.projectionAccumulator(),
      t.state()
    };
  }

  /** What a layer's matrix makes of an operand; null where it has none. */
  private long[][] spectrum(MvmPass.Operand operand, CirculantTrace.Frame f) {
    LayerSums sums = net.layerAt(f.layer()).sums();
    CirculantTerm term =
        switch (operand) {
          case INPUT -> sums.inputTerm();
          case STATE, RESET_STATE -> sums.stateTerm();
          case HIDDEN -> sums.hiddenTerm();
        };
    boolean there =
        term != null && (operand != MvmPass.Operand.RESET_STATE || at(f).resetState() != null);
    return there ? spectrum(term, operand, f.layer(), f.step()) : null;
  }

  /** Frames in the order in which they pass every stage. */
  List<CirculantTrace.Frame> frames() {
    return frames;
  }

  /** The signals of a layer in every step. */
  List<StepTrace.Layer> layer(int l) {
    return steps.stream().map(s -> s.layers().get(l)).toList();
  }

  /** The signals of a frame. */
  StepTrace.Layer at(CirculantTrace.Frame f) {
    return steps.get(f.step()).layers().get(f.layer());
  }

  /** The cell state before a step of an LSTM; zeros before the first. */
  long[] cellBefore(int l, int step) {
    int cells = net.layerAt(l).plan().spec().hiddenSize();
    return step == 0 ? new long[cells] : steps.get(step - 1).layers().get(l).cell();
  }

  /** The output of the step before; zeros before the first. */
  long[] stateBefore(int l, int step) {
    int words = net.layerAt(l).plan().spec().outputSize();
    return step == 0 ? new long[words] : steps.get(step - 1).layers().get(l).state();
  }

  /** A vector that a matrix-vector stage multiplies. */
  long[] operand(MvmPass.Operand operand, int l, int step) {
    StepTrace.Layer t = steps.get(step).layers().get(l);
    return switch (operand) {
      case INPUT -> t.input();
      case STATE -> stateBefore(l, step);
      case RESET_STATE -> t.resetState();
      case HIDDEN -> t.hidden();
    };
  }

  /** Its format. */
  FixedFormat format(int l, MvmPass.Operand operand) {
    LayerPlan plan = net.layerAt(l).plan();
    return switch (operand) {
      case INPUT -> plan.input();
      case STATE -> plan.state();
      case RESET_STATE -> plan.reset().resetState();
      case HIDDEN -> plan.hidden();
    };
  }

  /** Its spectrum as the unit's forward transform gives it, by block. */
  long[][] spectrum(CirculantTerm term, MvmPass.Operand operand, int l, int step) {
    return spectra.computeIfAbsent(
        new Product(l, step, operand),
        p ->
            term.transform(
                operand(operand, l, step), format(l, operand).fractionBits(), WordCounter.NONE));
  }

  /** The exact spectral sums of a block row of a pass, counted from the pass's first. */
  long[] sums(UnitPass pass, int row, int l, int step) {
    List<long[][]> all = new ArrayList<>();
    int part = 0;
    for (int t = 0; t < pass.blocks().slots().size(); t++) {
      boolean here = pass.blocks().slots().get(t) >= 0;
      all.add(
          here
              ? spectrum(
                  pass.sum().terms().get(t), pass.pass().parts().get(part++).operand(), l, step)
              : null);
    }
    return pass.sum().exactSums(pass.pass().firstRow() + row, all);
  }

  /** Time steps. */
  int steps() {
    return steps.size();
  }
}
