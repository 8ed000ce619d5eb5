package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.TensorForm;

/** Orders of contraction by name. */
public final class ContractionOrders {
  private ContractionOrders() {}

  /**
   * The order of fewest multiplications, among those the one of the smallest largest intermediate.
   * Of all orders in which one intermediate grows and no factor is joined with another beforehand,
   * it is the optimum up to 19 factors (hierarchical Tucker of 10 modes, a train of 19); beyond,
   * the search keeps the 100,000 cheapest sets of every size and the result is only the best found.
   */
  public static ContractionPlan cheapest(TensorForm form) {
    return ContractionPlan.of(form, new OrderSearch(form, List.of()).best());
  }

  /**
   * The cheapest order that takes every node of the tree after its two children: all modes rise to
   * the root. Of a tensor train, whose cores have no children, the {@link #compact} order.
   */
  public static ContractionPlan bottomUp(TensorForm form) {
    if (form.format() == TensorForm.Format.TT) {
      return compact(form);
    }
    DimensionTree tree = form.dimensionTree();
    List<List<String>> before = new ArrayList<>();
    for (var factor : form.factors()) {
      List<String> first = new ArrayList<>();
      for (DimensionTree.Node node : tree.nodes()) {
        if (node.name().equals(factor.name()) && !node.isLeaf()) {
          first.add(tree.nodes().get(node.left()).name());
          first.add(tree.nodes().get(node.right()).name());
        }
      }
      before.add(first);
    }
    return ContractionPlan.of(form, new OrderSearch(form, before).best());
  }

  /** Core d .. core 1 of a tensor train: the compact scheme of TIE (section 3 of the paper). */
  public static ContractionPlan compact(TensorForm form) {
    List<String> order = new ArrayList<>();
    for (int k = form.modes(); k >= 1; k--) {
      order.add("core" + k);
    }
    return ContractionPlan.of(form, order);
  }
}
