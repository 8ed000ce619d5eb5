package org.lstmc.core.quantize.datapath;

import java.util.List;

/**
 * Every layer's signals of one image in a feed-forward network, as raw integers.
 *
 * @param layers first to last
 * @param logits raw sums of the last layer, one a class
 */
public record ForwardTrace(List<Layer> layers, long[] logits) {
  /**
   * One layer; vectors are ordered as {@link org.lstmc.core.model.ImageShape} says.
   *
   * @param input what it reads
   * @param accumulator its sums as the accumulator holds them; null for a layer without a matrix
   * @param output what it gives; of the last layer the logits
   */
  public record Layer(long[] input, long[] accumulator, long[] output) {}
}
