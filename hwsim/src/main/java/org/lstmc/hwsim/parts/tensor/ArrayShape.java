package org.lstmc.hwsim.parts.tensor;

/**
 * The array and the memories it works between.
 *
 * @param elements processing elements; each holds one column (or {@code split} of them)
 * @param macs MACs of an element; each holds one row
 * @param split the most columns that an element may hold, with {@code macs / split} rows of each
 * @param passCycles cycles in which the sums of a tile leave the array; 0: at once, a bound
 * @param banks banks of a working memory, one word a cycle each
 */
public record ArrayShape(int elements, int macs, int split, int passCycles, int banks) {
  /** Rows and columns of the tiles of a step. */
  record Tile(int rows, int cols) {}

  /** MACs of all elements. */
  public int lanes() {
    return elements * macs;
  }

  /** Whether the sums of a tile take time to leave. */
  boolean timesWrites() {
    return passCycles > 0;
  }

  /** The tile that takes a step the fewest cycles; the least split of those. */
  Tile tile(int contracted, int produced, int rest) {
    Tile best = null;
    long fewest = Long.MAX_VALUE;
    for (int s = 1; s <= split && macs % s == 0; s *= 2) {
      Tile t = new Tile(macs / s, elements * s);
      long cycles = tiles(t, produced, rest) * (contracted + passCycles);
      if (cycles < fewest) {
        best = t;
        fewest = cycles;
      }
    }
    return best;
  }

  static long tiles(Tile t, int produced, int rest) {
    return (long) ((produced + t.rows() - 1) / t.rows()) * ((rest + t.cols() - 1) / t.cols());
  }

  /** Rows of a tile that leave in one cycle. */
  int rowsPerBeat(Tile t) {
    return passCycles == 0 ? t.rows() : (t.rows() + passCycles - 1) / passCycles;
  }
}
