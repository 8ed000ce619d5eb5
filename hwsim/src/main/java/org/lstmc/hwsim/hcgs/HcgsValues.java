package org.lstmc.hwsim.hcgs;

/** Told what happens when; computes the values of a run. */
interface HcgsValues {
  /** A frame comes in from a cycle on and can be read from another. */
  void frame(int step, long first, long readable);

  /**
   * A block runs: its segment is read from {@code refill} on, its beats start at {@code first}.
   *
   * @param index the block's place among those of its gate, first those of Wx, then those of Wh
   */
  void block(int step, int layer, int group, int gate, int index, long refill, long first);

  /** The cells of a group are taken in from {@code start} on; h can be read {@code readable}. */
  void cells(int step, int layer, int group, long start, long readable);
}
