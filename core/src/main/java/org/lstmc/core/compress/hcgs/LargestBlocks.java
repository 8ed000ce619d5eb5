package org.lstmc.core.compress.hcgs;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Tensor;

/**
 * Blocks that keep the greatest sum of squares. A block is worth what its best inner blocks hold;
 * since block rows, and rows of inner blocks, choose independently, this is the best of all choices
 * and so the Euclidean projection. Of equals the one further left stays.
 */
final class LargestBlocks implements BlockChoice {
  private final Tensor weights;
  private final BlockLevels levels;

  LargestBlocks(Tensor weights, BlockLevels levels) {
    this.weights = weights;
    this.levels = levels;
    for (int i = 0; i < weights.data().length; i++) {
      if (!Float.isFinite(weights.data()[i])) {
        throw LstmcException.badInput(
            "weight at row %d, column %d is %s; weights must be finite numbers",
            i / weights.cols(), i % weights.cols(), weights.data()[i]);
      }
    }
  }

  @Override
  public void blockRow(int row, int blocks, Keep keep) {
    int[][][] inner = new int[blocks][][];
    double[] worth = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      inner[b] = new int[levels.innerBlocks()][];
      for (int c = 0; c < levels.innerBlocks(); c++) {
        double[] squares = new double[levels.innerBlocks()];
        for (int d = 0; d < squares.length; d++) {
          squares[d] = squares(firstRow(row, c), firstCol(b, d));
        }
        inner[b][c] = largest(squares, levels.keptInner());
        worth[b] += IntStream.of(inner[b][c]).mapToDouble(d -> squares[d]).sum();
      }
    }
    for (int b : largest(worth, blocks / levels.keepOuter())) {
      for (int c = 0; c < levels.innerBlocks(); c++) {
        for (int d : inner[b][c]) {
          keep.inner(firstRow(row, c), firstCol(b, d));
        }
      }
    }
  }

  private int firstRow(int blockRow, int innerRow) {
    return blockRow * levels.outer() + innerRow * levels.inner();
  }

  private int firstCol(int block, int innerBlock) {
    return block * levels.outer() + innerBlock * levels.inner();
  }

  private double squares(int row, int col) {
    double sum = 0;
    int end = Math.min(col + levels.inner(), weights.cols());
    for (int r = row; r < row + levels.inner(); r++) {
      for (int c = col; c < end; c++) {
        sum += (double) weights.at(r, c) * weights.at(r, c);
      }
    }
    return sum;
  }

  private static int[] largest(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .limit(count)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }
}
