package org.lstmc.core.compress.rowbalanced;

import java.util.Map;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.compress.LargestFirst;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.RowBalancedRelative;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * In each row, the {@code round(ratio*cols)} weights of smallest magnitude are dropped (BRDS, arXiv
 * 2101.02667, section on row-balanced pruning). Every output of the matrix then costs the same
 * number of multiplications, so multipliers that work on different rows end together.
 */
public final class RowBalanced implements PruningPattern {
  @Override
  public String name() {
    return "row-balanced";
  }

  @Override
  public String description() {
    return "every row keeps the same number of weights (BRDS)";
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of();
  }

  @Override
  public Mask select(Tensor weights, double ratio, Map<String, Integer> parameters) {
    PatternParameters.effective(this, parameters);
    int cols = weights.cols();
    int keep = DropCount.keptOrFail("row", cols, DropCount.checked(name(), ratio));
    Mask mask = Mask.empty(weights.rows(), cols);
    LargestFirst row = new LargestFirst(weights);
    for (int r = 0; r < weights.rows(); r++) {
      row.addRange(r * cols, cols);
      row.keep(keep, mask.kept());
    }
    return mask;
  }

  @Override
  public StorageFormat storage() {
    return new RowBalancedRelative();
  }

  @Override
  public String machine() {
    return "brds";
  }
}
