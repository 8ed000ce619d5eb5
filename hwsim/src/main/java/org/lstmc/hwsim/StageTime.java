package org.lstmc.hwsim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a coarse pipeline stage takes for one frame, and of what that is made up.
 *
 * @param stage name of the stage
 * @param layer the layer whose frame it is
 * @param cycles cycles from the start of the stage to its complete output
 * @param parts what the cycles are spent on, in order; they add up to {@code cycles}
 */
public record StageTime(String stage, int layer, long cycles, Map<String, Long> parts) {
  /** Copies the map, keeping its order. */
  public StageTime {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }
}
