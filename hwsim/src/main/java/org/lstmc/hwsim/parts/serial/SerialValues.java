package org.lstmc.hwsim.parts.serial;

/** Told of every operation by the walk, in the machine's order and with its cycles. */
interface SerialValues {
  /** Input of a step is written from cycle {@code first} on. */
  void input(int step, long first);

  /** A pass reads its operands from cycle {@code start} on. */
  void pass(int step, int layer, int index, long start);

  /**
   * The element-wise unit takes a gate's sums (or the projection's) from cycle {@code start} on.
   */
  void phase(int step, int layer, int gate, long start, int depth);
}
