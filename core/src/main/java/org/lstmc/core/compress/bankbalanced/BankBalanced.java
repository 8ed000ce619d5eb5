package org.lstmc.core.compress.bankbalanced;

import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.compress.LargestFirst;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.BankIndexed;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * Each row is cut into {@code banks} runs of {@code ceil(cols/banks)} columns, and each bank keeps
 * the same number of largest magnitudes (BBS, Cao et al., FPGA 2019). If the columns do not divide
 * evenly the last bank is shorter; it keeps that same number, or all it has if it is shorter still.
 * The achieved sparsity can then differ a little from the ratio; it is what the model records.
 */
public final class BankBalanced implements PruningPattern {
  /** Name of the parameter: banks a row. */
  public static final String BANKS = "banks";

  /**
   * Default number of banks. Small, so that narrow matrices can be pruned finely; the published
   * machine has more, and the number recovered for it is uncertain.
   */
  public static final int DEFAULT_BANKS = 4;

  @Override
  public String name() {
    return "bank-balanced";
  }

  @Override
  public String description() {
    return "every bank of every row keeps the same number of weights (BBS)";
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of(BANKS, DEFAULT_BANKS);
  }

  @Override
  public Mask select(Tensor weights, double ratio, Map<String, Integer> parameters) {
    int banks = PatternParameters.effective(this, parameters).get(BANKS);
    int cols = weights.cols();
    int width = width(cols, banks);
    int keep = DropCount.keptOrFail("bank", width, DropCount.checked(name(), ratio));
    Mask mask = Mask.empty(weights.rows(), cols);
    LargestFirst bank = new LargestFirst(weights);
    for (int r = 0; r < weights.rows(); r++) {
      for (int from = 0; from < cols; from += width) {
        int length = Math.min(width, cols - from);
        bank.addRange(r * cols + from, length);
        bank.keep(Math.min(keep, length), mask.kept());
      }
    }
    return mask;
  }

  /**
   * Columns of a bank (the last one may have fewer).
   *
   * @throws LstmcException bad input if a bank would have no column at all
   */
  public static int width(int cols, int banks) {
    int width = (cols + banks - 1) / banks;
    if ((banks - 1) * (long) width >= cols) {
      throw LstmcException.badInput(
          "%d banks of %d columns do not fit a row of %d columns: the last bank would be empty;"
              + " choose banks=%d or another number that leaves no bank empty",
          banks, width, cols, (cols + width - 1) / width);
    }
    return width;
  }

  @Override
  public StorageFormat storage() {
    return new BankIndexed();
  }

  @Override
  public String machine() {
    return "bbs";
  }
}
