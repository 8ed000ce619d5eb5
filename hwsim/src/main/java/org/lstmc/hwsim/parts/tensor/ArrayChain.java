package org.lstmc.hwsim.parts.tensor;

import java.util.List;
import org.lstmc.core.model.FactorAxis;

/**
 * A contraction plan on the array: its products with the layouts of all intermediates.
 *
 * @param steps products, first to last
 * @param input axes j_1 .. j_d of the vector
 * @param inputAddresses where word n of the vector lies
 * @param output where the result lies
 * @param outputAddresses where row n of the result lies
 */
record ArrayChain(
    List<ArrayStep> steps,
    List<FactorAxis> input,
    int[] inputAddresses,
    BankLayout output,
    int[] outputAddresses) {
  ArrayChain {
    steps = List.copyOf(steps);
  }

  /** Words of the largest intermediate as it lies in a memory. */
  long peakWords() {
    return Math.max(
        output.words(), steps.stream().mapToLong(s -> s.layout().words()).max().orElse(0));
  }

  /** Words of the weight memory that the factors take. */
  long weightWords() {
    return steps.stream().mapToLong(ArrayStep::weightWords).sum();
  }
}
