package org.lstmc.core.train;

/**
 * Where a training run stands.
 *
 * @param epoch epoch, from 1
 * @param epochs epochs in all
 * @param step optimizer steps done in this epoch
 * @param stepsPerEpoch optimizer steps of an epoch
 * @param learningRate of this epoch
 * @param loss mean training loss since the epoch began (or since resuming), in nats
 * @param validMetric the task's metric on the validation split, at an epoch's end; null otherwise
 * @param best whether this epoch's end is the best so far
 * @param perSecond scored predictions a second, in the recent past
 * @param etaSeconds seconds until the last epoch ends, at the recent rate
 */
public record TrainProgress(
    int epoch,
    int epochs,
    long step,
    long stepsPerEpoch,
    double learningRate,
    double loss,
    Double validMetric,
    boolean best,
    double perSecond,
    double etaSeconds) {
  /** Whether this reports an epoch's end. */
  public boolean epochEnd() {
    return step == stepsPerEpoch;
  }
}
