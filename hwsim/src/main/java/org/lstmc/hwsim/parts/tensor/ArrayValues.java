package org.lstmc.hwsim.parts.tensor;

import java.util.Arrays;

/** The array with values: words come from the source at their addresses, sums go where told. */
final class ArrayValues implements TileValues {
  /** What becomes of a word and a weight. */
  interface Multiply {
    long product(long weight, long word, int k);
  }

  /** What becomes of a sum. */
  interface Leave {
    void sum(int o, int l, long value);
  }

  private final ArrayStep s;
  private final WeightMemory weights;
  private final int product;
  private final BankedMemory source;
  private final Multiply multiply;
  private final Leave leave;
  private final long[][] sums;

  /**
   * For one product.
   *
   * @param product its place in the weight memory
   */
  ArrayValues(
      ArrayStep s,
      WeightMemory weights,
      int product,
      BankedMemory source,
      Multiply multiply,
      Leave leave) {
    this.s = s;
    this.weights = weights;
    this.product = product;
    this.source = source;
    this.multiply = multiply;
    this.leave = leave;
    this.sums = new long[s.tile().rows()][s.tile().cols()];
  }

  @Override
  public void begin() {
    for (long[] row : sums) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void multiply(int o, int l, int k) {
    int all = s.l();
    int rows = Math.min(s.tile().rows(), s.o() - o);
    int cols = Math.min(s.tile().cols(), all - l);
    for (int c = 0; c < cols; c++) {
      long word = source.read(s.reads()[k * all + l + c]);
      for (int r = 0; r < rows; r++) {
        sums[r][c] += multiply.product(weights.read(product, s, o, k, r), word, k);
      }
    }
  }

  @Override
  public void leave(int o, int l, int fromRow, int toRow) {
    int cols = Math.min(s.tile().cols(), s.l() - l);
    for (int r = fromRow; r < toRow; r++) {
      for (int c = 0; c < cols; c++) {
        leave.sum(o + r, l + c, sums[r][c]);
      }
    }
  }
}
