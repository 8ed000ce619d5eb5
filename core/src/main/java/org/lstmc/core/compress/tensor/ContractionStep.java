package org.lstmc.core.compress.tensor;

import java.util.List;
import org.lstmc.core.model.FactorAxis;

/**
 * One step of a contraction: the running intermediate is arranged as a matrix [K, L], the factor as
 * a matrix [O, K], and their product [O, L] is the next intermediate, stored row-major as the
 * product leaves it.
 *
 * @param factor short name of the factor
 * @param source axes of the intermediate as the step before left it
 * @param contracted axes that vanish, an input mode before ranks: K
 * @param produced axes that appear, an output mode before ranks: O
 * @param rest axes that stay, in their order: L
 * @param arrange the transform of the intermediate before the product, into contracted and rest
 * @param arrangeFactor of the factor as stored, into produced and contracted
 */
public record ContractionStep(
    String factor,
    List<FactorAxis> source,
    List<FactorAxis> contracted,
    List<FactorAxis> produced,
    List<FactorAxis> rest,
    AxisPermutation arrange,
    AxisPermutation arrangeFactor) {
  /** Copies the lists. */
  public ContractionStep {
    source = List.copyOf(source);
    contracted = List.copyOf(contracted);
    produced = List.copyOf(produced);
    rest = List.copyOf(rest);
  }

  /** K, products that are summed for one word. */
  public int contractedLength() {
    return length(contracted);
  }

  /** O, rows of the factor's matrix. */
  public int producedLength() {
    return length(produced);
  }

  /** L, columns of the intermediate's matrix. */
  public int restLength() {
    return length(rest);
  }

  /** K * O * L. */
  public long multiplications() {
    return (long) contractedLength() * producedLength() * restLength();
  }

  /** Words of the intermediate that the step reads. */
  public int wordsBefore() {
    return length(source);
  }

  /** Words of the intermediate that it writes. */
  public int wordsAfter() {
    return Math.multiplyExact(producedLength(), restLength());
  }

  /** Axes of what it writes, outermost first. */
  public List<FactorAxis> result() {
    return java.util.stream.Stream.concat(produced.stream(), rest.stream()).toList();
  }

  static int length(List<FactorAxis> axes) {
    int n = 1;
    for (FactorAxis axis : axes) {
      n = Math.multiplyExact(n, axis.extent());
    }
    return n;
  }
}
