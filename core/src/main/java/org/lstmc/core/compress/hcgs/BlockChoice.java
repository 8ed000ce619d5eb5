package org.lstmc.core.compress.hcgs;

/** Chooses the blocks that stay. */
interface BlockChoice {
  /** Told of every inner block that stays, by its first row and column. */
  @FunctionalInterface
  interface Keep {
    void inner(int row, int col);
  }

  /**
   * Chooses in one block row.
   *
   * @param row block row, from 0
   * @param blocks blocks of the row
   */
  void blockRow(int row, int blocks, Keep keep);
}
