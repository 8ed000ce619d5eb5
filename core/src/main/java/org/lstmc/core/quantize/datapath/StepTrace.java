package org.lstmc.core.quantize.datapath;

import java.util.List;

/**
 * Every signal of one step, as raw integers.
 *
 * @param layers first to last
 * @param logits raw contents of {@code output.accumulator}, one a class; empty without a dense
 *     output
 */
public record StepTrace(List<Layer> layers, long[] logits) {
  /**
   * The signals of one layer; vectors over gates are stacked in the cell's gate order.
   *
   * @param input x [X]
   * @param accumulator gate sums as the accumulator holds them [gates*H]
   * @param gate what the activation functions read [gates*H]
   * @param activation sigmoid and tanh outputs [gates*H]
   * @param recurrentAccumulator Un h + un [H]; null unless the cell is a GRU that resets after
   * @param recurrent the same, rounded [H]; null likewise
   * @param resetState r * h [H]; null unless the cell is a GRU that resets before
   * @param cell c [H]; null for a GRU
   * @param cellTanh tanh(c) [H]; null for a GRU
   * @param hidden o * tanh(c) [H]; the state itself where no projection follows
   * @param projectionAccumulator the projection's sums [P]; null without a projection
   * @param state the layer's output
   */
  public record Layer(
      long[] input,
      long[] accumulator,
      long[] gate,
      long[] activation,
      long[] recurrentAccumulator,
      long[] recurrent,
      long[] resetState,
      long[] cell,
      long[] cellTanh,
      long[] hidden,
      long[] projectionAccumulator,
      long[] state) {}
}
