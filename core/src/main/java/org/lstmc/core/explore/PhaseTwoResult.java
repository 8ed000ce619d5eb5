package org.lstmc.core.explore;

import java.util.List;
import org.lstmc.core.model.ActivationSpec;

/**
 * Where Phase II led.
 *
 * @param floating score of the float network on the validation split
 * @param maxLoss of the integer datapath that was allowed
 * @param widths what was tried, widest first
 * @param bits the width that was chosen; 0 where even the widest missed
 * @param errors the best range for each number of segments that was looked at, fewest first
 * @param activations what was scored in place of tables
 * @param activation what was chosen
 * @param score of the choice on the validation split; NaN without one
 * @param stopped why nothing was chosen; null where something was
 */
public record PhaseTwoResult(
    double floating,
    double maxLoss,
    List<Row> widths,
    int bits,
    List<SegmentError> errors,
    List<Row> activations,
    ActivationSpec activation,
    double score,
    String stopped) {
  /**
   * A datapath that was scored.
   *
   * @param bits of every tensor and signal
   * @param activation of sigmoid and tanh
   * @param error greatest error of the activations
   * @param score on the validation split
   * @param loss against the float network, in units of the metric
   * @param taken whether it was taken
   * @param why in one sentence
   */
  public record Row(
      int bits,
      ActivationSpec activation,
      double error,
      double score,
      double loss,
      boolean taken,
      String why) {}

  /** The least of the greatest errors that a number of segments has over the ranges. */
  public record SegmentError(ActivationSpec activation, double error) {}
}
