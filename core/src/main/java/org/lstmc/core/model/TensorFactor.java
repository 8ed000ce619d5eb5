package org.lstmc.core.model;

import java.util.List;

/**
 * One small tensor of a {@link TensorForm}.
 *
 * @param name short name, such as {@code leaf3}, {@code node1}, {@code root} or {@code core2}
 * @param axes its axes, outermost first, in the order in which its values are stored
 */
public record TensorFactor(String name, List<FactorAxis> axes) {
  /** Copies the list. */
  public TensorFactor {
    axes = List.copyOf(axes);
  }

  /** Extents, outermost first. */
  public int[] shape() {
    return axes.stream().mapToInt(FactorAxis::extent).toArray();
  }

  /** Numbers that the factor holds. */
  public long parameters() {
    return Tensor.count(shape());
  }
}
