package org.lstmc.core.compress.tensor;

import java.util.List;
import org.lstmc.core.model.TensorForm;

/**
 * A matrix-vector product in a {@link TensorForm}, step by step. One intermediate grows and
 * shrinks: it starts as the vector, axes j_1 .. j_d, takes up one factor a step, and ends with the
 * axes i_1 .. i_d. With the order core d .. core 1 of a tensor train it is the compact scheme of
 * TIE (Deng et al., ISCA 2019), whose matrices and layout these are.
 *
 * @param form the form, its order that of the steps
 * @param steps the steps
 * @param arrangeOutput of the last intermediate, into i_1 .. i_d
 */
public record ContractionPlan(
    TensorForm form, List<ContractionStep> steps, AxisPermutation arrangeOutput) {
  /** Copies the list. */
  public ContractionPlan {
    steps = List.copyOf(steps);
  }

  /** The plan in the form's own order; in the cheapest where it has none. */
  public static ContractionPlan of(TensorForm form) {
    return form.order().isEmpty() ? ContractionOrders.cheapest(form) : of(form, form.order());
  }

  /**
   * The plan in an order of factors.
   *
   * @throws org.lstmc.core.LstmcException if a factor shares no axis with the intermediate when its
   *     turn comes
   */
  public static ContractionPlan of(TensorForm form, List<String> order) {
    return new PlanBuilder(form.withOrder(order)).build();
  }

  /** Names of the factors in the order of the steps. */
  public List<String> order() {
    return form.order();
  }

  /** Multiplications of one product, padding included. */
  public long multiplications() {
    return steps.stream().mapToLong(ContractionStep::multiplications).sum();
  }

  /** Words of the largest intermediate, the input among them. */
  public int peakWords() {
    int peak = steps.get(0).wordsBefore();
    for (ContractionStep step : steps) {
      peak = Math.max(peak, step.wordsAfter());
    }
    return peak;
  }
}
