package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/**
 * Successive truncation of one matrix; several runs with other rules share the first cut's work.
 */
final class Truncation {
  private final TensorForm form;
  private final double[] whole;
  private final int[] pairs;
  private final double norm;
  private Gram first;
  private long budget;
  private long spent;

  Truncation(Tensor matrix, TensorForm form) {
    if (matrix.rows() > form.rows() || matrix.cols() > form.columns()) {
      throw LstmcException.usage(
          "matrix of %d x %d: modes hold %d x %d; choose larger modes",
          matrix.rows(), matrix.cols(), form.rows(), form.columns());
    }
    this.form = form;
    this.whole = PairedTensor.of(matrix, form);
    this.pairs = PairedTensor.pairs(form);
    this.norm = square(whole);
  }

  /** Squared norm. */
  private static double square(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  TensorDecomposition run(RankRule rule) {
    return run(rule, Long.MAX_VALUE).orElseThrow();
  }

  /** Decomposes; gives up, with nothing, as soon as the factors hold more than a budget. */
  Optional<TensorDecomposition> run(RankRule rule, long most) {
    budget = most;
    spent = 0;
    return form.format() == TensorForm.Format.TT ? train(rule) : tucker(rule);
  }

  private Optional<TensorDecomposition> train(RankRule rule) {
    Map<String, double[]> factors = new LinkedHashMap<>();
    List<Integer> ranks = new ArrayList<>();
    Cut cut = new Cut(whole, 1);
    for (int k = 0; k < pairs.length - 1; k++) {
      int rows = cut.rank * pairs[k];
      cut = truncate(cut.core, rows, k, rule, factors, "core" + (k + 1));
      if (cut == null) {
        return Optional.empty();
      }
      ranks.add(cut.rank);
    }
    factors.put("core" + pairs.length, cut.core);
    return result(form.withRanks(ranks), factors, cut.core);
  }

  private Optional<TensorDecomposition> tucker(RankRule rule) {
    DimensionTree tree = form.dimensionTree();
    Map<String, double[]> factors = new LinkedHashMap<>();
    int[] ranks = new int[tree.nodes().size()];
    // Axes of the shrinking tensor, outermost first: positions of nodes, and their extents.
    List<Integer> axes = new ArrayList<>();
    List<Integer> extents = new ArrayList<>();
    for (int k = 1; k <= pairs.length; k++) {
      axes.add(tree.leaf(k));
      extents.add(pairs[k - 1]);
    }
    double[] core = whole;
    for (int node : leavesFirst(tree)) {
      DimensionTree.Node at = tree.nodes().get(node);
      List<Integer> inside = at.isLeaf() ? List.of(node) : List.of(at.left(), at.right());
      core = PairedTensor.toFront(core, axes, extents, inside);
      int rows = 1;
      for (int i = 0; i < inside.size(); i++) {
        rows *= extents.remove(0);
        axes.remove(0);
      }
      if (node == tree.nodes().size() - 1) {
        factors.put(at.name(), core);
        break;
      }
      Cut cut = truncate(core, rows, node, rule, factors, at.name());
      if (cut == null) {
        return Optional.empty();
      }
      if (!at.isLeaf()) {
        factors.put(at.name(), transposed(factors.get(at.name()), rows, cut.rank));
      }
      core = cut.core;
      ranks[node] = cut.rank;
      axes.add(0, node);
      extents.add(0, cut.rank);
    }
    return result(form.withRanks(tree.ranks(ranks)), factors, core);
  }

  /** Positions of the nodes in the order of their cuts: leaves 1 .. d, inner nodes, the root. */
  static List<Integer> leavesFirst(DimensionTree tree) {
    List<Integer> order = new ArrayList<>();
    for (int k = 1; k <= tree.modes(); k++) {
      order.add(tree.leaf(k));
    }
    for (int n = 0; n < tree.nodes().size(); n++) {
      if (!tree.nodes().get(n).isLeaf()) {
        order.add(n);
      }
    }
    return order;
  }

  /** What is left of the tensor [rank, columns] after a cut. */
  private record Cut(double[] core, int rank) {}

  /**
   * Stores the leading left singular vectors [rows, rank] and projects on them; null where the
   * budget does not allow it.
   */
  private Cut truncate(
      double[] x, int rows, int at, RankRule rule, Map<String, double[]> factors, String name) {
    int columns = x.length / rows;
    if (spent + rows > budget) {
      return null;
    }
    Gram gram = x == whole && first != null ? first : Gram.of(x, rows, columns);
    if (x == whole) {
      first = gram;
    }
    int rank = rule.rank(at, gram.squares(), norm);
    spent += (long) rows * rank;
    if (spent > budget) {
      return null;
    }
    double[] u = gram.left(x, rows, columns, rank);
    factors.put(name, u);
    double[] core = new double[rank * columns];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < rank; k++) {
        add(u[r * rank + k], x, r * columns, core, k * columns, columns);
      }
    }
    return new Cut(core, rank);
  }

  private static void add(double w, double[] x, int from, double[] out, int to, int n) {
    for (int c = 0; c < n; c++) {
      out[to + c] += w * x[from + c];
    }
  }

  private static double[] transposed(double[] values, int rows, int cols) {
    double[] out = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        out[c * rows + r] = values[r * cols + c];
      }
    }
    return out;
  }

  private Optional<TensorDecomposition> result(
      TensorForm ranked, Map<String, double[]> values, double[] last) {
    Map<String, Tensor> factors = new LinkedHashMap<>();
    for (TensorFactor factor : ranked.factors()) {
      double[] of = values.get(factor.name());
      float[] data = new float[of.length];
      for (int i = 0; i < of.length; i++) {
        data[i] = (float) of[i];
      }
      factors.put(factor.name(), new Tensor(factor.shape(), data));
    }
    double lost = Math.max(0, norm - square(last));
    double error = norm == 0 ? 0 : Math.sqrt(lost / norm);
    return ranked.parameters() > budget
        ? Optional.empty()
        : Optional.of(new TensorDecomposition(ranked, factors, error));
  }
}
