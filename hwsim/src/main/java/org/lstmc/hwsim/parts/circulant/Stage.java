package org.lstmc.hwsim.parts.circulant;

import java.util.List;

/** What a stage of the coarse pipeline does for one frame of one layer. */
public sealed interface Stage {
  /** Name in reports. */
  String name();

  /**
   * Matrix-vector products.
   *
   * @param name name in reports
   * @param unit the unit
   * @param copied blocks of the output vectors that are first copied into the unit's buffer
   * @param passes what is multiplied, in order
   */
  record Mvm(String name, MvmUnit unit, int copied, List<MvmPass> passes) implements Stage {
    /** Copies the list. */
    public Mvm {
      passes = List.copyOf(passes);
    }
  }

  /**
   * Element-wise work, {@code lanes} words a cycle.
   *
   * @param name name in reports
   * @param lanes words side by side (V)
   * @param words words of the vector
   * @param depth cycles from a word's operands to its result being readable
   * @param work what is computed for a word
   */
  record Vector(String name, int lanes, int words, int depth, Work work) implements Stage {}

  /** What element-wise lanes compute. */
  enum Work {
    /** All of an LSTM cell. */
    LSTM,
    /** r, z and r*h of a GRU whose reset gate acts before the product. */
    GRU_RESET,
    /** Candidate and new state after {@link #GRU_RESET}. */
    GRU_UPDATE,
    /** All of a GRU whose reset gate acts after the product. */
    GRU
  }
}
