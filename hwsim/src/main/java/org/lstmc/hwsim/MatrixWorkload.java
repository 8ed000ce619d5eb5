package org.lstmc.hwsim;

/**
 * One matrix as a machine sees it: how many weights it keeps, how many entries it is stored as and
 * how wide they are; and its block size where it is block-circulant. A machine that does not know
 * block-circulant matrices sees a dense one.
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
 * @param block size k of a block of a block-circulant matrix; 0 where it is not one
 * @param grid blocks in blocks (HCGS) that hold what is kept; null where it is not cut into blocks
 * @param places where the kept weights are; null where that is not known or all are kept
 */
public record MatrixWorkload(
    String name,
    int rows,
    int cols,
    long nonZeros,
    int maxRowCount,
    int weightBits,
    int relativeIndexBits,
    int relativeEntries,
    int block,
    BlockGrid grid,
    KeptPlaces places) {
  /** A matrix whose kept weights are anywhere. */
  public MatrixWorkload(
      String name,
      int rows,
      int cols,
      long nonZeros,
      int maxRowCount,
      int weightBits,
      int relativeIndexBits,
      int relativeEntries,
      int block,
      BlockGrid grid) {
    this(
        name,
        rows,
        cols,
        nonZeros,
        maxRowCount,
        weightBits,
        relativeIndexBits,
        relativeEntries,
        block,
        grid,
        null);
  }

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

  /** Whether the matrix is block-circulant. */
  public boolean isCirculant() {
    return block > 0;
  }

  /** Block rows p of a block-circulant matrix, the last of them filled up. */
  public int blockRows() {
    return (rows + block - 1) / block;
  }

  /** Block columns q of a block-circulant matrix, the last of them filled up. */
  public int blockCols() {
    return (cols + block - 1) / block;
  }

  /** Numbers that are stored: p*q*k of a block-circulant matrix, otherwise the kept weights. */
  public long storedWords() {
    return isCirculant() ? (long) blockRows() * blockCols() * block : nonZeros;
  }

  /**
   * Real products that the matrix needs of a machine that works on spectra: k/2-1 complex products
   * of four and two real ones (bins 0 and k/2) a block, 2k-2 in all. Each has its addition, so that
   * it counts as one MAC. The transforms, p+q of them, are not counted as work: like address sums
   * of a sparse matrix they are the price of the compression.
   */
  public long spectralMacs() {
    return (long) blockRows() * blockCols() * (2L * block - 2);
  }
}
