package org.lstmc.hwsim.parts.serial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.hwsim.MatrixWorkload;

/**
 * The rows of one gate, or a projection, on the array.
 *
 * @param operand the vector that is multiplied
 * @param gate gate in stacking order i, f, g, o; {@link #PROJECTION} for a projection
 * @param matrix the matrix
 * @param firstRow first row of the pass
 * @param rows rows of the pass
 * @param cycles cycles for which the array is taken
 * @param spent where these cycles went, {@link #KEPT} among them; they add up to {@code cycles}
 * @param tail from the last cycle until the last sum can be read
 * @param loadCycles cycles in which the DRAM delivers its weights; 0 with weights on chip
 */
public record Pass(
    Operand operand,
    int gate,
    MatrixWorkload matrix,
    int firstRow,
    int rows,
    long cycles,
    Map<String, Double> spent,
    int tail,
    long loadCycles) {
  /** Multiplier slots with kept weights. */
  public static final String KEPT = "kept weights";

  /** Number of a projection in place of a gate's. */
  public static final int PROJECTION = -1;

  /** What is multiplied. */
  public enum Operand {
    /** The layer's input. */
    INPUT,
    /** The layer's output of the step before. */
    STATE,
    /** o*tanh(c), for the projection. */
    HIDDEN
  }

  /** Copies the map, keeping its order. */
  public Pass {
    spent = Collections.unmodifiableMap(new LinkedHashMap<>(spent));
  }

  /** A short name for pictures: {@code Wx i}, {@code Wh o}, {@code projection}. */
  public String label() {
    if (gate == PROJECTION) {
      return "projection";
    }
    return (operand == Operand.INPUT ? "Wx " : "Wh ") + "ifgo".charAt(gate);
  }
}
