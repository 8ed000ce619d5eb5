package org.lstmc.hwsim.parts.tensor;

import java.util.List;
import org.lstmc.core.model.FactorAxis;

/**
 * One product [O, K] x [K, L] on the array, and where its operands and results lie.
 *
 * @param name the factor's short name, or the matrix
 * @param contracted axes of K
 * @param produced axes of O
 * @param rest axes of L, in the order in which the array takes columns
 * @param tile rows and columns of a tile
 * @param layout where the operand lies
 * @param reads address of operand (k, l) at k*L + l
 * @param writes address of result (o, l) at o*L + l; null where results go to the gate sums
 */
record ArrayStep(
    String name,
    List<FactorAxis> contracted,
    List<FactorAxis> produced,
    List<FactorAxis> rest,
    ArrayShape.Tile tile,
    BankLayout layout,
    int[] reads,
    int[] writes) {
  int k() {
    return BankLayout.words(contracted);
  }

  int o() {
    return BankLayout.words(produced);
  }

  int l() {
    return BankLayout.words(rest);
  }

  long macs() {
    return (long) k() * o() * l();
  }

  /** Words of the weight memory, with the rows that fill up the last tile. */
  long weightWords() {
    return (long) ((o() + tile.rows() - 1) / tile.rows()) * tile.rows() * k();
  }
}
