package org.lstmc.hwsim.hcgs;

import java.util.Map;
import org.lstmc.core.compress.storage.CodedMatrix;
import org.lstmc.core.compress.storage.StoredMatrix;
import org.lstmc.core.compress.storage.TwoLevelBlocks;
import org.lstmc.core.model.Mask;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.BlockGrid;

/**
 * A matrix as it lies in the chip's weight and index memories: for every stored block the index of
 * its column, the indices of its inner blocks row by row, and their weights. All that it answers
 * comes from the packed bits.
 */
final class BlockMemory {
  private final BlockGrid grid;
  private final byte[] bytes;
  private final int weightBits;

  private BlockMemory(BlockGrid grid, StoredMatrix stored) {
    this.grid = grid;
    this.bytes = stored.bytes();
    this.weightBits = stored.weightBits();
  }

  /**
   * Packs a matrix of four gates. Gates whose rows are no whole number of blocks are filled up, so
   * that no block holds rows of two gates.
   *
   * @param whole whether all weights are stored, also those that are zero
   */
  static BlockMemory of(FixedMatrix m, BlockGrid grid, boolean whole) {
    int gateRows = m.rows() / HcgsLayer.GATES;
    int filled = grid.blockRows() / HcgsLayer.GATES * grid.block1();
    int rows = HcgsLayer.GATES * filled;
    int cols = m.cols();
    long[] codes = new long[rows * cols];
    Mask mask = whole ? Mask.full(rows, cols) : Mask.empty(rows, cols);
    for (int r = 0; r < m.rows(); r++) {
      int to = r / gateRows * filled + r % gateRows;
      int end = r + 1 < m.rows() ? m.rowStart(r + 1) : m.count();
      for (int p = m.rowStart(r); p < end; p++) {
        codes[to * cols + m.column(p)] = m.raw(p);
        mask.kept().set(to * cols + m.column(p));
      }
    }
    StoredMatrix stored =
        new TwoLevelBlocks()
            .encode(
                new CodedMatrix(rows, cols, m.format().width(), codes),
                mask,
                Map.of(BlockGrid.BLOCK1, grid.block1(), BlockGrid.BLOCK2, grid.block2()));
    long bits = grid.storedWeights() * m.format().width() + grid.indexBits();
    if (stored.size().totalBits() != bits) {
      throw new IllegalStateException(
          "stored as " + stored.size().totalBits() + " bits, the schedule counts " + bits);
    }
    return new BlockMemory(grid, stored);
  }

  BlockGrid grid() {
    return grid;
  }

  /** Which block of its block row a stored block is. */
  int column(int blockRow, int k) {
    return (int) field(blockAt(blockRow, k), grid.index1Bits());
  }

  /** Which inner block of its row a stored inner block is. */
  int innerColumn(int blockRow, int k, int innerRow, int d) {
    return (int) field(innerAt(blockRow, k, innerRow, d), grid.index2Bits());
  }

  /** A weight of an inner block. */
  long weight(int blockRow, int k, int innerRow, int d, int row, int col) {
    long at =
        innerAt(blockRow, k, innerRow, d)
            + grid.index2Bits()
            + ((long) row * grid.block2() + col) * weightBits;
    return field(at, weightBits) << (64 - weightBits) >> (64 - weightBits);
  }

  private long blockAt(int blockRow, int k) {
    long inner = (long) grid.innerSide() * grid.kept2() * innerBits();
    return ((long) blockRow * grid.kept1() + k) * (grid.index1Bits() + inner);
  }

  private long innerAt(int blockRow, int k, int innerRow, int d) {
    return blockAt(blockRow, k)
        + grid.index1Bits()
        + ((long) innerRow * grid.kept2() + d) * innerBits();
  }

  private long innerBits() {
    return grid.index2Bits() + (long) grid.block2() * grid.block2() * weightBits;
  }

  /** {@code width} bits from a bit position on, most significant first. */
  private long field(long position, int width) {
    long value = 0;
    for (long at = position; at < position + width; at++) {
      value = value << 1 | (bytes[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1);
    }
    return value;
  }
}
