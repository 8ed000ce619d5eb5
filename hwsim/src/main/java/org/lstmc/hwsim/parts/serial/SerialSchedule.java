package org.lstmc.hwsim.parts.serial;

import java.util.List;

/**
 * The passes of a step in their order: the one source of cycle counts, activity and idle time.
 *
 * @param config the machine
 * @param layers passes layer by layer
 */
public record SerialSchedule(SerialConfig config, List<Layer> layers) {
  /** Copies the list. */
  public SerialSchedule {
    layers = List.copyOf(layers);
  }

  /**
   * Passes of one layer.
   *
   * @param inputWords words of its input
   * @param cells cells H
   * @param stateWords words of its state
   * @param passes passes in order; the last pass of a gate releases its sums
   */
  public record Layer(int inputWords, int cells, int stateWords, List<Pass> passes) {
    /** Copies the list. */
    public Layer {
      passes = List.copyOf(passes);
    }

    boolean completes(int index) {
      int gate = passes.get(index).gate();
      return passes.subList(index + 1, passes.size()).stream().noneMatch(p -> p.gate() == gate);
    }

    boolean projects() {
      return stateWords != cells || passes.get(passes.size() - 1).gate() == Pass.PROJECTION;
    }
  }

  /** Cycles of the array in a step, without what lies between passes. */
  public long arrayCycles() {
    return layers.stream().flatMap(l -> l.passes().stream()).mapToLong(Pass::cycles).sum();
  }

  /** Cycles of the DRAM in a step. */
  public long loadCycles() {
    return layers.stream().flatMap(l -> l.passes().stream()).mapToLong(Pass::loadCycles).sum();
  }

  static long beats(long words, int perCycle) {
    return (words + perCycle - 1) / perCycle;
  }
}
