package org.lstmc.core.explore;

import org.lstmc.core.model.ActivationSpec;

/** The integer datapath of one trained network, as Phase II asks it. */
public interface Datapath {
  /**
   * Scores the integer datapath on the validation split.
   *
   * @param bits of every tensor and signal
   * @param activation how sigmoid and tanh are computed
   * @return the task's metric
   */
  double score(int bits, ActivationSpec activation);

  /**
   * Greatest error of sigmoid and tanh over the layers' number formats at a width; infinite where
   * the formats are too coarse for the approximation.
   */
  double activationError(int bits, ActivationSpec activation);
}
