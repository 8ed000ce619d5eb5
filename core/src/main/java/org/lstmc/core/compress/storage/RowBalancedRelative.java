package org.lstmc.core.compress.storage;

import java.util.BitSet;
import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Rows of equal length, each entry a value and the gap to the entry before it (BRDS). A gap field
 * of {@code a} bits holds how many columns are skipped, 0 to 2^a-1; the first entry of a row counts
 * from before column 0. Where more columns are skipped, an entry of value zero is put in at every
 * 2^a-th of them. All rows are then filled up to the longest with more zero entries, because the
 * machine's control runs every row for the same number of cycles. Padding entries lie on dropped
 * columns, so every address is in range and addresses rise strictly. {@code a} is the width that
 * makes the matrix smallest (the narrower of equals). No pointers: rows start at multiples.
 */
public final class RowBalancedRelative implements StorageFormat {
  @Override
  public String name() {
    return "row-balanced-relative";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    StorageSize best = null;
    for (int a = 0; a <= Bits.toTellApart(mask.cols()); a++) {
      int length = longestRow(mask, a);
      long entries = (long) length * mask.rows();
      StorageSize s = StorageSize.of(mask.count(), entries, weightBits, a, 0, length);
      if (best == null || s.totalBits() < best.totalBits()) {
        best = s;
      }
    }
    return best;
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    StorageSize size = size(mask, m.bits(), parameters);
    BitWriter out = new BitWriter(size.totalBits());
    for (int r = 0; r < m.rows(); r++) {
      BitSet columns = entryColumns(mask, r, size.indexWidth(), size.entriesPerRow());
      int before = -1;
      for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1)) {
        out.write(mask.keeps(r, c) ? m.codes()[r * m.cols() + c] : 0, m.bits());
        out.write(c - before - 1, size.indexWidth());
        before = c;
      }
    }
    return new StoredMatrix(
        name(), m.rows(), m.cols(), m.bits(), Map.of(), size, out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    long[] codes = new long[s.rows() * s.cols()];
    BitReader in = new BitReader(s.bytes());
    for (int r = 0; r < s.rows(); r++) {
      int c = -1;
      for (int e = 0; e < s.size().entriesPerRow(); e++) {
        long value = in.signed(s.weightBits());
        c += 1 + (int) in.unsigned(s.size().indexWidth());
        codes[r * s.cols() + c] += value;
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }

  /**
   * The columns that row {@code r} has entries for: its kept ones, what long gaps need, and zero
   * entries on the lowest dropped columns up to {@code length}. Splitting a gap never makes another
   * too long, so the filling needs no gap entries of its own.
   */
  static BitSet entryColumns(Mask mask, int r, int gapBits, int length) {
    int first = r * mask.cols();
    BitSet columns = mask.kept().get(first, first + mask.cols());
    int before = -1;
    for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1)) {
      for (int p = before + (1 << gapBits); p < c; p += 1 << gapBits) {
        columns.set(p);
      }
      before = c;
    }
    int next = 0;
    for (int missing = length - columns.cardinality(); missing > 0; missing--) {
      next = columns.nextClearBit(next);
      columns.set(next);
    }
    return columns;
  }

  private static int longestRow(Mask mask, int gapBits) {
    int longest = 0;
    for (int r = 0; r < mask.rows(); r++) {
      int first = r * mask.cols();
      int end = first + mask.cols();
      int entries = 0;
      int before = first - 1;
      for (int i = mask.kept().nextSetBit(first);
          i >= 0 && i < end;
          i = mask.kept().nextSetBit(i + 1)) {
        entries += 1 + ((i - before - 1) >> gapBits);
        before = i;
      }
      longest = Math.max(longest, entries);
    }
    return longest;
  }
}
