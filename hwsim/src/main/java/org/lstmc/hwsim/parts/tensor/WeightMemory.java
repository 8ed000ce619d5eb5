package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.datapath.FixedMatrix;

/**
 * The weight memory: for every product, tile row by tile row and column by column, the weights that
 * a cycle gives to all elements. Rows that fill up the last tile are zero.
 */
final class WeightMemory {
  private final List<long[]> blocks = new ArrayList<>();

  /** Adds a factor. */
  void add(ArrayStep s, FixedStep factor) {
    fill(s, factor::weight);
  }

  /** Adds matrices whose columns lie side by side; null ones have none. */
  void add(ArrayStep s, FixedMatrix first, FixedMatrix second) {
    long[][] dense = new long[s.o()][s.k()];
    int columns = first == null ? 0 : first.cols();
    copy(first, dense, 0);
    copy(second, dense, columns);
    fill(s, (o, k) -> dense[o][k]);
  }

  private interface Weight {
    long at(int o, int k);
  }

  private void fill(ArrayStep s, Weight w) {
    int rows = s.tile().rows();
    int k = s.k();
    long[] words = new long[Math.toIntExact(s.weightWords())];
    for (int o = 0; o < s.o(); o++) {
      for (int i = 0; i < k; i++) {
        words[(o / rows * k + i) * rows + o % rows] = w.at(o, i);
      }
    }
    blocks.add(words);
  }

  private static void copy(FixedMatrix m, long[][] to, int column) {
    if (m == null) {
      return;
    }
    for (int r = 0; r < m.rows(); r++) {
      int end = r + 1 < m.rows() ? m.rowStart(r + 1) : m.count();
      for (int p = m.rowStart(r); p < end; p++) {
        to[r][column + m.column(p)] = m.raw(p);
      }
    }
  }

  /**
   * A weight.
   *
   * @param product which product, in the order in which they were added
   * @param o first row of the tile
   * @param k column
   * @param row row in the tile
   */
  long read(int product, ArrayStep s, int o, int k, int row) {
    int rows = s.tile().rows();
    return blocks.get(product)[(o / rows * s.k() + k) * rows + row];
  }
}
