package org.lstmc.hwsim.parts.serial;

import java.util.Map;

/**
 * What the walk found.
 *
 * @param stepEnds cycle at which each walked step's output was complete
 * @param cyclesPerStep steady cycles from output to output
 * @param exact whether the machine's state repeated, so that every later step takes the same cycles
 * @param waits idle cycles of the array between passes in a steady step, by cause
 */
public record SerialTiming(
    long[] stepEnds, double cyclesPerStep, boolean exact, Map<Wait, Double> waits) {
  /** What the array waits for between passes. */
  public enum Wait {
    /** x has not arrived. */
    INPUT("x not ready"),
    /** The output of the layer before. */
    LAYER("layer before not ready"),
    /** h(t-1). */
    STATE("h(t-1) not ready"),
    /** o*tanh(c). */
    HIDDEN("projection input not ready"),
    /** Weights. */
    DRAM("weights from DRAM"),
    /** The element-wise unit still reads the sums that the pass would overwrite. */
    SUMS("sums not taken");

    private final String label;

    Wait(String label) {
      this.label = label;
    }

    /** In reports. */
    public String label() {
      return label;
    }
  }

  /** Cycles until step {@code steps} is complete. */
  public long totalCycles(int steps) {
    if (steps <= stepEnds.length) {
      return stepEnds[steps - 1];
    }
    long walked = stepEnds[stepEnds.length - 1];
    return walked + Math.round((steps - stepEnds.length) * cyclesPerStep);
  }
}
