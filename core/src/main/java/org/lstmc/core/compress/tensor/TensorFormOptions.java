package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.TensorForm;

/**
 * A tensor form as a user describes it; what is null takes a default.
 *
 * @param format how the tensor is factored
 * @param modesIn n_1 .. n_d
 * @param modesOut m_1 .. m_d
 * @param tree dimension tree; null for the balanced one
 * @param rankLeaf rank of all leaves; null where {@code ranks} are given
 * @param rankInner rank of all inner nodes but the root, or all ranks of a tensor train
 * @param ranks each, as {@link TensorForm#ranks}; null for those above
 * @param joined whether it stands for [Wx, Wh]
 * @param order names of factors, or one word: {@code search} (also null) for the cheapest order,
 *     {@code bottom-up} for all modes up to the root
 */
public record TensorFormOptions(
    TensorForm.Format format,
    List<Integer> modesIn,
    List<Integer> modesOut,
    String tree,
    Integer rankLeaf,
    Integer rankInner,
    List<Integer> ranks,
    boolean joined,
    List<String> order) {
  private static final String SEARCH = "search";
  private static final String BOTTOM_UP = "bottom-up";

  /** The form with its order of contraction. */
  public TensorForm form() {
    return ordered(ranked());
  }

  /** Modes and tree alone, all ranks 1 and no order: for a search of ranks. */
  TensorForm unranked() {
    int modes = modesIn.size();
    int bonds = format == TensorForm.Format.TT ? modes - 1 : 2 * modes - 2;
    return unordered(Collections.nCopies(Math.max(0, bonds), 1));
  }

  /** The form without an order. */
  TensorForm ranked() {
    return unordered(ranksOrEqual());
  }

  /** Whether ranks were given; otherwise an error or a budget must choose them. */
  public boolean hasRanks() {
    return ranks != null || rankLeaf != null || rankInner != null;
  }

  /** The tree in force; null of a tensor train. */
  public String treeOrBalanced() {
    return format == TensorForm.Format.TT || tree != null ? tree : balanced(1, modesIn.size());
  }

  private static String balanced(int from, int to) {
    if (from == to) {
      return String.valueOf(from);
    }
    int middle = (from + to) / 2;
    return "(" + balanced(from, middle) + "," + balanced(middle + 1, to) + ")";
  }

  private List<Integer> ranksOrEqual() {
    if (ranks != null) {
      if (rankLeaf != null || rankInner != null) {
        throw LstmcException.usage(
            "--ranks and --rank-leaf or --rank-inner together; give one or the other");
      }
      return ranks;
    }
    int modes = modesIn.size();
    boolean train = format == TensorForm.Format.TT;
    if (train && rankLeaf != null) {
      throw LstmcException.usage(
          "--rank-leaf %d: a tensor train has no leaves; give --rank-inner or --ranks", rankLeaf);
    }
    if (rankInner == null && (train || modes > 2) || rankLeaf == null && !train) {
      throw LstmcException.usage(
          "ranks are missing; give %s, or --ranks with one a bond",
          train ? "--rank-inner R" : "--rank-leaf R and --rank-inner R");
    }
    if (train) {
      return Collections.nCopies(Math.max(0, modes - 1), rankInner);
    }
    List<Integer> all = new ArrayList<>(Collections.nCopies(modes, rankLeaf));
    all.addAll(Collections.nCopies(Math.max(0, modes - 2), rankInner == null ? 1 : rankInner));
    return all;
  }

  private TensorForm unordered(List<Integer> of) {
    if (format == TensorForm.Format.TT && tree != null) {
      throw LstmcException.usage("--tree %s: a tensor train has no tree; leave it out", tree);
    }
    String text = treeOrBalanced();
    if (text != null) {
      DimensionTree.parse(text, modesIn.size());
    }
    return new TensorForm(format, modesIn, modesOut, text, of, joined, List.of());
  }

  /** A form of these modes in the order asked for. */
  TensorForm ordered(TensorForm form) {
    if (order == null || order.equals(List.of(SEARCH))) {
      return ContractionOrders.cheapest(form).form();
    }
    if (order.equals(List.of(BOTTOM_UP))) {
      return ContractionOrders.bottomUp(form).form();
    }
    return ContractionPlan.of(form, order).form();
  }
}
