package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.ChainLayout;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.contraction.StepLayout;

/** Formats and cuts of a network's contraction chains. */
final class ChainPlans {
  private ChainPlans() {}

  /** One for each tensor network, first layer first. */
  static List<FixedChain> of(FixedTensors tensors, QuantizationSpec q) {
    SumPlans sums = new SumPlans(tensors, q.formats());
    List<FixedChain> all = new ArrayList<>();
    for (ChainLayout chain : tensors.chains()) {
      List<FixedStep> steps = new ArrayList<>();
      for (int s = 0; s < chain.steps().size(); s++) {
        steps.add(step(chain, s, sums.step(chain, s), tensors, q));
      }
      all.add(new FixedChain(chain, steps.get(0).operand(), steps));
    }
    return List.copyOf(all);
  }

  private static FixedStep step(
      ChainLayout chain, int s, Accumulator plan, FixedTensors tensors, QuantizationSpec q) {
    StepLayout step = chain.steps().get(s);
    FixedMatrix factor = tensors.get(step.factor());
    int[] weights = new int[step.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = factor.raw(step.weights()[i]);
    }
    FixedFormat accumulator = plan.checkCut(q.formats().get(plan.name()));
    return new FixedStep(
        step,
        weights,
        factor.format(),
        LayerPlan.signal(q.formats(), SumPlans.operand(chain, s)),
        plan.fraction() - accumulator.fractionBits(),
        accumulator,
        LayerPlan.signal(q.formats(), SignalNames.intermediate(step.factor())),
        q.rounding(),
        q.overflow());
  }
}
