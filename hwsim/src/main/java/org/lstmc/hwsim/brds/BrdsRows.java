package org.lstmc.hwsim.brds;

import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.parts.StoredRows;

/**
 * Rows of a matrix as one gate module works on them: those of its gate, or every fourth row of a
 * projection.
 *
 * @param matrix the matrix
 * @param stored its entries
 * @param gate the module, 0 to 3
 * @param projection whether it is a projection
 */
record BrdsRows(FixedMatrix matrix, StoredRows stored, int gate, boolean projection) {
  static BrdsRows of(FixedMatrix m, boolean relative, int gate, boolean projection) {
    return new BrdsRows(m, StoredRows.of(m, relative), gate, projection);
  }

  /** Rows that this module works on. */
  int count() {
    int g = BrdsConfig.GATES;
    return projection ? (matrix.rows() + g - 1) / g : matrix.rows() / g;
  }

  /** Row of the matrix; -1 where a projection's last group has none for this module. */
  int row(int j) {
    if (!projection) {
      return gate * count() + j;
    }
    int row = j * BrdsConfig.GATES + gate;
    return row < matrix.rows() ? row : -1;
  }

  /** Entries that {@code r} multipliers take in whole beats. */
  int slots(int r) {
    return Math.max(1, (stored.entries() + r - 1) / r) * r;
  }
}
