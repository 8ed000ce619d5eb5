package org.lstmc.core.quantize.contraction;

/**
 * One step of a contraction chain as a matrix product {@code Y = W X}: W [O, K] holds the elements
 * of a factor, X [K, L] those of the intermediate before it. Element (o, l) of the step's own
 * intermediate is its word {@code o*L + l}.
 *
 * @param factor the factor tensor's name
 * @param contracted K, the length of the indices that are summed over
 * @param outputs O, the length of the factor's other indices
 * @param rest L, the length of the intermediate's other indices
 * @param weights position in the factor's data of W's element (o, k), at {@code o*K + k}
 * @param operand word of the intermediate before that is X's element (k, l), at {@code l*K + k}
 */
public record StepLayout(
    String factor, int contracted, int outputs, int rest, int[] weights, int[] operand) {

  /** Multiplications of the step. */
  public long multiplications() {
    return (long) contracted * outputs * rest;
  }

  /** Words of the step's intermediate. */
  public int words() {
    return Math.multiplyExact(outputs, rest);
  }
}
