package org.lstmc.core.compress;

import java.util.Map;
import java.util.OptionalDouble;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * A rule that says which weights of a matrix may stay. A ratio is a sparsity: 0.8 drops 80 % of the
 * weights of whatever the pattern balances over (row, bank, share of a processing element, matrix).
 * Every pattern is deterministic and keeps the largest magnitudes; among equal magnitudes the one
 * with the lower column is kept (across rows: the lower row first). Counts are rounded half up, see
 * {@link DropCount}.
 */
public interface PruningPattern {
  /** Name in files and on the command line, such as {@code row-balanced}. */
  String name();

  /** One line for help texts: what is balanced, and whose idea it is. */
  String description();

  /** The pattern's integer parameters with their defaults, sorted by name; empty for none. */
  Map<String, Integer> parameters();

  /**
   * Chooses the weights to keep.
   *
   * @param weights a matrix [rows, cols]
   * @param ratio share to drop, in [0,1)
   * @param parameters values for {@link #parameters()}; those not given take their defaults
   * @throws org.lstmc.core.LstmcException usage: ratio outside [0,1), unknown parameter or value;
   *     bad input: a weight that is not finite, or a ratio that leaves a row (bank, share) empty
   */
  Mask select(Tensor weights, double ratio, Map<String, Integer> parameters);

  /**
   * The ratio where the parameters leave no choice, all at once; empty where any ratio will do and
   * may be reached step by step.
   */
  default OptionalDouble fixedRatio(Map<String, Integer> parameters) {
    return OptionalDouble.empty();
  }

  /** Whether the choice does not look at the weights, so that it can be made before training. */
  default boolean independentOfWeights() {
    return false;
  }

  /** What the rows of a gate must be a multiple of. */
  default int rowUnit(Map<String, Integer> parameters) {
    return 1;
  }

  /** The parameters for one matrix of a network: a random choice must differ between them. */
  default Map<String, Integer> forMatrix(String matrix, Map<String, Integer> parameters) {
    return parameters;
  }

  /** How the machines built for this pattern keep such a matrix in memory. */
  StorageFormat storage();

  /**
   * Name of the simulated machine that this pattern was made for; the default of {@code simulate}.
   */
  String machine();
}
