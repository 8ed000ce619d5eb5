package org.lstmc.hwsim.ese;

import java.util.Map;
import org.lstmc.core.compress.storage.InterleavedColumns;
import org.lstmc.core.compress.storage.StoredMatrix;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.PassProducts;
import org.lstmc.hwsim.parts.serial.RowsOfPass;

/**
 * Products from the packed entry streams: element by element, gaps added up, columns by pointers.
 */
final class EseStorage implements PassProducts {
  private final int pes;
  private final int rows;
  private final int[][] pointers;
  private final long[][] values;
  private final int[][] gaps;

  private EseStorage(int pes, int rows, int[][] pointers, long[][] values, int[][] gaps) {
    this.pes = pes;
    this.rows = rows;
    this.pointers = pointers;
    this.values = values;
    this.gaps = gaps;
  }

  static PassProducts of(Pass pass, FixedMatrix matrix, int pes) {
    RowsOfPass own = RowsOfPass.of(pass, matrix);
    StoredMatrix s = new InterleavedColumns().encode(own.codes(), own.mask(), Map.of("pes", pes));
    return unpack(s, pes);
  }

  /** Takes the bits apart: pointers element by element, then words with an entry for each. */
  private static EseStorage unpack(StoredMatrix s, int pes) {
    int longest = (int) (s.size().entries() / pes);
    int pointerBits = (int) (s.size().pointerBits() / ((long) pes * (s.cols() + 1)));
    long at = 0;
    int[][] pointers = new int[pes][s.cols() + 1];
    for (int[] row : pointers) {
      for (int c = 0; c <= s.cols(); c++) {
        row[c] = (int) field(s.bytes(), at, pointerBits);
        at += pointerBits;
      }
    }
    long[][] values = new long[pes][longest];
    int[][] gaps = new int[pes][longest];
    for (int k = 0; k < longest; k++) {
      for (int p = 0; p < pes; p++) {
        long raw = field(s.bytes(), at, s.weightBits());
        values[p][k] = raw << (64 - s.weightBits()) >> (64 - s.weightBits());
        at += s.weightBits();
        gaps[p][k] = (int) field(s.bytes(), at, InterleavedColumns.GAP_BITS);
        at += InterleavedColumns.GAP_BITS;
      }
    }
    return new EseStorage(pes, s.rows(), pointers, values, gaps);
  }

  @Override
  public void add(long[] vector, long[] sums) {
    for (int c = 0; c < vector.length; c++) {
      for (int p = 0; p < pes; p++) {
        int local = -1;
        for (int k = pointers[p][c]; k < pointers[p][c + 1]; k++) {
          local += 1 + gaps[p][k];
          int row = local * pes + p;
          if (row < rows) {
            sums[row] += values[p][k] * vector[c];
          } else if (values[p][k] != 0) {
            throw new IllegalStateException("an entry stands below the last row");
          }
        }
      }
    }
  }

  private static long field(byte[] bytes, long position, int width) {
    long value = 0;
    for (long at = position; at < position + width; at++) {
      value = value << 1 | (bytes[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1);
    }
    return value;
  }
}
