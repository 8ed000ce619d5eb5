package org.lstmc.core.train;

/**
 * One epoch of a training run.
 *
 * @param epoch from 1
 * @param learningRate of this epoch
 * @param trainLoss mean loss over the epoch's predictions while weights changed, in nats
 * @param validLoss mean negative log-likelihood on the validation split; null without one
 * @param validMetric the task's metric on the validation split; null without one
 * @param sparsity share of masked-out weights over the masked tensors at the epoch's end
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double trainLoss,
    Double validLoss,
    Double validMetric,
    double sparsity) {}
