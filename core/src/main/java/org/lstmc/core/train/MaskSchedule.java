package org.lstmc.core.train;

import java.util.Map;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * Decides which weights are in force while training goes on: fixed masks, or pruning that grows.
 * The trainer keeps a dense shadow of every weight; a dropped weight is zero in the network, gets
 * no gradient, and keeps its shadow value, so that a later mask may bring it back.
 *
 * <p>A schedule must be a function of what {@link #masks} is given and nothing else: a resumed run
 * asks again from where it stands.
 */
public interface MaskSchedule {
  /** Every weight, always. */
  MaskSchedule DENSE = fixed(Map.of());

  /**
   * Where training stands.
   *
   * @param epoch epoch, from 0
   * @param step optimizer steps done since the start of training
   * @param stepsPerEpoch optimizer steps of one epoch
   * @param epochs epochs in all
   */
  record Moment(int epoch, long step, long stepsPerEpoch, int epochs) {
    /** Share of the whole run that is done, in [0,1]. */
    public double progress() {
      return (double) step / ((double) stepsPerEpoch * epochs);
    }

    /** Epochs done, with their fraction. */
    public double epochsDone() {
      return (double) step / stepsPerEpoch;
    }
  }

  /** Names the schedule and all its parameters; part of the checkpoint's fingerprint. */
  String id();

  /** Optimizer steps between two calls, besides the one at every epoch's start; 0 for no others. */
  int everySteps();

  /**
   * The masks to put in force now.
   *
   * @param now where training stands
   * @param shadow dense weights by tensor name, not to be changed
   * @param inForce the masks so far
   * @return masks by tensor name (a tensor that is not named is dense); {@code inForce} itself for
   *     no change
   */
  Map<String, Mask> masks(Moment now, Map<String, Tensor> shadow, Map<String, Mask> inForce);

  /**
   * Whether the masks are final. Weights count as best, and patience runs, only from the first
   * epoch whose end finds this true; a network that is not yet sparse would win otherwise.
   */
  boolean settled(Moment now);

  /** Masks that never change. */
  static MaskSchedule fixed(Map<String, Mask> masks) {
    return new FixedMasks(masks);
  }
}
