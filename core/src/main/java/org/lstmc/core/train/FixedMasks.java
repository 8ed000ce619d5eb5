package org.lstmc.core.train;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** Masks that never change, as in retraining. */
record FixedMasks(Map<String, Mask> masks) implements MaskSchedule {
  @Override
  public String id() {
    StringBuilder id = new StringBuilder("fixed");
    new TreeMap<>(masks)
        .forEach((name, m) -> id.append(';').append(name).append('=').append(Fingerprint.of(m)));
    return id.toString();
  }

  @Override
  public int everySteps() {
    return 0;
  }

  @Override
  public Map<String, Mask> masks(
      Moment now, Map<String, Tensor> shadow, Map<String, Mask> inForce) {
    return masks;
  }

  @Override
  public boolean settled(Moment now) {
    return true;
  }
}
