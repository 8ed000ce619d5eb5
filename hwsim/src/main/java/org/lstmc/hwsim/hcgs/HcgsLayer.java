package org.lstmc.hwsim.hcgs;

import org.lstmc.hwsim.BlockGrid;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;

/**
 * A layer as the machine runs it: group by group of B1 cells; in a group gate by gate i, f, g, o;
 * in a gate the stored blocks of Wx, then those of Wh.
 *
 * @param work its matrices and widths
 * @param x grid of Wx
 * @param h grid of Wh
 * @param beats cycles of every block on the MACs, in the order in which they run
 */
record HcgsLayer(LayerWorkload work, BlockGrid x, BlockGrid h, int[] beats) {
  static final int GATES = 4;

  static HcgsLayer of(LayerWorkload work, HcgsSettings s) {
    BlockGrid x = grid(work.wx(), work.wh(), s);
    BlockGrid h = grid(work.wh(), work.wx(), s);
    int groups = x.blockRows() / GATES;
    int perGate = x.kept1() + h.kept1();
    int[] beats = new int[groups * GATES * perGate];
    if (s.ideal()) {
      fillPacked(beats, work, s.macs());
    } else {
      for (int i = 0; i < beats.length; i++) {
        BlockGrid grid = i % perGate < x.kept1() ? x : h;
        beats[i] = (grid.weightsPerBlock() + s.macs() - 1) / s.macs();
      }
    }
    return new HcgsLayer(work, x, h, beats);
  }

  /** The layer's kept weights alone, without a gap between blocks. */
  private static void fillPacked(int[] beats, LayerWorkload work, int macs) {
    long all = work.nonZeros();
    long before = 0;
    for (int i = 0; i < beats.length; i++) {
      long weights = Math.multiplyExact(all, i + 1L) / beats.length;
      long until = (weights + macs - 1) / macs;
      beats[i] = (int) (until - before);
      before = until;
    }
  }

  /** Uncut matrices are stored whole, in blocks as their neighbour has them. */
  private static BlockGrid grid(MatrixWorkload m, MatrixWorkload neighbour, HcgsSettings s) {
    if (m.grid() != null) {
      return m.grid();
    }
    BlockGrid like = neighbour.grid();
    return BlockGrid.dense(
        m.rows(),
        m.cols(),
        GATES,
        like == null ? s.block1() : like.block1(),
        like == null ? s.block2() : like.block2());
  }

  int cells() {
    return work.spec().hiddenSize();
  }

  int block1() {
    return x.block1();
  }

  /** Groups of cells. */
  int groups() {
    return x.blockRows() / GATES;
  }

  /** Cells of a group; the last may be smaller. */
  int cells(int group) {
    return Math.min(block1(), cells() - group * block1());
  }

  /** Blocks of one gate of one group. */
  int blocksPerGate() {
    return x.kept1() + h.kept1();
  }

  /** Blocks of a step. */
  long blocks() {
    return beats.length;
  }

  /** Cycles of a step on the MACs. */
  long totalBeats() {
    long sum = 0;
    for (int b : beats) {
      sum += b;
    }
    return sum;
  }

  long storedWeights() {
    return x.storedWeights() + h.storedWeights();
  }

  long storedBits() {
    return x.storedWeights() * work.wx().weightBits() + h.storedWeights() * work.wh().weightBits();
  }

  long indexBits() {
    return x.indexBits() + h.indexBits();
  }
}
