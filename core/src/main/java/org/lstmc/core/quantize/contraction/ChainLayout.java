package org.lstmc.core.quantize.contraction;

import java.util.List;

/**
 * Where every element of a contraction chain lies, whatever its numbers are.
 *
 * @param name of the matrix that the tensor network stands for, such as {@code layers.0.wx}
 * @param layer its layer
 * @param joined whether the chain reads the layer's input and its last output one after the other
 * @param columns words of the vector that the first step reads; those past the layer's own are 0
 * @param steps first to last
 * @param rows word of the last intermediate that is the product's row r
 */
public record ChainLayout(
    String name, int layer, boolean joined, int columns, List<StepLayout> steps, int[] rows) {
  /** Copies the list. */
  public ChainLayout {
    steps = List.copyOf(steps);
  }

  /** The factor whose intermediate is the product. */
  public String last() {
    return steps.get(steps.size() - 1).factor();
  }

  /** Words of the operand of a step. */
  public int operandWords(int step) {
    return step == 0 ? columns : steps.get(step - 1).words();
  }
}
