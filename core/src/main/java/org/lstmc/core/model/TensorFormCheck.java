package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;

/** What a {@link TensorForm} must satisfy; each refusal names the bound. */
final class TensorFormCheck {
  private static final int MOST_MODES = 24;

  private TensorFormCheck() {}

  static void check(
      TensorForm.Format format,
      List<Integer> modesIn,
      List<Integer> modesOut,
      String tree,
      List<Integer> ranks,
      List<String> order) {
    if (format == null) {
      throw LstmcException.usage(
          "a tensor form needs a format; give tensor-train or hierarchical-tucker");
    }
    checkModes(modesIn, modesOut);
    for (int rank : ranks) {
      if (rank < 1) {
        throw LstmcException.usage("rank %d: ranks are at least 1", rank);
      }
    }
    if (format == TensorForm.Format.TT) {
      if (tree != null) {
        throw LstmcException.usage("tree '%s': a tensor train has no tree; leave it out", tree);
      }
      RankBounds.checkTrain(modesIn, modesOut, ranks);
    } else {
      RankBounds.checkTucker(modesIn, modesOut, DimensionTree.parse(tree, modesIn.size()), ranks);
    }
    if (!order.isEmpty()) {
      checkOrder(format, modesIn.size(), order);
    }
  }

  private static void checkModes(List<Integer> modesIn, List<Integer> modesOut) {
    if (modesIn.size() != modesOut.size()) {
      throw LstmcException.usage(
          "%d input modes %s and %d output modes %s: give as many of one as of the other (a mode may be 1)",
          modesIn.size(), modesIn, modesOut.size(), modesOut);
    }
    if (modesIn.size() < 2 || modesIn.size() > MOST_MODES) {
      throw LstmcException.usage("%d modes: a tensor form has 2 to %d", modesIn.size(), MOST_MODES);
    }
    for (List<Integer> modes : List.of(modesIn, modesOut)) {
      for (int mode : modes) {
        if (mode < 1) {
          throw LstmcException.usage("mode %d in %s: modes are at least 1", mode, modes);
        }
      }
      if (product(modes) > Integer.MAX_VALUE) {
        throw LstmcException.usage("modes %s: their product is above %d", modes, Integer.MAX_VALUE);
      }
    }
  }

  private static void checkOrder(TensorForm.Format format, int modes, List<String> order) {
    List<String> names = new ArrayList<>();
    boolean train = format == TensorForm.Format.TT;
    for (int k = 1; k <= modes; k++) {
      names.add((train ? "core" : "leaf") + k);
    }
    for (int n = 1; !train && n < modes - 1; n++) {
      names.add("node" + n);
    }
    if (!train) {
      names.add("root");
    }
    if (order.size() != names.size() || !new TreeSet<>(order).equals(new TreeSet<>(names))) {
      throw LstmcException.usage("order %s: must name each of %s once", order, names);
    }
  }

  static void checkHolds(TensorForm form, int rows, int cols, int gates) {
    if (form.columns() < cols) {
      throw LstmcException.usage(
          "input modes %s: their product %d does not hold %d columns; choose modes of product %d or more",
          form.modesIn(), form.columns(), cols, cols);
    }
    if (form.rows() < rows) {
      throw LstmcException.usage(
          "output modes %s: their product %d does not hold %d rows; choose modes of product %d or more",
          form.modesOut(), form.rows(), rows, rows);
    }
    int first = form.modesOut().get(0);
    if (first % gates != 0) {
      throw LstmcException.usage(
          "output modes %s: the first, %d, holds the gates and must be a multiple of %d",
          form.modesOut(), first, gates);
    }
  }

  /** Product of modes; above {@link Integer#MAX_VALUE} where it stops counting. */
  static long product(List<Integer> modes) {
    long product = 1;
    for (int mode : modes) {
      product = product > Integer.MAX_VALUE ? product : product * mode;
    }
    return product;
  }
}
