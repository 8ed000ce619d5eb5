package org.lstmc.hwsim.brds;

import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Beats of every row: the one source of cycle counts, activity and the constants of hardware made
 * from it. Row j of a layer means row j of all four gates. BRDS' control runs every row of a matrix
 * for the same number of beats, so rows are stored with as many entries as the fullest; that is
 * free for row-balanced matrices and what other patterns pay for.
 *
 * @param config the engine
 * @param layers beats layer by layer
 */
record BrdsSchedule(BrdsConfig config, Layer[] layers) {

  /**
   * Beats of one layer.
   *
   * @param inputWords words of the layer's input
   * @param cells cells H, which are the rows
   * @param stateWords words of the layer's state
   * @param x beats of a row's x part
   * @param h beats of a row's h part
   * @param groups groups of four projection rows; 0 without a projection
   * @param projection beats of a group
   * @param dramRow DRAM words of a row, both parts; 0 with weights on chip
   * @param dramGroup DRAM words of a group of projection rows; 0 with weights on chip
   */
  record Layer(
      int inputWords,
      int cells,
      int stateWords,
      int x,
      int h,
      int groups,
      int projection,
      int dramRow,
      int dramGroup) {
    long beatsX() {
      return (long) cells * x;
    }

    long beatsH() {
      return (long) cells * h;
    }

    long beatsProjection() {
      return (long) groups * projection;
    }

    long dramWords() {
      return (long) cells * dramRow + (long) groups * dramGroup;
    }
  }

  /** The same beats with another lead. */
  BrdsSchedule withLead(int lead) {
    return new BrdsSchedule(config.withLead(lead), layers);
  }

  static BrdsSchedule of(Workload w, BrdsConfig c) {
    Layer[] layers = w.layers().stream().map(l -> layer(l, c)).toArray(Layer[]::new);
    return new BrdsSchedule(c, layers);
  }

  /**
   * Groups of projected words that can wait to be written, {@code words} of them a cycle: those
   * that come faster than they are written. The first layer of a step may overtake the last one of
   * the step before; between two layers the second waits for all of the first.
   */
  int waitingGroups(int words) {
    int most = 1;
    for (Layer l : layers) {
      most = Math.max(most, waiting(l, words));
    }
    Layer first = layers[0];
    int left = waiting(layers[layers.length - 1], words);
    if (layers.length > 1 && left > 1) {
      int cycles = left * ((BrdsConfig.GATES + words - 1) / words);
      int more = first.groups() > 0 ? waiting(first, words) : Math.min(first.cells(), cycles);
      most = Math.max(most, left + more);
    }
    return most;
  }

  private static int waiting(Layer l, int words) {
    int cycles = (BrdsConfig.GATES + words - 1) / words;
    int before = Math.max(0, l.groups() - 1);
    return l.groups() - (int) Math.min(before, (long) before * l.projection() / cycles);
  }

  /** Rows of one step, all layers together. */
  int rowsPerStep() {
    int rows = 0;
    for (Layer l : layers) {
      rows += l.cells();
    }
    return rows;
  }

  /** DRAM words of one step. */
  long dramWords() {
    long words = 0;
    for (Layer l : layers) {
      words += l.dramWords();
    }
    return words;
  }

  private static Layer layer(LayerWorkload l, BrdsConfig c) {
    MatrixWorkload p = l.projection();
    boolean relative = c.relativeIndex();
    int groups = p == null ? 0 : (p.rows() + BrdsConfig.GATES - 1) / BrdsConfig.GATES;
    return new Layer(
        l.spec().inputSize(),
        l.spec().hiddenSize(),
        l.spec().outputSize(),
        MacArray.beats(l.wx().entries(relative), c.rx()),
        MacArray.beats(l.wh().entries(relative), c.rh()),
        groups,
        p == null ? 0 : MacArray.beats(p.entries(relative), c.rh()),
        words(c, rowBits(l.wx(), relative) + rowBits(l.wh(), relative)),
        p == null ? 0 : words(c, rowBits(p, relative)));
  }

  private static long rowBits(MatrixWorkload m, boolean relative) {
    return (long) m.entries(relative) * m.entryBits(relative);
  }

  /** The rows of four gates lie side by side and start at a whole DRAM word. */
  private static int words(BrdsConfig c, long bits) {
    long word = c.dramBitsPerCycle();
    return word == 0 ? 0 : Math.toIntExact((BrdsConfig.GATES * bits + word - 1) / word);
  }
}
