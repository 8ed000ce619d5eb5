package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/** Successive truncation of one matrix; runs with different rules share the first cut's work. */
final class Truncation {
  private final TensorForm form;
  private final double[] whole;
  private final int[] pairs;
  private final double norm;
  private Gram first;

  /**
   * What a run leaves.
   *
   * @param ranks of the cuts, in the order of a form's ranks
   * @param factors values by factor name
   * @param squares squared singular values of every cut, in the order of a form's ranks
   * @param kept squared norm of what is left
   */
  record Outcome(
      List<Integer> ranks, Map<String, double[]> factors, List<double[]> squares, double kept) {}

  /** A tensor [rank, columns] left by a cut, and the vectors [rows, rank] that the cut keeps. */
  private record Cut(double[] core, int rank, double[] vectors, double[] squares) {}

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
    Outcome outcome = cuts(rule, Integer.MAX_VALUE).orElseThrow();
    TensorForm ranked = form.withRanks(outcome.ranks());
    Map<String, Tensor> factors = new LinkedHashMap<>();
    for (var factor : ranked.factors()) {
      double[] of = outcome.factors().get(factor.name());
      float[] data = new float[of.length];
      for (int i = 0; i < of.length; i++) {
        data[i] = (float) of[i];
      }
      factors.put(factor.name(), new Tensor(factor.shape(), data));
    }
    double lost = Math.max(0, norm - outcome.kept());
    return new TensorDecomposition(ranked, factors, norm == 0 ? 0 : Math.sqrt(lost / norm));
  }

  /**
   * Cuts by a rule.
   *
   * @param widest greatest smaller side of a cut; nothing comes back where one is larger
   */
  Optional<Outcome> cuts(RankRule rule, int widest) {
    return form.format() == TensorForm.Format.TT ? train(rule, widest) : tucker(rule, widest);
  }

  private Optional<Outcome> train(RankRule rule, int widest) {
    Map<String, double[]> factors = new HashMap<>();
    List<Integer> ranks = new ArrayList<>();
    List<double[]> squares = new ArrayList<>();
    double[] core = whole;
    int rank = 1;
    for (int k = 0; k < pairs.length - 1; k++) {
      int rows = rank * pairs[k];
      if (Math.min(rows, core.length / rows) > widest) {
        return Optional.empty();
      }
      Cut cut = truncate(core, rows, k, rule);
      factors.put("core" + (k + 1), cut.vectors());
      squares.add(cut.squares());
      rank = cut.rank();
      ranks.add(rank);
      core = cut.core();
    }
    factors.put("core" + pairs.length, core);
    return Optional.of(new Outcome(ranks, factors, squares, square(core)));
  }

  private Optional<Outcome> tucker(RankRule rule, int widest) {
    DimensionTree tree = form.dimensionTree();
    Map<String, double[]> factors = new HashMap<>();
    Cut[] cuts = new Cut[tree.nodes().size()];
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
      if (node == cuts.length - 1) {
        factors.put(at.name(), core);
        break;
      }
      int rows = 1;
      for (int i = 0; i < inside.size(); i++) {
        rows *= extents.remove(0);
        axes.remove(0);
      }
      if (Math.min(rows, core.length / rows) > widest) {
        return Optional.empty();
      }
      Cut cut = truncate(core, rows, node, rule);
      double[] vectors = cut.vectors();
      factors.put(at.name(), at.isLeaf() ? vectors : transposed(vectors, rows, cut.rank()));
      cuts[node] = cut;
      core = cut.core();
      axes.add(0, node);
      extents.add(0, cut.rank());
    }
    List<Integer> ranks = tree.inRankOrder(n -> cuts[n].rank());
    return Optional.of(
        new Outcome(ranks, factors, tree.inRankOrder(n -> cuts[n].squares()), square(core)));
  }

  /** Positions of the nodes in the order of their cuts: leaves 1 .. d, inner nodes, the root. */
  static List<Integer> leavesFirst(DimensionTree tree) {
    List<Integer> order = new ArrayList<>(tree.inRankOrder(n -> n));
    order.add(tree.nodes().size() - 1);
    return order;
  }

  /** Takes the leading left singular vectors [rows, rank] and projects on them. */
  private Cut truncate(double[] x, int rows, int at, RankRule rule) {
    int columns = x.length / rows;
    Gram gram = x == whole && first != null ? first : Gram.of(x, rows, columns);
    if (x == whole) {
      first = gram;
    }
    int rank = rule.rank(at, gram.squares(), norm);
    double[] u = gram.left(x, rows, columns, rank);
    double[] core = new double[rank * columns];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < rank; k++) {
        add(u[r * rank + k], x, r * columns, core, k * columns, columns);
      }
    }
    return new Cut(core, rank, u, gram.squares());
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
}
