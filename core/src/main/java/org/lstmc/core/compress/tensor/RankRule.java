package org.lstmc.core.compress.tensor;

import java.util.List;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.TensorForm;

/** How many singular vectors a truncation keeps. */
interface RankRule {
  /**
   * Rank of a cut.
   *
   * @param cut place of the cut: r_(cut+1) of a train, position of the node in the tree
   * @param squares squared singular values, greatest first
   * @param norm squared norm of the whole matrix
   */
  int rank(int cut, double[] squares, double norm);

  /** The ranks of a form. */
  static RankRule fixed(TensorForm form) {
    if (form.format() == TensorForm.Format.TT) {
      List<Integer> ranks = form.ranks();
      return (cut, squares, norm) -> ranks.get(cut);
    }
    int[] ranks = form.dimensionTree().nodeRanks(form.ranks());
    return (cut, squares, norm) -> ranks[cut];
  }

  /** The least ranks by which a relative error stays within a target. */
  static RankRule tolerance(TensorForm form, double target) {
    int d = form.modes();
    int truncations = form.format() == TensorForm.Format.TT ? d - 1 : 2 * d - 3;
    // Both children of the root cut at one place; the second adds no error of its own.
    int second = -1;
    if (form.format() == TensorForm.Format.HT) {
      DimensionTree tree = form.dimensionTree();
      List<Integer> order = Truncation.leavesFirst(tree);
      boolean rightLast = order.indexOf(tree.root().right()) > order.indexOf(tree.root().left());
      second = rightLast ? tree.root().right() : tree.root().left();
    }
    int free = second;
    return (cut, squares, norm) -> {
      double share = cut == free ? 0 : target * target * norm / truncations;
      // What double arithmetic leaves of a zero.
      share = Math.max(share, Gram.NOISE * norm);
      int rank = squares.length;
      double tail = 0;
      while (rank > 1 && tail + Math.max(0, squares[rank - 1]) <= share) {
        tail += Math.max(0, squares[--rank]);
      }
      return rank;
    };
  }
}
