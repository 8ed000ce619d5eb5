package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Rows of equal length, each entry a value and its column in ceil(log2(cols)) bits. Rows shorter
 * than the longest are filled up with zero entries on dropped columns; a row-balanced mask needs
 * none.
 */
public final class RowBalancedAbsolute implements StorageFormat {
  @Override
  public String name() {
    return "row-balanced-absolute";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    int longest = 0;
    for (int r = 0; r < mask.rows(); r++) {
      longest = Math.max(longest, mask.rowCount(r));
    }
    int width = Bits.toTellApart(mask.cols());
    long entries = (long) longest * mask.rows();
    return StorageSize.of(mask.count(), entries, weightBits, width, 0, longest);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    StorageSize size = size(mask, m.bits(), parameters);
    BitWriter out = new BitWriter(size.totalBits());
    for (int r = 0; r < m.rows(); r++) {
      int row = r;
      // With a gap field as wide as an address no gap is too long: only the filling is added.
      RowBalancedRelative.entryColumns(mask, r, size.indexWidth(), size.entriesPerRow()).stream()
          .forEach(
              c -> {
                out.write(mask.keeps(row, c) ? m.codes()[row * m.cols() + c] : 0, m.bits());
                out.write(c, size.indexWidth());
              });
    }
    return new StoredMatrix(
        name(), m.rows(), m.cols(), m.bits(), Map.of(), size, out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    long[] codes = new long[s.rows() * s.cols()];
    BitReader in = new BitReader(s.bytes());
    for (int r = 0; r < s.rows(); r++) {
      for (int e = 0; e < s.size().entriesPerRow(); e++) {
        long value = in.signed(s.weightBits());
        codes[r * s.cols() + (int) in.unsigned(s.size().indexWidth())] += value;
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }
}
