package org.lstmc.hwsim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Power while steps run back to back.
 *
 * @param partsW power in W by origin (multipliers, memories, logic, clock, static, dram, io)
 * @param boardBaselineW what a board draws beside the chip; not part of {@link #chipW()}
 */
public record Power(Map<String, Double> partsW, double boardBaselineW) {
  /** Copies the map, keeping its order. */
  public Power {
    partsW = Collections.unmodifiableMap(new LinkedHashMap<>(partsW));
  }

  /** The chip and its DRAM traffic. */
  public double chipW() {
    return partsW.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The chip on a typical board. */
  public double boardW() {
    return chipW() + boardBaselineW;
  }
}
