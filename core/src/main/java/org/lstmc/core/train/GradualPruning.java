package org.lstmc.core.train;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.compress.PruneRamp;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * A {@link PruneRamp} as the trainer asks for masks: chosen anew at every ramp point until the
 * ramp's end, then fixed.
 *
 * @param ramp what to prune, how fast
 * @param everySteps optimizer steps between ramp points inside an epoch; 0 for epoch starts alone
 */
public record GradualPruning(PruneRamp ramp, int everySteps) implements MaskSchedule {
  @Override
  public String id() {
    StringBuilder id = new StringBuilder("gradual-pruning ").append(ramp.schedule().label());
    id.append(" epochs=").append(ramp.epochs()).append(" every=").append(everySteps);
    id.append(' ').append(ramp.plan().pattern()).append(ramp.plan().parameters());
    id.append(' ').append(ramp.plan().ratios());
    new TreeMap<>(ramp.others())
        .forEach(
            (name, mask) -> id.append(' ').append(name).append('=').append(Fingerprint.of(mask)));
    return id.toString();
  }

  @Override
  public Map<String, Mask> masks(
      Moment now, Map<String, Tensor> shadow, Map<String, Mask> inForce) {
    // The start of the epoch in which the ramp ends is the last ramp point.
    return now.step() > lastRampStep(now) ? inForce : ramp.masks(now.epochsDone(), shadow);
  }

  @Override
  public boolean settled(Moment now) {
    return now.step() > lastRampStep(now);
  }

  private long lastRampStep(Moment now) {
    return ramp.epochs() * now.stepsPerEpoch();
  }
}
