package org.lstmc.hwsim.ese;

import java.util.Arrays;
import java.util.BitSet;
import org.lstmc.core.compress.storage.InterleavedColumns;
import org.lstmc.core.model.Mask;

/**
 * Entries that every processing element has in every column of a matrix: kept weights and the zero
 * entries that gaps of more than 15 rows need ({@link InterleavedColumns}). Row i belongs to
 * element i mod {@code pes}.
 *
 * @param pes processing elements
 * @param cols columns
 * @param entries entries by column and element: {@code [column*pes + element]}
 * @param kept kept weights
 * @param padding zero entries of long gaps
 * @param longest entries of the longest stream: words that bring one entry to each element
 */
record PeLoad(int pes, int cols, int[] entries, long kept, long padding, int longest) {
  private static final int REACH_BITS = InterleavedColumns.GAP_BITS;

  /** Counts the rows [first, first + rows) of a mask; null where all is kept. */
  static PeLoad of(Mask mask, int first, int rows, int cols, int pes) {
    int[] entries = new int[cols * pes];
    if (mask == null) {
      for (int p = 0; p < pes; p++) {
        int share = (rows - p + pes - 1) / pes;
        for (int c = 0; c < cols; c++) {
          entries[c * pes + p] = Math.max(0, share);
        }
      }
      return of(pes, cols, entries, (long) rows * cols);
    }
    int[] next = new int[cols * pes]; // the element's row that would leave no gap
    BitSet bits = mask.kept();
    long kept = 0;
    for (int r = 0; r < rows; r++) {
      int start = (first + r) * cols;
      int element = r % pes;
      int local = r / pes;
      for (int i = bits.nextSetBit(start); i >= 0 && i < start + cols; i = bits.nextSetBit(i + 1)) {
        int at = (i - start) * pes + element;
        entries[at] += 1 + ((local - next[at]) >> REACH_BITS);
        next[at] = local + 1;
        kept++;
      }
    }
    return of(pes, cols, entries, kept);
  }

  private static PeLoad of(int pes, int cols, int[] entries, long kept) {
    int[] sums = new int[pes];
    long all = 0;
    for (int i = 0; i < entries.length; i++) {
      sums[i % pes] += entries[i];
      all += entries[i];
    }
    int longest = Arrays.stream(sums).max().orElse(0);
    return new PeLoad(pes, cols, entries, kept, all - kept, longest);
  }
}
