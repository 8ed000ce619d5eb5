package org.lstmc.core.train;

import java.util.List;
import java.util.Map;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * What a training run found.
 *
 * @param weights of the best epoch, dense shape, dropped weights exactly zero; not quantized
 * @param shadow the same before masking, to go on pruning from
 * @param masks in force at the best epoch
 * @param bestEpoch from 1
 * @param curve every epoch, first to last
 * @param stoppedEarly whether patience, or ADMM's tolerance, ended the run
 * @param iterations of ADMM, first to last; empty without
 */
public record TrainResult(
    Map<String, Tensor> weights,
    Map<String, Tensor> shadow,
    Map<String, Mask> masks,
    int bestEpoch,
    List<EpochResult> curve,
    boolean stoppedEarly,
    List<AdmmIteration> iterations) {}
