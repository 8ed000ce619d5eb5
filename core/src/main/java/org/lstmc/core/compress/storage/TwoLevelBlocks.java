package org.lstmc.core.compress.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Blocks in blocks (HCGS, Kadetotad et al., JSSC 55(7), 2020): for every block row the columns of
 * its kept blocks; in a kept block, for every row of inner blocks, the columns of the kept ones;
 * then their values, row by row. Block rows with fewer kept blocks than the fullest, and inner
 * blocks likewise, are filled up; so is what stands over the matrix's edge.
 *
 * <p>Parameters: {@code block1}, {@code block2}, the columns and rows of a block and of a block in
 * it.
 */
public final class TwoLevelBlocks implements StorageFormat {
  private static final String OUTER = "block1";
  private static final String INNER = "block2";

  @Override
  public String name() {
    return "two-level-blocks";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    return new Layout(mask, parameters).size(mask, weightBits);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    Layout l = new Layout(mask, parameters);
    StorageSize size = l.size(mask, m.bits());
    BitWriter out = new BitWriter(size.totalBits());
    for (int a = 0; a < l.blockRows; a++) {
      for (int b : l.filled(l.outerKept(mask, a), l.outerMost, l.blocks)) {
        out.write(b, l.outerBits);
        for (int c = 0; c < l.perBlock; c++) {
          for (int d : l.filled(l.innerKept(mask, a, b, c), l.innerMost, l.perBlock)) {
            out.write(d, l.innerBits);
            l.cells(a, b, c, d, (row, col) -> out.write(code(m, mask, row, col), m.bits()));
          }
        }
      }
    }
    return new StoredMatrix(
        name(),
        m.rows(),
        m.cols(),
        m.bits(),
        Map.of(OUTER, l.outer, INNER, l.inner, "kept1", l.outerMost, "kept2", l.innerMost),
        size,
        out.bytes(size.totalBits()));
  }

  private static long code(CodedMatrix m, Mask mask, int row, int col) {
    boolean inside = row < m.rows() && col < m.cols() && mask.keeps(row, col);
    return inside ? m.codes()[row * m.cols() + col] : 0;
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    Map<String, Integer> p = s.parameters();
    Layout l =
        new Layout(s.rows(), s.cols(), p.get(OUTER), p.get(INNER), p.get("kept1"), p.get("kept2"));
    long[] codes = new long[s.rows() * s.cols()];
    BitReader in = new BitReader(s.bytes());
    for (int a = 0; a < l.blockRows; a++) {
      for (int k = 0; k < l.outerMost; k++) {
        int b = (int) in.unsigned(l.outerBits);
        for (int c = 0; c < l.perBlock * l.innerMost; c++) {
          int d = (int) in.unsigned(l.innerBits);
          l.cells(
              a,
              b,
              c / l.innerMost,
              d,
              (row, col) -> {
                long value = in.signed(s.weightBits());
                if (value != 0) { // what was filled up adds nothing
                  codes[row * s.cols() + col] += value;
                }
              });
        }
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }

  /** Told of a place in the matrix. */
  @FunctionalInterface
  private interface Cell {
    void at(int row, int col);
  }

  /** How a matrix is cut, and how many blocks the fullest row of them keeps. */
  private static final class Layout {
    private final int outer;
    private final int inner;
    private final int blockRows;
    private final int blocks;
    private final int perBlock;
    private final int outerBits;
    private final int innerBits;
    private final int outerMost;
    private final int innerMost;

    Layout(int rows, int cols, int outer, int inner, int outerMost, int innerMost) {
      this.outer = outer;
      this.inner = inner;
      blockRows = (rows + outer - 1) / outer;
      blocks = (cols + outer - 1) / outer;
      perBlock = outer / inner;
      outerBits = Bits.toTellApart(blocks);
      innerBits = Bits.toTellApart(perBlock);
      this.outerMost = outerMost;
      this.innerMost = innerMost;
    }

    Layout(Mask mask, Map<String, Integer> parameters) {
      this(
          mask,
          new Layout(mask.rows(), mask.cols(), parameters.get(OUTER), parameters.get(INNER), 0, 0));
    }

    private Layout(Mask mask, Layout cut) {
      this(
          mask.rows(), mask.cols(), cut.outer, cut.inner, cut.mostOuter(mask), cut.mostInner(mask));
    }

    private int mostOuter(Mask mask) {
      int most = 0;
      for (int a = 0; a < blockRows; a++) {
        most = Math.max(most, outerKept(mask, a).size());
      }
      return most;
    }

    private int mostInner(Mask mask) {
      int most = 0;
      for (int a = 0; a < blockRows; a++) {
        for (int b : outerKept(mask, a)) {
          for (int c = 0; c < perBlock; c++) {
            most = Math.max(most, innerKept(mask, a, b, c).size());
          }
        }
      }
      return most;
    }

    StorageSize size(Mask mask, int weightBits) {
      long blocksKept = (long) blockRows * outerMost;
      long innerKept = blocksKept * perBlock * innerMost;
      long entries = innerKept * inner * inner;
      long index = blocksKept * outerBits + innerKept * innerBits;
      long padding = entries - mask.count();
      return new StorageSize(
          mask.count(),
          (long) mask.count() * weightBits,
          index,
          padding,
          padding * weightBits,
          0,
          0,
          0);
    }

    List<Integer> outerKept(Mask mask, int blockRow) {
      List<Integer> kept = new ArrayList<>();
      for (int b = 0; b < blocks; b++) {
        if (anyKept(mask, blockRow * outer, b * outer, outer)) {
          kept.add(b);
        }
      }
      return kept;
    }

    List<Integer> innerKept(Mask mask, int blockRow, int block, int innerRow) {
      List<Integer> kept = new ArrayList<>();
      for (int d = 0; d < perBlock; d++) {
        if (anyKept(mask, blockRow * outer + innerRow * inner, block * outer + d * inner, inner)) {
          kept.add(d);
        }
      }
      return kept;
    }

    private static boolean anyKept(Mask mask, int row, int col, int size) {
      int end = Math.min(col + size, mask.cols());
      for (int r = row; r < Math.min(row + size, mask.rows()) && col < end; r++) {
        int next = mask.kept().nextSetBit(r * mask.cols() + col);
        if (next >= 0 && next < r * mask.cols() + end) {
          return true;
        }
      }
      return false;
    }

    /** The kept ones, then the lowest others, up to the number that all rows store. */
    List<Integer> filled(List<Integer> kept, int most, int of) {
      List<Integer> all = new ArrayList<>(kept);
      for (int i = 0; all.size() < most && i < of; i++) {
        if (!kept.contains(i)) {
          all.add(i);
        }
      }
      return all;
    }

    void cells(int blockRow, int block, int innerRow, int innerBlock, Cell cell) {
      int row = blockRow * outer + innerRow * inner;
      int col = block * outer + innerBlock * inner;
      for (int r = row; r < row + inner; r++) {
        for (int c = col; c < col + inner; c++) {
          cell.at(r, c);
        }
      }
    }
  }
}
