package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Compressed sparse rows: each entry a value and its column in ceil(log2(cols)) bits; rows+1
 * pointers of ceil(log2(entries+1)) bits stand in front. No padding.
 */
public final class CompressedRows implements StorageFormat {
  @Override
  public String name() {
    return "compressed-rows";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    int count = mask.count();
    long pointers = (mask.rows() + 1L) * Bits.toTellApart(count + 1L);
    return StorageSize.of(count, count, weightBits, Bits.toTellApart(mask.cols()), pointers, 0);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    StorageSize size = size(mask, m.bits(), parameters);
    BitWriter out = new BitWriter(size.totalBits());
    int pointerWidth = Bits.toTellApart(size.entries() + 1);
    int start = 0;
    out.write(start, pointerWidth);
    for (int r = 0; r < m.rows(); r++) {
      start += mask.rowCount(r);
      out.write(start, pointerWidth);
    }
    for (int i = mask.kept().nextSetBit(0); i >= 0; i = mask.kept().nextSetBit(i + 1)) {
      out.write(m.codes()[i], m.bits());
      out.write(i % m.cols(), size.indexWidth());
    }
    return new StoredMatrix(
        name(), m.rows(), m.cols(), m.bits(), Map.of(), size, out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    BitReader in = new BitReader(s.bytes());
    int[] starts = new int[s.rows() + 1];
    for (int r = 0; r < starts.length; r++) {
      starts[r] = (int) in.unsigned(Bits.toTellApart(s.size().entries() + 1));
    }
    long[] codes = new long[s.rows() * s.cols()];
    for (int r = 0; r < s.rows(); r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        long value = in.signed(s.weightBits());
        codes[r * s.cols() + (int) in.unsigned(s.size().indexWidth())] = value;
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }
}
