package org.lstmc.hwsim.parts.serial;

import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Depths of the element-wise unit in cycles, every stage registered (block RAM with output register
 * 2, DSP48 3, one addition a cycle); assumed, as in the other machines.
 *
 * @param sigmoid sigmoid unit
 * @param tanh tanh unit
 * @param peepholes whether a product with c comes before the rounding
 */
public record SerialDepths(int sigmoid, int tanh, boolean peepholes) {
  /** A vector or weight memory with its output register. */
  public static final int READ = 2;

  /** A write until the word can be read. */
  public static final int WRITE = 1;

  private static final int ADD = 1;
  private static final int ROUND = 1;

  /** The depths with these activation units. */
  public static SerialDepths of(ActivationSpec sigmoid, ActivationSpec tanh, boolean peepholes) {
    return new SerialDepths(
        ActivationUnit.latency(sigmoid), ActivationUnit.latency(tanh), peepholes);
  }

  /**
   * From a gate sum's read to the pre-activation: bias, peephole product and addition, rounding.
   */
  private int preActivation(boolean peephole) {
    return READ + ADD + (peephole ? MacArray.MULTIPLY_CYCLES + ADD : 0) + ROUND;
  }

  /**
   * From a gate sum's read to the result: sigmoid(i), sigmoid(f), then c after g, o*tanh(c) after
   * o.
   */
  public int gate(int gate) {
    return switch (gate) {
      case 0, 1 -> preActivation(peepholes) + sigmoid + WRITE;
      case 2 -> preActivation(false) + tanh + MacArray.MULTIPLY_CYCLES + ADD + ROUND + WRITE;
      case 3 ->
          Math.max(preActivation(peepholes) + sigmoid, READ + tanh)
              + MacArray.MULTIPLY_CYCLES
              + ROUND
              + WRITE;
      default -> throw new IllegalArgumentException("gate " + gate);
    };
  }

  /** From a projection sum's read to the rounded word. */
  public int projected() {
    return READ + ROUND + WRITE;
  }
}
