package org.lstmc.hwsim.parts;

import java.util.Map;
import org.lstmc.core.compress.storage.CodedMatrix;
import org.lstmc.core.compress.storage.RowBalancedAbsolute;
import org.lstmc.core.compress.storage.RowBalancedRelative;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.compress.storage.StoredMatrix;
import org.lstmc.core.model.Mask;
import org.lstmc.core.quantize.datapath.FixedMatrix;

/** A matrix as it lies in a weight memory: rows of entries, each a value and a column field. */
public final class StoredRows {
  private final StoredMatrix stored;
  private final boolean relative;
  private final int entryBits;

  private StoredRows(StoredMatrix stored, boolean relative) {
    this.stored = stored;
    this.relative = relative;
    this.entryBits = stored.weightBits() + stored.size().indexWidth();
  }

  /** Packs the kept weights of a matrix, with gaps or with absolute columns. */
  public static StoredRows of(FixedMatrix m, boolean relative) {
    long[] codes = new long[m.rows() * m.cols()];
    Mask mask = Mask.empty(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      int end = r + 1 < m.rows() ? m.rowStart(r + 1) : m.count();
      for (int p = m.rowStart(r); p < end; p++) {
        int at = r * m.cols() + m.column(p);
        codes[at] = m.raw(p);
        mask.kept().set(at);
      }
    }
    StorageFormat format =
        relative || m.isDense() ? new RowBalancedRelative() : new RowBalancedAbsolute();
    CodedMatrix coded = new CodedMatrix(m.rows(), m.cols(), m.format().width(), codes);
    return new StoredRows(format.encode(coded, mask, Map.of()), relative || m.isDense());
  }

  /** Rows. */
  public int rows() {
    return stored.rows();
  }

  /** Entries of every row, filling included. */
  public int entries() {
    return stored.size().entriesPerRow();
  }

  /** The value of an entry. */
  public long value(int row, int entry) {
    int bits = stored.weightBits();
    return field(position(row, entry), bits) << (64 - bits) >> (64 - bits);
  }

  /** The column of an entry, given that of the entry before it (-1 before the first). */
  public int column(int row, int entry, int before) {
    int bits = stored.size().indexWidth();
    int field = (int) field(position(row, entry) + stored.weightBits(), bits);
    return relative ? before + 1 + field : field;
  }

  private long position(int row, int entry) {
    return ((long) row * entries() + entry) * entryBits;
  }

  /** {@code width} bits from a bit position on, most significant first. */
  private long field(long position, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      long at = position + i;
      int bit = stored.bytes()[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1;
      value = value << 1 | bit;
    }
    return value;
  }
}
