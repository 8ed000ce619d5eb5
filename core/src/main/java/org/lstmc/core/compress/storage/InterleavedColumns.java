package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Compressed sparse columns, one stream for each processing element (ESE, section 3.3; EIE): row i
 * belongs to element i mod {@code pes}; an entry is a value and, in 4 bits, how many of the
 * element's rows are skipped since the entry before it in the column. A gap above 15 puts in an
 * entry of value zero at every 16th row. Pointers give the start of each column in each element's
 * stream, and the end of the last. All streams are filled up to the longest, because one memory
 * word carries one entry for each element; entry k of all elements lie side by side.
 */
public final class InterleavedColumns implements StorageFormat {
  /** Bits of a gap; ESE has 4 beside 12-bit weights. */
  public static final int GAP_BITS = 4;

  private static final String PES = "pes";

  @Override
  public String name() {
    return "interleaved-columns";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    return size(mask, weightBits, PeStreams.of(mask, parameters.get(PES)));
  }

  private static StorageSize size(Mask mask, int weightBits, PeStreams streams) {
    long entries = (long) streams.longest() * streams.pes();
    long pointers = (long) streams.pes() * (mask.cols() + 1);
    int pointerWidth = Bits.toTellApart(streams.longest() + 1L);
    return StorageSize.of(mask.count(), entries, weightBits, GAP_BITS, pointers * pointerWidth, 0);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    PeStreams streams = PeStreams.of(mask, parameters.get(PES));
    StorageSize size = size(mask, m.bits(), streams);
    BitWriter out = new BitWriter(size.totalBits());
    int pointerWidth = Bits.toTellApart(streams.longest() + 1L);
    for (int p = 0; p < streams.pes(); p++) {
      for (int pointer : streams.pointers()[p]) {
        out.write(pointer, pointerWidth);
      }
    }
    for (int k = 0; k < streams.longest(); k++) {
      for (int p = 0; p < streams.pes(); p++) {
        int position = streams.position(p, k);
        out.write(position >= 0 && mask.kept().get(position) ? m.codes()[position] : 0, m.bits());
        out.write(streams.gap(p, k), GAP_BITS);
      }
    }
    return new StoredMatrix(
        name(),
        m.rows(),
        m.cols(),
        m.bits(),
        Map.of(PES, streams.pes()),
        size,
        out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    int pes = s.parameters().get(PES);
    int longest = (int) (s.size().entries() / pes);
    BitReader in = new BitReader(s.bytes());
    int[][] pointers = new int[pes][s.cols() + 1];
    for (int[] row : pointers) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (int) in.unsigned(Bits.toTellApart(longest + 1L));
      }
    }
    long[] codes = new long[s.rows() * s.cols()];
    int[] column = new int[pes];
    int[] local = new int[pes]; // row inside the element's share, before the next entry
    for (int k = 0; k < longest; k++) {
      for (int p = 0; p < pes; p++) {
        long value = in.signed(s.weightBits());
        int gap = (int) in.unsigned(GAP_BITS);
        if (k == 0) {
          local[p] = -1;
        }
        if (k >= pointers[p][s.cols()]) {
          continue; // filling behind the last column
        }
        while (k >= pointers[p][column[p] + 1]) {
          column[p]++;
          local[p] = -1;
        }
        local[p] += gap + 1;
        codes[(local[p] * pes + p) * s.cols() + column[p]] += value;
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }
}
