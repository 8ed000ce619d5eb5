package org.lstmc.core.compress.unstructured;

import java.util.Map;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.compress.LargestFirst;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.CompressedRows;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * The {@code round(ratio*weights)} smallest magnitudes of the whole matrix are dropped (Han et al.,
 * NIPS 2015). The best any pattern can do by magnitude, and the worst for a machine: rows differ,
 * and one may lose all its weights, which is allowed here.
 */
public final class Unstructured implements PruningPattern {
  @Override
  public String name() {
    return "unstructured";
  }

  @Override
  public String description() {
    return "smallest magnitudes of the whole matrix, no balance";
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of();
  }

  @Override
  public Mask select(Tensor weights, double ratio, Map<String, Integer> parameters) {
    PatternParameters.effective(this, parameters);
    int size = weights.data().length;
    int keep = DropCount.keptOrFail("matrix", size, DropCount.checked(name(), ratio));
    Mask mask = Mask.empty(weights.rows(), weights.cols());
    LargestFirst all = new LargestFirst(weights);
    all.addRange(0, size);
    all.keep(keep, mask.kept());
    return mask;
  }

  @Override
  public StorageFormat storage() {
    return new CompressedRows();
  }

  @Override
  public String machine() {
    return "ese";
  }
}
