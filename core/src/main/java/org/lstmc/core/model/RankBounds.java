package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;

/**
 * Greatest useful ranks. The rank at a cut of a tensor is that of a matrix whose rows are the modes
 * on one side and whose columns are those on the other, so it exceeds neither side's size; and a
 * node spans no more than its two children do together (Grasedyck 2010, section 3; Oseledets 2011,
 * section 2).
 */
public final class RankBounds {
  private RankBounds() {}

  /**
   * Greatest rank at every cut from the modes alone, in the order of {@link TensorForm#ranks}.
   *
   * @param tree of a hierarchical Tucker form, null for a tensor train
   */
  public static List<Integer> ofModes(
      List<Integer> modesIn, List<Integer> modesOut, DimensionTree tree) {
    List<Integer> bounds = new ArrayList<>();
    if (tree == null) {
      for (int k = 1; k < modesIn.size(); k++) {
        bounds.add(cut(modesIn, modesOut, range(1, k)));
      }
      return bounds;
    }
    int[] of = new int[tree.nodes().size()];
    for (int n = 0; n < of.length - 1; n++) {
      of[n] = cut(modesIn, modesOut, tree.nodes().get(n).modes());
    }
    return tree.ranks(of);
  }

  static void checkTrain(List<Integer> modesIn, List<Integer> modesOut, List<Integer> ranks) {
    checkCount(ranks, modesIn.size() - 1, "r_1 .. r_(d-1)");
    List<Integer> bounds = ofModes(modesIn, modesOut, null);
    long left = 1;
    for (int k = 1; k < modesIn.size(); k++) {
      int rank = ranks.get(k - 1);
      String name = "r_" + k + " of the tensor train";
      refuse(rank, bounds.get(k - 1), name, "size of its smaller side");
      left *= (long) modesIn.get(k - 1) * modesOut.get(k - 1);
      refuse(rank, left, name, "r_" + (k - 1) + " m_" + k + " n_" + k);
      left = rank;
    }
  }

  static void checkTucker(
      List<Integer> modesIn, List<Integer> modesOut, DimensionTree tree, List<Integer> ranks) {
    checkCount(ranks, 2 * modesIn.size() - 2, "leaves 1 .. d, then inner nodes without the root");
    int[] bound = tree.nodeRanks(ofModes(modesIn, modesOut, tree));
    int[] rank = tree.nodeRanks(ranks);
    for (int n = 0; n < rank.length - 1; n++) {
      DimensionTree.Node node = tree.nodes().get(n);
      String name = node.name() + " of modes " + node.modes();
      refuse(rank[n], bound[n], name, "size of its smaller side");
      if (!node.isLeaf()) {
        String children =
            tree.nodes().get(node.left()).name()
                + " times "
                + tree.nodes().get(node.right()).name();
        refuse(rank[n], (long) rank[node.left()] * rank[node.right()], name, children);
      }
    }
  }

  private static void checkCount(List<Integer> ranks, int expected, String which) {
    if (ranks.size() != expected) {
      throw LstmcException.usage(
          "%d ranks %s: %d are needed (%s)", ranks.size(), ranks, expected, which);
    }
  }

  private static void refuse(int rank, long bound, String name, String why) {
    if (rank > bound) {
      throw LstmcException.usage(
          "rank %d of %s: at most %d (%s); choose a smaller rank", rank, name, bound, why);
    }
  }

  private static int cut(List<Integer> modesIn, List<Integer> modesOut, List<Integer> inside) {
    long in = 1;
    long out = 1;
    for (int k = 1; k <= modesIn.size(); k++) {
      long size = (long) modesIn.get(k - 1) * modesOut.get(k - 1);
      // Both stay below 2^31 before a step, so that no product of a step leaves 64 bits.
      if (inside.contains(k)) {
        in = Math.min(in * Math.min(size, Integer.MAX_VALUE), Integer.MAX_VALUE);
      } else {
        out = Math.min(out * Math.min(size, Integer.MAX_VALUE), Integer.MAX_VALUE);
      }
    }
    return (int) Math.min(in, out);
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> modes = new ArrayList<>();
    for (int k = from; k <= to; k++) {
      modes.add(k);
    }
    return modes;
  }
}
