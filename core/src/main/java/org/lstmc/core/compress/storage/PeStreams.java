package org.lstmc.core.compress.storage;

import java.util.Arrays;
import org.lstmc.core.model.Mask;

/**
 * The entry streams of processing elements that share a matrix by interleaved rows, with the zero
 * entries that long gaps need and without the filling at the end.
 *
 * @param pes processing elements
 * @param positions row-major position of every entry, by element
 * @param gaps rows of the element skipped before every entry, by element
 * @param pointers start of every column in the stream, and the end, by element
 * @param longest entries of the longest stream
 */
public record PeStreams(int pes, int[][] positions, byte[][] gaps, int[][] pointers, int longest) {
  private static final int REACH = 1 << InterleavedColumns.GAP_BITS;

  /** Lays out a mask; row i belongs to element i mod {@code pes}. */
  public static PeStreams of(Mask mask, int pes) {
    int[][] positions = new int[pes][];
    byte[][] gaps = new byte[pes][];
    int[][] pointers = new int[pes][mask.cols() + 1];
    int longest = 0;
    for (int p = 0; p < pes; p++) {
      int[] at = new int[16];
      byte[] gap = new byte[16];
      int n = 0;
      for (int c = 0; c < mask.cols(); c++) {
        pointers[p][c] = n;
        int skipped = 0;
        for (int r = p; r < mask.rows(); r += pes) {
          if (!mask.keeps(r, c)) {
            skipped++;
            continue;
          }
          int padding = skipped / REACH;
          if (n + padding >= at.length) {
            at = Arrays.copyOf(at, 2 * (n + padding));
            gap = Arrays.copyOf(gap, at.length);
          }
          // Each padding entry skips 15 rows and stands on the 16th itself.
          int row = r - skipped * pes;
          for (int i = 0; i < padding; i++) {
            row += REACH * pes;
            at[n] = (row - pes) * mask.cols() + c;
            gap[n++] = (byte) (REACH - 1);
          }
          at[n] = r * mask.cols() + c;
          gap[n++] = (byte) (skipped % REACH);
          skipped = 0;
        }
      }
      pointers[p][mask.cols()] = n;
      positions[p] = Arrays.copyOf(at, n);
      gaps[p] = Arrays.copyOf(gap, n);
      longest = Math.max(longest, n);
    }
    return new PeStreams(pes, positions, gaps, pointers, longest);
  }

  /** Row-major position of entry {@code k} of element {@code p}; -1 for filling. */
  public int position(int p, int k) {
    return k < positions[p].length ? positions[p][k] : -1;
  }

  /** Gap field of entry {@code k} of element {@code p}; 0 for filling. */
  public int gap(int p, int k) {
    return k < gaps[p].length ? gaps[p][k] : 0;
  }
}
