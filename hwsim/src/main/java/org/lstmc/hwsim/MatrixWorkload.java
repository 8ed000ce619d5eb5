package org.lstmc.hwsim;

import java.util.Arrays;

/**
 * One matrix as a machine sees it: how many weights each row keeps, how many entries it is stored
 * as and how wide they are.
 *
 * @param name tensor name
 * @param rows rows (outputs)
 * @param cols columns (inputs)
 * @param rowCounts kept weights of each row; not copied
 * @param weightBits bits of a stored value
 * @param relativeIndexBits bits of the gap to the entry before; 0 where the matrix is dense
 * @param relativeEntries entries of every row when columns are stored as gaps: the fullest row with
 *     the zero entries that long gaps need (core's {@code row-balanced-relative})
 */
public record MatrixWorkload(
    String name,
    int rows,
    int cols,
    int[] rowCounts,
    int weightBits,
    int relativeIndexBits,
    int relativeEntries) {
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

  /** Entries of every row, as gaps or as absolute addresses; rows are filled up to the longest. */
  public int entries(boolean relative) {
    return relative ? relativeEntries : maxRowCount();
  }

  /** Bits of a column, as gap or as absolute address {@code ceil(log2(cols))}; 0 when dense. */
  public int indexBits(boolean relative) {
    if (isDense()) {
      return 0;
    }
    return relative ? relativeIndexBits : 32 - Integer.numberOfLeadingZeros(cols - 1);
  }

  /** Bits of one stored entry. */
  public int entryBits(boolean relative) {
    return weightBits + indexBits(relative);
  }
}
