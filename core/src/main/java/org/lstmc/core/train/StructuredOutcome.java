package org.lstmc.core.train;

import java.util.List;

/**
 * A model brought into structures, and how: the same for hard projection and for ADMM, so that they
 * can be compared.
 *
 * @param model weights exactly in the structures, masks and compression to say so; no quantization
 * @param admm what the ADMM phase found; null for hard projection
 * @param iterations of ADMM, first to last; empty for hard projection
 * @param converged whether ADMM's residuals fell to its tolerance
 * @param projectedMetric the task's metric on the validation split right after the hard projection,
 *     before retraining; null without a validation split
 * @param training what retraining in the structure found; null where there was none
 */
public record StructuredOutcome(
    org.lstmc.core.model.Model model,
    TrainResult admm,
    List<AdmmIteration> iterations,
    boolean converged,
    Double projectedMetric,
    TrainResult training) {}
