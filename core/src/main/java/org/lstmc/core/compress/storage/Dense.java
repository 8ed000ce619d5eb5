package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/** Every weight of every row, dropped ones included as zeros; no indices. */
public final class Dense implements StorageFormat {
  @Override
  public String name() {
    return "dense";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    return sizeOf((long) mask.rows() * mask.cols(), mask.cols(), weightBits);
  }

  /** Size of any tensor kept whole. */
  public static StorageSize sizeOf(long values, int perRow, int weightBits) {
    return StorageSize.of(values, values, weightBits, 0, 0, perRow);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    StorageSize size = size(mask, m.bits(), parameters);
    BitWriter out = new BitWriter(size.totalBits());
    for (int i = 0; i < m.codes().length; i++) {
      out.write(mask.kept().get(i) ? m.codes()[i] : 0, m.bits());
    }
    return new StoredMatrix(
        name(), m.rows(), m.cols(), m.bits(), Map.of(), size, out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    BitReader in = new BitReader(s.bytes());
    long[] codes = new long[s.rows() * s.cols()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = in.signed(s.weightBits());
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }
}
