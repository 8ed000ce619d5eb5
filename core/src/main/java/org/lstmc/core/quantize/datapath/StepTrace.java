package org.lstmc.core.quantize.datapath;

import java.util.List;

/**
 * Every signal of one step, as raw integers.
 *
 * @param layers first to last
 * @param logits raw contents of {@code output.accumulator}, one a class
 */
public record StepTrace(List<Layer> layers, long[] logits) {
  /**
   * The signals of one layer; vectors over gates are stacked i, f, g, o.
   *
   * @param input x [X]
   * @param accumulator gate sums as the accumulator holds them [4H]
   * @param gate z [4H]
   * @param activation sigmoid and tanh outputs [4H]
   * @param cell c [H]
   * @param cellTanh tanh(c) [H]
   * @param hidden o * tanh(c) [H]; the state itself where no projection follows
   * @param projectionAccumulator the projection's sums [P]; null without a projection
   * @param state the layer's output
   */
  public record Layer(
      long[] input,
      long[] accumulator,
      long[] gate,
      long[] activation,
      long[] cell,
      long[] cellTanh,
      long[] hidden,
      long[] projectionAccumulator,
      long[] state) {}
}
