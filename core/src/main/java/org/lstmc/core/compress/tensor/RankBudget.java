package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.RankBounds;
import org.lstmc.core.model.TensorForm;

/**
 * Ranks for a number of parameters. The squared error is at most the sum over all cuts of the
 * squares of the singular values left out, so from ranks of 1 the rank rises next that takes most
 * out of this sum per parameter it costs; until nothing more fits.
 */
final class RankBudget {
  private final TensorForm form;
  private final long budget;
  private final List<Integer> bounds;

  RankBudget(TensorForm form, long budget) {
    boolean train = form.format() == TensorForm.Format.TT;
    this.form = form.withRanks(Collections.nCopies(form.ranks().size(), 1));
    this.budget = budget;
    this.bounds =
        RankBounds.ofModes(form.modesIn(), form.modesOut(), train ? null : form.dimensionTree());
    if (budget < this.form.parameters()) {
      throw LstmcException.usage(
          "%d parameters: with these modes ranks of 1 already need %d;"
              + " raise the budget or choose smaller modes",
          budget, this.form.parameters());
    }
  }

  /**
   * A rule of generous ranks: the greatest of every cut that fits while the others are 1, but none
   * above a limit.
   */
  RankRule generous(int limit) {
    List<Integer> most = most(limit);
    int[] of =
        form.format() == TensorForm.Format.TT
            ? most.stream().mapToInt(Integer::intValue).toArray()
            : form.dimensionTree().nodeRanks(most);
    return (cut, squares, norm) -> Math.min(of[cut], squares.length);
  }

  private List<Integer> most(int limit) {
    List<Integer> ranks = new ArrayList<>();
    for (int c = 0; c < bounds.size(); c++) {
      int low = 1;
      int high = Math.min(bounds.get(c), limit);
      while (low < high) {
        int middle = (low + high + 1) / 2;
        boolean fits = parameters(raised(form.ranks(), List.of(c), middle - 1)) <= budget;
        low = fits ? middle : low;
        high = fits ? high : middle - 1;
      }
      ranks.add(low);
    }
    return ranks;
  }

  /**
   * The ranks.
   *
   * @param squares squared singular values by place among the ranks
   */
  TensorForm choose(List<double[]> squares) {
    List<List<Integer>> groups = groups();
    TensorForm now = form;
    while (true) {
      TensorForm next = null;
      double best = 0;
      for (List<Integer> group : groups) {
        double[] of = squares.get(group.get(0));
        int rank = now.ranks().get(group.get(0));
        TensorForm tried = rank < of.length ? allowed(raised(now.ranks(), group, 1)) : null;
        if (tried != null && tried.parameters() <= budget) {
          double gain = of[rank] / (tried.parameters() - now.parameters());
          if (gain > best) {
            best = gain;
            next = tried;
          }
        }
      }
      if (next == null) {
        return now;
      }
      now = next;
    }
  }

  /** Ranks that rise together: both children of the root are one cut. */
  private List<List<Integer>> groups() {
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> root = List.of();
    if (form.format() == TensorForm.Format.HT) {
      DimensionTree tree = form.dimensionTree();
      List<Integer> places = tree.inRankOrder(n -> n);
      root = List.of(places.indexOf(tree.root().left()), places.indexOf(tree.root().right()));
      groups.add(root);
    }
    for (int c = 0; c < bounds.size(); c++) {
      if (!root.contains(c)) {
        groups.add(List.of(c));
      }
    }
    return groups;
  }

  private static List<Integer> raised(List<Integer> ranks, List<Integer> places, int by) {
    List<Integer> next = new ArrayList<>(ranks);
    for (int place : places) {
      next.set(place, ranks.get(place) + by);
    }
    return next;
  }

  /** The form of these ranks; null where one exceeds its bound. */
  private TensorForm allowed(List<Integer> ranks) {
    try {
      return form.withRanks(ranks);
    } catch (LstmcException aboveBound) {
      return null;
    }
  }

  /** Parameters of one high rank among ones, which need not be an allowed form. */
  private long parameters(List<Integer> ranks) {
    long sum = 0;
    for (var factor : form.factors()) {
      long product = 1;
      for (var axis : factor.axes()) {
        int place = placeOf(axis.label());
        product *= place < 0 ? axis.extent() : ranks.get(place);
      }
      sum += product;
    }
    return sum;
  }

  private int placeOf(String label) {
    if (!label.startsWith("r.")) {
      return -1;
    }
    String name = label.substring(2);
    if (form.format() == TensorForm.Format.TT) {
      return Integer.parseInt(name) - 1;
    }
    DimensionTree tree = form.dimensionTree();
    return tree.inRankOrder(n -> tree.nodes().get(n).name()).indexOf(name);
  }
}
