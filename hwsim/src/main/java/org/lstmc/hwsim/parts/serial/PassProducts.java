package org.lstmc.hwsim.parts.serial;

import org.lstmc.core.quantize.datapath.FixedMatrix;

/** The products of a pass, from the machine's own storage and in its own order. */
public interface PassProducts {
  /**
   * Adds the exact products of every row of the pass.
   *
   * @param vector raw operand
   * @param sums sums of the pass's rows, modulo 2^64
   */
  void add(long[] vector, long[] sums);

  /** Packs the weights of a pass as a machine stores them. */
  @FunctionalInterface
  interface Storage {
    /** The products of a pass over a matrix. */
    PassProducts of(Pass pass, FixedMatrix matrix);
  }
}
