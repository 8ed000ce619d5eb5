package org.lstmc.hwsim;

import java.util.Map;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.core.model.Mask;

/**
 * A matrix of blocks in blocks (HCGS) at the level of counts: each gate's rows are cut into block
 * rows of {@code block1}; all of them store the same number of blocks, and all rows of inner blocks
 * the same number of those. What a block row lacks, or what stands over an edge, is filled up.
 *
 * @param block1 B1, rows and columns of a block
 * @param block2 B2, rows and columns of an inner block
 * @param blockRows block rows, all gates together
 * @param blockCols blocks side by side, the last filled up
 * @param kept1 stored blocks of a block row
 * @param kept2 stored inner blocks of a row of them in a stored block
 */
public record BlockGrid(
    int block1, int block2, int blockRows, int blockCols, int kept1, int kept2) {
  /** Parameter of a compressed matrix: B1. */
  public static final String BLOCK1 = "block1";

  /** Parameter of a compressed matrix: B2. */
  public static final String BLOCK2 = "block2";

  /** Whether a matrix that was compressed with these parameters has blocks in blocks. */
  static boolean describes(Map<String, Integer> parameters) {
    return parameters.containsKey(BLOCK1) && parameters.containsKey(BLOCK2);
  }

  /** The grid of which everything is kept. */
  public static BlockGrid dense(int rows, int cols, int gates, int block1, int block2) {
    int blockCols = above(cols, block1);
    return new BlockGrid(
        block1,
        block2,
        gates * above(rows / gates, block1),
        blockCols,
        blockCols,
        Math.min(above(block1, block2), above(cols, block2)));
  }

  /**
   * The grid of a matrix pruned to these levels.
   *
   * @throws org.lstmc.core.LstmcException usage: counts that are not whole
   */
  public static BlockGrid of(int rows, int cols, int gates, BlockLevels levels) {
    levels.check(rows / gates, cols);
    BlockGrid all = dense(rows, cols, gates, levels.outer(), levels.inner());
    return new BlockGrid(
        all.block1,
        all.block2,
        all.blockRows,
        all.blockCols,
        levels.kept(cols),
        levels.keptInner());
  }

  /** The grid that holds every kept weight of a mask: as many blocks as the fullest rows need. */
  public static BlockGrid of(Mask mask, int gates, int block1, int block2) {
    BlockGrid all = dense(mask.rows(), mask.cols(), gates, block1, block2);
    int most1 = 0;
    int most2 = 0;
    int gateRows = mask.rows() / gates;
    for (int g = 0; g < gates; g++) {
      for (int top = 0; top < gateRows; top += block1) {
        boolean[] kept = new boolean[all.blockCols];
        for (int r = top; r < Math.min(top + block1, gateRows); r += block2) {
          int end = Math.min(Math.min(r + block2, top + block1), gateRows);
          most2 = Math.max(most2, all.innerRow(mask, g * gateRows, r, end, kept));
        }
        int count = 0;
        for (boolean b : kept) {
          count += b ? 1 : 0;
        }
        most1 = Math.max(most1, count);
      }
    }
    return new BlockGrid(block1, block2, all.blockRows, all.blockCols, most1, most2);
  }

  /** Marks the blocks that rows keep weights in; the most inner blocks that one of them keeps. */
  private int innerRow(Mask mask, int gateRow, int from, int to, boolean[] kept) {
    boolean[] inner = new boolean[blockCols * innerSide()];
    for (int r = gateRow + from; r < gateRow + to; r++) {
      int end = (r + 1) * mask.cols();
      int at = mask.kept().nextSetBit(r * mask.cols());
      while (at >= 0 && at < end) {
        inner[(at - r * mask.cols()) / block2] = true;
        at = mask.kept().nextSetBit(at + 1);
      }
    }
    int most = 0;
    for (int b = 0; b < blockCols; b++) {
      int count = 0;
      for (int d = 0; d < innerSide(); d++) {
        count += inner[b * innerSide() + d] ? 1 : 0;
      }
      kept[b] |= count > 0;
      most = Math.max(most, count);
    }
    return most;
  }

  /** Inner blocks side by side in a block. */
  public int innerSide() {
    return block1 / block2;
  }

  /** Stored blocks. */
  public long blocks() {
    return (long) blockRows * kept1;
  }

  /** Stored weights of a block. */
  public int weightsPerBlock() {
    return block1 * kept2 * block2;
  }

  /** Stored weights, filling included. */
  public long storedWeights() {
    return blocks() * weightsPerBlock();
  }

  /** Bits that name a block of a block row. */
  public int index1Bits() {
    return 32 - Integer.numberOfLeadingZeros(blockCols - 1);
  }

  /** Bits that name an inner block of a row of them. */
  public int index2Bits() {
    return 32 - Integer.numberOfLeadingZeros(innerSide() - 1);
  }

  /** Bits of all indices of both levels. */
  public long indexBits() {
    return blocks() * (index1Bits() + (long) innerSide() * kept2 * index2Bits());
  }

  private static int above(int n, int unit) {
    return (n + unit - 1) / unit;
  }
}
