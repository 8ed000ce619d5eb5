package org.lstmc.hwsim.brds;

import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Latency in cycles of every stage of the pipeline; all stages accept one row a cycle. The paper's
 * own stage depths were not available: the depths are those of fully registered Xilinx blocks
 * (block RAM with output register 2, DSP48 with A/B, M and P registers 3, one addition a cycle) and
 * are parameters, not results.
 *
 * @param weightRead weight memory with output register
 * @param addressSum running sum that turns column distances into addresses; 0 for absolute indices
 * @param vectorRead x, h or m memory with output register
 * @param multiply one product in a DSP block
 * @param treeX adder tree over the R_x products
 * @param treeH adder tree over the R_h products
 * @param accumulate addition of a beat to the row's running sum
 * @param join sum of x part, h part and bias
 * @param peepholeAdd addition of p*c to the gate sum; 0 where no layer has peepholes
 * @param round rounding and saturation
 * @param sigmoid sigmoid unit
 * @param tanh tanh unit
 * @param add addition of f*c and i*g
 * @param write write into a vector memory until the word can be read
 */
public record BrdsLatency(
    int weightRead,
    int addressSum,
    int vectorRead,
    int multiply,
    int treeX,
    int treeH,
    int accumulate,
    int join,
    int peepholeAdd,
    int round,
    int sigmoid,
    int tanh,
    int add,
    int write) {

  /** The latencies of an engine with these multipliers and activation units. */
  static BrdsLatency of(
      int rx, int rh, boolean relative, boolean peepholes, ActivationSpec sig, ActivationSpec th) {
    int levels = MacArray.treeLevels(Math.max(rx, rh));
    return new BrdsLatency(
        2,
        relative ? levels + 1 : 0,
        2,
        MacArray.MULTIPLY_CYCLES,
        MacArray.treeLevels(rx),
        MacArray.treeLevels(rh),
        1,
        1,
        peepholes ? 1 : 0,
        1,
        ActivationUnit.latency(sig),
        ActivationUnit.latency(th),
        1,
        1);
  }

  /** From a row's first weight address to its first vector address. */
  public int fetch() {
    return weightRead + addressSum;
  }

  /** From the last vector address of an x part to its sum. */
  public int sumX() {
    return vectorRead + multiply + treeX + accumulate;
  }

  /** From the last vector address of an h part (or a projection row) to its sum. */
  public int sumH() {
    return vectorRead + multiply + treeH + accumulate;
  }

  /** From the join of a row to the gate pre-activations. */
  public int gate() {
    return join + peepholeAdd + round;
  }

  /** From the join of a row to c(t) of that row. */
  public int cell() {
    return gate() + Math.max(sigmoid, tanh) + multiply + add + round;
  }

  /**
   * From the join of a row to the row's o*tanh(c) being readable. With peepholes the output gate
   * waits for c(t): its own product, addition, rounding and sigmoid run beside tanh(c).
   */
  public int output() {
    int late = peepholeAdd > 0 ? Math.max(tanh, multiply + peepholeAdd + round + sigmoid) : tanh;
    return cell() + late + multiply + round + write;
  }

  /** The whole loop from the vector address of a row's last beat to its output being readable. */
  public int loop() {
    return Math.max(sumX(), sumH()) + output();
  }

  /** From the last vector address of a projection row to the rounded word. */
  public int projected() {
    return sumH() + round;
  }
}
