package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.List;

/** Which factors a form has, and how their axes join. */
final class FormFactors {
  private FormFactors() {}

  static List<TensorFactor> of(TensorForm form) {
    return form.format() == TensorForm.Format.TT ? train(form) : tucker(form);
  }

  /** Cores [r_(k-1), m_k, n_k, r_k], r_0 = r_d = 1. */
  private static List<TensorFactor> train(TensorForm form) {
    List<TensorFactor> cores = new ArrayList<>();
    int d = form.modes();
    for (int k = 1; k <= d; k++) {
      cores.add(
          new TensorFactor(
              "core" + k,
              List.of(bond(form, k - 1), output(form, k), input(form, k), bond(form, k))));
    }
    return cores;
  }

  private static FactorAxis bond(TensorForm form, int k) {
    return k == 0 || k == form.modes()
        ? new FactorAxis(FactorAxis.EDGE, 1)
        : FactorAxis.rank(Integer.toString(k), form.ranks().get(k - 1));
  }

  /** Leaves [m_k, n_k, r_k], inner nodes [r_s, r_left, r_right], the root [r_left, r_right]. */
  private static List<TensorFactor> tucker(TensorForm form) {
    DimensionTree tree = form.dimensionTree();
    int[] rank = tree.nodeRanks(form.ranks());
    List<TensorFactor> factors = new ArrayList<>();
    for (int k = 1; k <= form.modes(); k++) {
      FactorAxis up = rank(tree, rank, tree.leaf(k));
      factors.add(new TensorFactor("leaf" + k, List.of(output(form, k), input(form, k), up)));
    }
    for (int n = 0; n < tree.nodes().size(); n++) {
      DimensionTree.Node node = tree.nodes().get(n);
      if (!node.isLeaf()) {
        List<FactorAxis> axes = new ArrayList<>();
        if (n < tree.nodes().size() - 1) {
          axes.add(rank(tree, rank, n));
        }
        axes.add(rank(tree, rank, node.left()));
        axes.add(rank(tree, rank, node.right()));
        factors.add(new TensorFactor(node.name(), axes));
      }
    }
    return factors;
  }

  private static FactorAxis rank(DimensionTree tree, int[] rank, int node) {
    return FactorAxis.rank(tree.nodes().get(node).name(), rank[node]);
  }

  private static FactorAxis output(TensorForm form, int k) {
    return FactorAxis.output(k, form.modesOut().get(k - 1));
  }

  private static FactorAxis input(TensorForm form, int k) {
    return FactorAxis.input(k, form.modesIn().get(k - 1));
  }
}
