package org.lstmc.hwsim.parts.serial;

import org.lstmc.core.compress.storage.CodedMatrix;
import org.lstmc.core.model.Mask;
import org.lstmc.core.quantize.datapath.FixedMatrix;

/**
 * The rows of a pass as a matrix of their own, for the storage formats.
 *
 * @param codes raw weights, zero where nothing is kept
 * @param mask kept weights
 */
public record RowsOfPass(CodedMatrix codes, Mask mask) {
  /** Cuts the rows out of a matrix. */
  public static RowsOfPass of(Pass pass, FixedMatrix m) {
    Mask mask = Mask.empty(pass.rows(), m.cols());
    long[] codes = new long[pass.rows() * m.cols()];
    for (int r = 0; r < pass.rows(); r++) {
      int row = pass.firstRow() + r;
      int end = row + 1 < m.rows() ? m.rowStart(row + 1) : m.count();
      for (int p = m.rowStart(row); p < end; p++) {
        int at = r * m.cols() + m.column(p);
        codes[at] = m.raw(p);
        mask.kept().set(at);
      }
    }
    return new RowsOfPass(new CodedMatrix(pass.rows(), m.cols(), m.format().width(), codes), mask);
  }
}
