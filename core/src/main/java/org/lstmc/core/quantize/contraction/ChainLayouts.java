package org.lstmc.core.quantize.contraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;

/** The contraction chains of networks, from the plans of their tensor forms. */
public final class ChainLayouts {
  private ChainLayouts() {}

  /** The chains of a network, first layer first. */
  public static List<ChainLayout> of(NetworkSpec network) {
    List<ChainLayout> all = new ArrayList<>();
    for (int l = 0; l < network.layers().size(); l++) {
      if (network.layers().get(l).factored() != null) {
        all.add(of(l, network.layers().get(l)));
      }
    }
    return List.copyOf(all);
  }

  /** The chain of layer {@code l}, which has a tensor form. */
  public static ChainLayout of(int l, LayerSpec spec) {
    ContractionPlan plan = ContractionPlan.of(spec.factored());
    List<StepLayout> steps = new ArrayList<>();
    for (ContractionStep step : plan.steps()) {
      steps.add(step(prefix(l, spec), step));
    }
    int[] rows = Arrays.copyOf(plan.arrangeOutput().sourceIndices(), spec.gateRows());
    boolean joined = spec.factored().joined();
    return new ChainLayout(
        TensorNames.factored(l, spec.factored()),
        l,
        joined,
        spec.factored().columns(),
        steps,
        rows);
  }

  /** Every signal of the chain of layer {@code l}; none where the layer has no tensor form. */
  public static List<String> signals(int l, LayerSpec spec) {
    List<String> names = new ArrayList<>();
    if (spec.factored() == null) {
      return names;
    }
    if (spec.factored().joined()) {
      names.add(SignalNames.joined(l));
    }
    for (String factor : ContractionPlan.of(spec.factored()).order()) {
      names.add(SignalNames.stepAccumulator(prefix(l, spec) + factor));
      names.add(SignalNames.intermediate(prefix(l, spec) + factor));
    }
    return names;
  }

  private static String prefix(int l, LayerSpec spec) {
    return TensorNames.factored(l, spec.factored()) + ".";
  }

  private static StepLayout step(String prefix, ContractionStep step) {
    int contracted = step.contractedLength();
    int rest = step.restLength();
    int[] source = step.arrange().sourceIndices();
    int[] operand = new int[source.length];
    for (int k = 0; k < contracted; k++) {
      for (int at = 0; at < rest; at++) {
        operand[at * contracted + k] = source[k * rest + at];
      }
    }
    return new StepLayout(
        prefix + step.factor(),
        contracted,
        step.producedLength(),
        rest,
        step.arrangeFactor().sourceIndices(),
        operand);
  }
}
