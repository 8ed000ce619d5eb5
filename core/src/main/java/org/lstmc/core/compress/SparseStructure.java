package org.lstmc.core.compress;

import java.util.Map;
import java.util.Optional;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Tensor;

/**
 * The matrices that a pruning pattern may leave: keeping the largest magnitudes is the projection.
 *
 * @param pattern the pattern
 * @param ratio share of zeros, in [0,1)
 * @param parameters of the pattern, defaults included
 */
public record SparseStructure(PruningPattern pattern, double ratio, Map<String, Integer> parameters)
    implements Structure {
  @Override
  public String id() {
    return pattern.name() + " ratio=" + ratio + " " + parameters;
  }

  @Override
  public Tensor project(Tensor matrix) {
    return pattern.select(matrix, ratio, parameters).apply(matrix);
  }

  @Override
  public MatrixCompression describe(Tensor projected) {
    return new MatrixCompression(pattern.name(), kept(projected).sparsity(), parameters);
  }

  @Override
  public Optional<Mask> mask(Tensor projected) {
    return Optional.of(kept(projected));
  }

  /** A projected matrix is its own best approximation, so the pattern finds its zeros again. */
  private Mask kept(Tensor projected) {
    return pattern.select(projected, ratio, parameters);
  }
}
