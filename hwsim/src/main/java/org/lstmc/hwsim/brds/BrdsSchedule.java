package org.lstmc.hwsim.brds;

import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Beats of every row: the one source of cycle counts, activity and the constants of hardware made
 * from it. A row j of a layer means row j of all four gates; it takes as many beats as the fullest
 * of the four.
 *
 * @param config the engine
 * @param layers beats layer by layer
 */
record BrdsSchedule(BrdsConfig config, Layer[] layers) {

  /**
   * Beats of one layer.
   *
   * @param inputWords words of the layer's input
   * @param cells cells H
   * @param stateWords words of the layer's state
   * @param x beats of the x part, by row
   * @param h beats of the h part, by row
   * @param projection beats of each group of four projection rows; empty without one
   * @param dramX DRAM words of both parts of a row, by row; null with weights on chip
   * @param dramProjection DRAM words of each group of projection rows; null with weights on chip
   */
  record Layer(
      int inputWords,
      int cells,
      int stateWords,
      int[] x,
      int[] h,
      int[] projection,
      int[] dramX,
      int[] dramProjection) {}

  static BrdsSchedule of(Workload w, BrdsConfig c) {
    Layer[] layers = w.layers().stream().map(l -> layer(l, c)).toArray(Layer[]::new);
    return new BrdsSchedule(c, layers);
  }

  /** Rows of one step, all layers together. */
  int rowsPerStep() {
    int rows = 0;
    for (Layer l : layers) {
      rows += l.cells();
    }
    return rows;
  }

  private static Layer layer(LayerWorkload l, BrdsConfig c) {
    int cells = l.spec().hiddenSize();
    int[] fullestX = fullestOfGates(l.wx(), cells);
    int[] fullestH = fullestOfGates(l.wh(), cells);
    int[] fullestP = l.projection() == null ? new int[0] : fullestOfGroup(l.projection());
    return new Layer(
        l.spec().inputSize(),
        cells,
        l.spec().outputSize(),
        beats(fullestX, c.rx()),
        beats(fullestH, c.rh()),
        beats(fullestP, c.rh()),
        c.streams() ? words(l.wx(), fullestX, c, l.wh(), fullestH) : null,
        c.streams() ? words(l.projection(), fullestP, c, null, null) : null);
  }

  private static int[] fullestOfGates(MatrixWorkload m, int cells) {
    int[] n = m.rowCounts();
    int[] fullest = new int[cells];
    for (int j = 0; j < cells; j++) {
      for (int g = 0; g < BrdsConfig.GATES; g++) {
        fullest[j] = Math.max(fullest[j], n[g * cells + j]);
      }
    }
    return fullest;
  }

  private static int[] fullestOfGroup(MatrixWorkload m) {
    int[] n = m.rowCounts();
    int[] fullest = new int[(n.length + BrdsConfig.GATES - 1) / BrdsConfig.GATES];
    for (int r = 0; r < n.length; r++) {
      fullest[r / BrdsConfig.GATES] = Math.max(fullest[r / BrdsConfig.GATES], n[r]);
    }
    return fullest;
  }

  private static int[] beats(int[] entries, int multipliers) {
    int[] beats = new int[entries.length];
    for (int j = 0; j < beats.length; j++) {
      beats[j] = MacArray.beats(entries[j], multipliers);
    }
    return beats;
  }

  /** Rows are stored back to back for the four gates and start at whole DRAM words. */
  private static int[] words(
      MatrixWorkload a, int[] entriesA, BrdsConfig c, MatrixWorkload b, int[] entriesB) {
    int[] words = new int[entriesA.length];
    for (int j = 0; j < words.length; j++) {
      long bits = (long) BrdsConfig.GATES * entriesA[j] * BrdsMemories.entryBits(a, c);
      if (b != null) {
        bits += (long) BrdsConfig.GATES * entriesB[j] * BrdsMemories.entryBits(b, c);
      }
      words[j] = Math.toIntExact((bits + c.dramBitsPerCycle() - 1) / c.dramBitsPerCycle());
    }
    return words;
  }
}
