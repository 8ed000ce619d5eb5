package org.lstmc.core.explore;

import java.util.List;

/**
 * Where Phase I led.
 *
 * @param bounds of the block size
 * @param maxLoss that was allowed, in units of the metric
 * @param steps every decision, in order
 * @param trials trainings that were allowed
 * @param spent trainings that were counted
 * @param dense score of the dense network
 * @param chosen the point that was taken last; null where the lower bound already missed
 * @param score of the chosen point; NaN without one
 * @param stopped why nothing was chosen; null where something was
 */
public record PhaseOneResult(
    BlockBounds bounds,
    double maxLoss,
    List<ExploreStep> steps,
    int trials,
    int spent,
    double dense,
    DesignPoint chosen,
    double score,
    String stopped) {}
