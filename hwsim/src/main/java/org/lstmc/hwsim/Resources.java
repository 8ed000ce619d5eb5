package org.lstmc.hwsim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a machine occupies: blocks of an FPGA, or area of a chip of its own.
 *
 * @param dsp multipliers (hard blocks), exact for this machine; 0 for a chip
 * @param bram36 block RAMs of 36 Kb, from depth and width of every memory; 0 for a chip
 * @param lut look-up tables, an estimate; 0 for a chip
 * @param ff flip-flops, an estimate
 * @param sramBytes capacity of a chip's memories; null for an FPGA
 * @param areaMm2 area of a chip with its pads, an estimate; null for an FPGA
 * @param areaPartsMm2 of what the area is made up; empty for an FPGA
 * @param method how the counts were obtained
 */
public record Resources(
    long dsp,
    double bram36,
    long lut,
    long ff,
    Long sramBytes,
    Double areaMm2,
    Map<String, Double> areaPartsMm2,
    String method) {
  /** Copies the map, keeping its order. */
  public Resources {
    areaPartsMm2 = Collections.unmodifiableMap(new LinkedHashMap<>(areaPartsMm2));
  }

  /** What a machine occupies of an FPGA. */
  public Resources(long dsp, double bram36, long lut, long ff, String method) {
    this(dsp, bram36, lut, ff, null, null, Map.of(), method);
  }
}
