package org.lstmc.hwsim.parts.circulant;

/**
 * Told of everything a stage does, in the machine's order and with its cycles; computes the values
 * and checks that nothing is read before it was written. A stage is walked without one when only
 * time is asked for.
 */
public interface FrameValues {
  /** Blocks of output vectors are copied into the unit's buffer, one a cycle from {@code first}. */
  void copy(Stage.Mvm stage, long first);

  /**
   * A group of block rows is multiplied: block column j of the pass is read in cycle first + j.
   *
   * @param group group of the pass; with {@link MvmUnit#groups} it says which block rows
   * @param readable cycle from which the spectra can be read
   */
  void group(MvmPass pass, MvmUnit unit, int group, long first, long readable);

  /** A block row is transformed back: its spectrum is read in a cycle, its words can be later. */
  void back(MvmPass pass, int blockRow, long cycle, long readable);

  /** A word's operands are read in a cycle and its result can be read later. */
  void word(Stage.Vector stage, int word, long cycle, long readable);
}
