package org.lstmc.hwsim.parts.tensor;

/** Told what the array does; computes the values of a run, or draws it. */
interface TileValues {
  /** A tile begins: its sums are zero. */
  void begin();

  /**
   * Column k of the factor's rows times row k of the operand's columns.
   *
   * @param o first row of the tile
   * @param l first column
   */
  void multiply(int o, int l, int k);

  /** Rows of the tile leave the array. */
  void leave(int o, int l, int fromRow, int toRow);

  /**
   * A tile is done.
   *
   * @param o its first row
   * @param l its first column
   * @param readWaits cycles in which its words waited for a bank of the source
   * @param writeWaits cycles in which its sums waited for a bank of the destination
   */
  default void end(int o, int l, long readWaits, long writeWaits) {}
}
