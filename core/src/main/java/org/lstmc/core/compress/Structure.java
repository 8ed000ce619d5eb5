package org.lstmc.core.compress;

import java.util.Optional;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * A set of matrices of one shape that a compressed network may use, such as the block-circulant
 * ones, or those with three weights a row. What ADMM pulls weights towards and what hard projection
 * puts them into; the matrices of a network have a structure each.
 */
public interface Structure {
  /** What this is, with all that decides the projection; equal text means equal projection. */
  String id();

  /**
   * Why a matrix of a network must not have this structure for what it does there, whatever its
   * shape, with what would do; empty where it may.
   */
  default Optional<String> whyNot(NetworkSpec network, String matrix) {
    return Optional.empty();
  }

  /** The matrix of the set that is nearest in the Frobenius norm. */
  Tensor project(Tensor matrix);

  /** How a matrix of the set is described in a model. */
  MatrixCompression describe(Tensor projected);

  /** The weights that a projected matrix keeps; empty where the structure is not a sparsity. */
  Optional<Mask> mask(Tensor projected);
}
