package org.lstmc.hwsim.brds;

/**
 * Told of every operation by the timed walk, in the machine's order and with its cycles; computes
 * the values and checks that nothing is read before it was written. The walk runs without one when
 * only time is asked for.
 */
interface BrdsValues {
  /** Input of a step is written into the x memory from cycle {@code first} on. */
  void input(int step, long first, long readable);

  /** Products and sum of the x part of a row; operands are read in [first, last]. */
  void xPart(int step, int layer, int row, long first, long last);

  /** Products and sum of the h part of a row; operands are read in [first, last]. */
  void hPart(int step, int layer, int row, long first, long last);

  /** Join and function module of a row; its output can be read from cycle {@code readable}. */
  void join(int step, int layer, int row, long join, long readable);

  /** Four projection rows; operands are read in [first, last]. */
  void projection(int step, int layer, int group, long first, long last);

  /** A projected word can be read from cycle {@code readable}. */
  void projected(int step, int layer, int word, long readable);
}
