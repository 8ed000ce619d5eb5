package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/** Walks an order once and writes down its steps. */
final class PlanBuilder {
  private final TensorForm form;
  private final Map<String, TensorFactor> factors = new HashMap<>();
  private List<FactorAxis> open = new ArrayList<>();

  PlanBuilder(TensorForm form) {
    this.form = form;
    for (TensorFactor factor : form.factors()) {
      factors.put(factor.name(), factor);
    }
  }

  ContractionPlan build() {
    for (int k = 1; k <= form.modes(); k++) {
      open.add(FactorAxis.input(k, form.modesIn().get(k - 1)));
    }
    List<ContractionStep> steps = new ArrayList<>();
    for (String name : form.order()) {
      ContractionStep step = step(factors.get(name));
      steps.add(step);
      open = step.result();
    }
    List<FactorAxis> output = new ArrayList<>();
    for (int k = 1; k <= form.modes(); k++) {
      output.add(FactorAxis.output(k, form.modesOut().get(k - 1)));
    }
    return new ContractionPlan(form, steps, permutation(open, output));
  }

  private ContractionStep step(TensorFactor factor) {
    List<FactorAxis> contracted = new ArrayList<>();
    List<FactorAxis> produced = new ArrayList<>();
    List<FactorAxis> edges = new ArrayList<>();
    for (FactorAxis axis : factor.axes()) {
      (axis.isEdge() ? edges : open.contains(axis) ? contracted : produced).add(axis);
    }
    // A mode before ranks, ranks as the factor has them (the sort is stable).
    contracted.sort(Comparator.comparing(axis -> !axis.isInput()));
    produced.sort(Comparator.comparing(axis -> !axis.isOutput()));
    if (contracted.isEmpty()) {
      throw LstmcException.usage(
          "order %s: %s joins nothing that stands before it; put it after one of its neighbours",
          form.order(), factor.name());
    }
    List<FactorAxis> rest = new ArrayList<>(open);
    rest.removeAll(contracted);
    checkSize(factor.name(), produced, rest);
    return new ContractionStep(
        factor.name(),
        open,
        contracted,
        produced,
        rest,
        permutation(open, join(contracted, rest)),
        permutation(factor.axes(), join(edges, join(produced, contracted))));
  }

  private void checkSize(String factor, List<FactorAxis> produced, List<FactorAxis> rest) {
    double words = 1;
    for (FactorAxis axis : join(produced, rest)) {
      words *= axis.extent();
    }
    if (words > Integer.MAX_VALUE) {
      throw LstmcException.usage(
          "order %s: %.0f words after %s, at most %d; choose another order or smaller ranks",
          form.order(), words, factor, Integer.MAX_VALUE);
    }
  }

  private static List<FactorAxis> join(List<FactorAxis> first, List<FactorAxis> second) {
    List<FactorAxis> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static AxisPermutation permutation(List<FactorAxis> from, List<FactorAxis> to) {
    List<Integer> order = new ArrayList<>();
    boolean[] used = new boolean[from.size()];
    for (FactorAxis axis : to) {
      int a = 0;
      // The two edges of a core of its own have one label.
      while (used[a] || !from.get(a).equals(axis)) {
        a++;
      }
      used[a] = true;
      order.add(a);
    }
    return new AxisPermutation(from.stream().map(FactorAxis::extent).toList(), order);
  }
}
