package org.lstmc.core.compress.loadbalanced;

import java.util.Map;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.compress.LargestFirst;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.InterleavedColumns;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * Row i belongs to processing element i mod {@code pes}; the rows of each element form a share, and
 * each share drops {@code round(ratio*weights)} of its smallest magnitudes (ESE, Han et al., FPGA
 * 2017, section 3.1). Inside a share rows may differ, and one may lose all its weights.
 */
public final class LoadBalanced implements PruningPattern {
  /** Name of the parameter: processing elements that share a matrix. */
  public static final String PES = "pes";

  /** Processing elements of one channel of ESE. */
  public static final int DEFAULT_PES = 32;

  @Override
  public String name() {
    return "load-balanced";
  }

  @Override
  public String description() {
    return "rows interleaved over processing elements, equal sparsity each (ESE)";
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of(PES, DEFAULT_PES);
  }

  @Override
  public Mask select(Tensor weights, double ratio, Map<String, Integer> parameters) {
    int pes = PatternParameters.effective(this, parameters).get(PES);
    DropCount.checked(name(), ratio);
    int rows = weights.rows();
    int cols = weights.cols();
    Mask mask = Mask.empty(rows, cols);
    LargestFirst share = new LargestFirst(weights);
    for (int p = 0; p < Math.min(pes, rows); p++) {
      for (int r = p; r < rows; r += pes) {
        share.addRange(r * cols, cols);
      }
      int keep = DropCount.keptOrFail("processing element's share", share.size(), ratio);
      share.keep(keep, mask.kept());
    }
    return mask;
  }

  @Override
  public StorageFormat storage() {
    return new InterleavedColumns();
  }

  @Override
  public String machine() {
    return "ese";
  }
}
