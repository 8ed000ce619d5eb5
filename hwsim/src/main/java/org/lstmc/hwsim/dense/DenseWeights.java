package org.lstmc.hwsim.dense;

import java.util.Map;
import org.lstmc.core.compress.storage.Dense;
import org.lstmc.core.compress.storage.StoredMatrix;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.PassProducts;
import org.lstmc.hwsim.parts.serial.RowsOfPass;

/** Products from packed dense rows, {@code width} of them a beat. */
final class DenseWeights implements PassProducts {
  private final StoredMatrix stored;
  private final int width;

  private DenseWeights(StoredMatrix stored, int width) {
    this.stored = stored;
    this.width = width;
  }

  static PassProducts of(Pass pass, FixedMatrix matrix, int width) {
    RowsOfPass own = RowsOfPass.of(pass, matrix);
    return new DenseWeights(new Dense().encode(own.codes(), own.mask(), Map.of()), width);
  }

  @Override
  public void add(long[] vector, long[] sums) {
    for (int r = 0; r < sums.length; r++) {
      for (int first = 0; first < vector.length; first += width) {
        long tree = 0;
        for (int c = first; c < Math.min(vector.length, first + width); c++) {
          tree += weight((long) r * vector.length + c) * vector[c];
        }
        sums[r] += tree;
      }
    }
  }

  private long weight(long index) {
    int bits = stored.weightBits();
    long value = 0;
    for (long at = index * bits; at < (index + 1) * bits; at++) {
      value = value << 1 | (stored.bytes()[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1);
    }
    return value << (64 - bits) >> (64 - bits);
  }
}
