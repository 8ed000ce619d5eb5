package org.lstmc.hwsim.asic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published measurement of a chip, against which the model's own figure is held.
 *
 * @param name what was measured
 * @param shape the network, as {@code --shape} takes it
 * @param point the operating point, by its name in the chip file
 * @param calibration whether what multiplies the energies of all chips was fitted on it or its
 *     parts ({@code power/rows.json}); agreement there says less
 * @param powerMw power
 * @param topsPerWatt efficiency as published
 * @param areaMm2 area; null where the figure is not about it
 * @param partsMw the power's parts as published; empty where there are none
 * @param partsMm2 the area's parts as published; empty where there are none
 * @param source where it comes from, in words
 * @param confidence {@code high}, {@code medium} or {@code low}
 */
public record PublishedPoint(
    String name,
    String shape,
    String point,
    boolean calibration,
    double powerMw,
    double topsPerWatt,
    Double areaMm2,
    Map<String, Double> partsMw,
    Map<String, Double> partsMm2,
    String source,
    String confidence) {
  /** Copies the maps, keeping their order. */
  public PublishedPoint {
    partsMw = Collections.unmodifiableMap(new LinkedHashMap<>(partsMw));
    partsMm2 = Collections.unmodifiableMap(new LinkedHashMap<>(partsMm2));
  }
}
