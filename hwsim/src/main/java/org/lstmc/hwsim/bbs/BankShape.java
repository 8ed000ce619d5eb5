package org.lstmc.hwsim.bbs;

import java.util.BitSet;
import java.util.Optional;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.model.Mask;
import org.lstmc.hwsim.MatrixWorkload;

/**
 * How a matrix lies in banks.
 *
 * @param banks banks of a row
 * @param perBank entries that every bank stores
 * @param width columns of a bank
 * @param fault why the matrix is not bank-balanced; empty if it is
 */
record BankShape(int banks, int perBank, int width, Optional<String> fault) {

  /**
   * The banks of a matrix.
   *
   * @param multipliers multipliers of an element, for matrices that say nothing of banks themselves
   */
  static BankShape of(MatrixWorkload m, int multipliers) {
    if (m.isDense()) {
      int banks = Math.min(multipliers, m.cols());
      int width = (m.cols() + banks - 1) / banks;
      return new BankShape((m.cols() + width - 1) / width, width, width, Optional.empty());
    }
    if (m.places() == null) {
      return new BankShape(1, m.maxRowCount(), m.cols(), Optional.of("is cut into blocks"));
    }
    if (m.places().drawn()) {
      // a shape: as many banks as multipliers, each keeping the same share
      int banks = Math.min(multipliers, m.maxRowCount());
      int width = (m.cols() + banks - 1) / banks;
      int perBank = (m.maxRowCount() + banks - 1) / banks;
      return new BankShape(banks, perBank, width, Optional.empty());
    }
    Integer banks = m.places().parameters().get(BankBalanced.BANKS);
    if (banks == null) {
      return new BankShape(1, m.maxRowCount(), m.cols(), Optional.of("says nothing of banks"));
    }
    return m.places().derive("banks", mask -> real(mask, banks));
  }

  /** Every bank keeps the same, the last, shorter one as many or all it has. */
  private static BankShape real(Mask mask, int banks) {
    int width = (mask.cols() + banks - 1) / banks;
    BitSet kept = mask.kept();
    int perBank = -1;
    for (int r = 0; r < mask.rows(); r++) {
      for (int b = 0; b < banks; b++) {
        int from = Math.min(mask.cols(), b * width);
        int to = Math.min(mask.cols(), from + width);
        int count = kept.get(r * mask.cols() + from, r * mask.cols() + to).cardinality();
        if (perBank < 0) {
          perBank = count;
        }
        if (count != Math.min(perBank, to - from)) {
          String fault =
              String.format(
                  java.util.Locale.ROOT,
                  "keeps %d weights in bank %d of row %d and %d in bank 0 of row 0",
                  count,
                  b,
                  r,
                  perBank);
          return new BankShape(banks, perBank, width, Optional.of(fault));
        }
      }
    }
    return new BankShape(banks, perBank, width, Optional.empty());
  }

  /** Beats of a row on an element of so many multipliers. */
  int beats(int multipliers) {
    return Math.max(1, perBank * ((banks + multipliers - 1) / multipliers));
  }

  /** Bits of the column inside its bank. */
  int indexBits() {
    return width <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(width - 1);
  }

  /** Entries of a row, filled up. */
  long entries() {
    return (long) banks * perBank;
  }
}
