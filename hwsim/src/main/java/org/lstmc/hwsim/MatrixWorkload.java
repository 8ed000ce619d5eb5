package org.lstmc.hwsim;

import java.util.Arrays;

/**
 * One matrix as a machine sees it: how many weights each row keeps and how wide they are stored.
 *
 * @param name tensor name
 * @param rows rows (outputs)
 * @param cols columns (inputs)
 * @param rowCounts kept weights of each row; not copied
 * @param weightBits bits of a stored value
 * @param relativeIndexBits bits of the distance to the previous kept column of the row, wide enough
 *     for the largest distance that occurs (no padding entries); 0 where the matrix is dense
 */
public record MatrixWorkload(
    String name, int rows, int cols, int[] rowCounts, int weightBits, int relativeIndexBits) {
  /** Kept weights: the MACs really done in one step. */
  public long nonZeros() {
    return Arrays.stream(rowCounts).asLongStream().sum();
  }

  /** Weights of the dense matrix. */
  public long denseWeights() {
    return (long) rows * cols;
  }

  /** The fullest row's kept weights. */
  public int maxRowCount() {
    return Arrays.stream(rowCounts).max().orElse(0);
  }

  /** Whether every row keeps the same number of weights. */
  public boolean isBalanced() {
    return Arrays.stream(rowCounts).allMatch(n -> n == rowCounts[0]);
  }

  /** Whether nothing was pruned, so that no index is stored. */
  public boolean isDense() {
    return nonZeros() == denseWeights();
  }

  /** Bits of an absolute column address, {@code ceil(log2(cols))}; 0 where the matrix is dense. */
  public int absoluteIndexBits() {
    return isDense() ? 0 : 32 - Integer.numberOfLeadingZeros(Math.max(1, cols - 1));
  }
}
