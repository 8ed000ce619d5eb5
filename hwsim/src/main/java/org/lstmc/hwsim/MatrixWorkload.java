package org.lstmc.hwsim;

/**
 * One matrix as a machine sees it: how many weights it keeps, how many entries it is stored as and
 * how wide they are.
 *
 * @param name tensor name
 * @param rows rows (outputs)
 * @param cols columns (inputs)
 * @param nonZeros kept weights: the MACs really done in one step
 * @param maxRowCount the fullest row's kept weights
 * @param weightBits bits of a stored value
 * @param relativeIndexBits bits of the gap to the entry before; 0 where the matrix is dense
 * @param relativeEntries entries of every row when columns are stored as gaps: the fullest row with
 *     the zero entries that long gaps need (core's {@code row-balanced-relative})
 */
public record MatrixWorkload(
    String name,
    int rows,
    int cols,
    long nonZeros,
    int maxRowCount,
    int weightBits,
    int relativeIndexBits,
    int relativeEntries) {
  /** Weights of the dense matrix. */
  public long denseWeights() {
    return (long) rows * cols;
  }

  /** Whether every row keeps the same number of weights. */
  public boolean isBalanced() {
    return nonZeros == (long) rows * maxRowCount;
  }

  /** Whether nothing was pruned, so that no index is stored. */
  public boolean isDense() {
    return nonZeros == denseWeights();
  }

  /** Entries of every row, as gaps or as absolute addresses; rows are filled up to the longest. */
  public int entries(boolean relative) {
    return relative ? relativeEntries : maxRowCount;
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
