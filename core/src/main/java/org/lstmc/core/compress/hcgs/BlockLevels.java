package org.lstmc.core.compress.hcgs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;

/**
 * The two block levels of hierarchical coarse-grain sparsity (Kadetotad et al., ESSCIRC 2019; JSSC
 * 55(7), 2020): a matrix is cut into blocks of {@code outer} x {@code outer}; of the blocks of
 * every block row one in {@code keepOuter} is kept; a kept block is cut into blocks of {@code
 * inner} x {@code inner}, and of those of every row of them one in {@code keepInner} is kept. Both
 * counts are exact, so every row of the matrix does the same work. The last blocks of a row may
 * stand over the matrix's edge; what lies outside does not exist and is stored as padding.
 *
 * @param outer B1, columns and rows of a block
 * @param inner B2, columns and rows of a block inside a block; divides {@code outer}
 * @param keepOuter k1: 1/k1 of the blocks are kept
 * @param keepInner k2: 1/k2 of the inner blocks are kept
 */
public record BlockLevels(int outer, int inner, int keepOuter, int keepInner) {
  static final String OUTER = "block1";
  static final String INNER = "block2";
  static final String KEEP_OUTER = "keep1";
  static final String KEEP_INNER = "keep2";

  /** Checks that the inner blocks fill the outer ones and that a whole number of them is kept. */
  public BlockLevels {
    if (inner < 1 || outer < inner || outer % inner != 0) {
      throw LstmcException.usage(
          "hcgs: blocks of %d do not divide into blocks of %d; the second must divide the first",
          outer, inner);
    }
    if (keepOuter < 1 || keepInner < 1) {
      throw LstmcException.usage(
          "hcgs: keep 1/%d,1/%d; the numbers below the line start at 1", keepOuter, keepInner);
    }
    if (outer / inner % keepInner != 0) {
      throw LstmcException.usage(
          "hcgs: 1/%d of the %d blocks of %d in a row of a block of %d is no whole number; keep 1/N"
              + " with an N that divides %d",
          keepInner, outer / inner, inner, outer, outer / inner);
    }
  }

  /** The levels that a pattern's parameters describe. */
  public static BlockLevels of(Map<String, Integer> parameters) {
    return new BlockLevels(
        parameters.get(OUTER),
        parameters.get(INNER),
        parameters.get(KEEP_OUTER),
        parameters.get(KEEP_INNER));
  }

  /** Share of zeros, edges apart. */
  public double ratio() {
    return 1 - 1.0 / ((long) keepOuter * keepInner);
  }

  /** Blocks of a block row, the last of which may stand over the edge. */
  public int blocks(int cols) {
    return (cols + outer - 1) / outer;
  }

  /** Kept blocks of a block row. */
  public int kept(int cols) {
    return blocks(cols) / keepOuter;
  }

  /** Inner blocks side by side in a block. */
  public int innerBlocks() {
    return outer / inner;
  }

  /** Kept inner blocks of a row of them in a kept block. */
  public int keptInner() {
    return innerBlocks() / keepInner;
  }

  /**
   * Refuses a matrix whose blocks cannot be kept in whole numbers.
   *
   * @throws LstmcException usage, with what would fit
   */
  public void check(int rows, int cols) {
    if (rows % outer != 0) {
      throw LstmcException.usage(
          "hcgs: %d rows do not divide into blocks of %d; choose a block size that divides them",
          rows, outer);
    }
    if (blocks(cols) % keepOuter != 0) {
      throw LstmcException.usage(
          "hcgs: 1/%d of the %d blocks of %d that cover %d columns is no whole number; keep 1/N with"
              + " an N that divides %d, or choose another block size%s",
          keepOuter, blocks(cols), outer, cols, blocks(cols), sizesThatFit(rows, cols));
    }
  }

  /** Block sizes, twice as large each, of which the matrix keeps a whole number. */
  private String sizesThatFit(int rows, int cols) {
    List<String> fit = new ArrayList<>();
    for (int size = inner; size <= rows; size *= 2) {
      if (rows % size == 0 && (cols + size - 1) / size % keepOuter == 0) {
        fit.add(String.valueOf(size));
      }
    }
    return fit.isEmpty() ? "" : " such as " + String.join(" or ", fit);
  }
}
