package org.lstmc.core.compress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * Gradual pruning: ratios that rise over the first epochs of retraining. At each ramp point the
 * masks are chosen anew from the dense shadow weights, so a weight dropped early can come back; at
 * the ramp's end they are chosen for the last time.
 *
 * @param plan the final ratios
 * @param schedule how they are reached
 * @param epochs whole epochs the ramp lasts; 0 prunes at once
 * @param others masks of matrices that the plan does not name, which stay in force
 */
public record PruneRamp(
    PrunePlan plan, SparsitySchedule schedule, int epochs, Map<String, Mask> others) {
  /** Checks the length. */
  public PruneRamp {
    if (epochs < 0) {
      throw LstmcException.usage("pruning ramp of %d epochs; at least 0", epochs);
    }
    Map<String, Mask> kept = new LinkedHashMap<>(others);
    kept.keySet().removeAll(plan.ratios().keySet());
    others = kept;
  }

  /** The share of the final ratios that is due after some epochs. */
  public double share(double epochsDone) {
    return epochsDone >= epochs ? 1 : schedule.share(epochsDone / epochs);
  }

  /** Whether masks chosen after so many epochs are the last ones. */
  public boolean ended(double epochsDone) {
    return epochsDone >= epochs;
  }

  /** The masks due after some epochs, for these shadow weights, the others included. */
  public Map<String, Mask> masks(double epochsDone, Map<String, Tensor> shadow) {
    Map<String, Mask> masks = new LinkedHashMap<>(others);
    masks.putAll(Pruner.masks(shadow, plan.scaled(share(epochsDone))));
    return masks;
  }
}
