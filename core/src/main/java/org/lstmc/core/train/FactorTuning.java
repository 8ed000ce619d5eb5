package org.lstmc.core.train;

import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.Model;

/** Training on of a model with tensor networks, in their factors; other structures are kept. */
public final class FactorTuning {
  private FactorTuning() {}

  /**
   * Trains on.
   *
   * @param model what to start from; its masks stay
   * @param options of the training
   * @param setting asked once, for the phase {@code tune}
   */
  public static Model run(Model model, Dataset data, TrainOptions options, PhaseSetting setting) {
    TrainResult result =
        setting
            .complete(new Trainer(model.network(), data, options), "tune")
            .forms(TrainedForms.of(model))
            .masks(MaskSchedule.fixed(model.masks()))
            .run(model.weights());
    return model.withWeights(result.weights());
  }
}
