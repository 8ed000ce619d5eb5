package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/**
 * A matrix as a tensor of d axes, axis k running over the pairs (i_k, j_k), i_k outside, and its
 * axes in another order.
 */
final class PairedTensor {
  private PairedTensor() {}

  /** Lengths m_k n_k of the axes. */
  static int[] pairs(TensorForm form) {
    int[] pairs = new int[form.modes()];
    for (int k = 0; k < pairs.length; k++) {
      pairs[k] = Math.multiplyExact(form.modesOut().get(k), form.modesIn().get(k));
    }
    return pairs;
  }

  /** The matrix in this layout, with zeros where it is smaller than the form. */
  static double[] of(Tensor matrix, TensorForm form) {
    double[] out = new double[Math.multiplyExact(form.rows(), form.columns())];
    int[] row = places(form, true);
    int[] column = places(form, false);
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.cols(); c++) {
        out[row[r] + column[c]] = matrix.at(r, c);
      }
    }
    return out;
  }

  /** Where every row (or column) of the matrix begins. */
  private static int[] places(TensorForm form, boolean rows) {
    int[] pairs = pairs(form);
    int[] places = {0};
    for (int k = 0; k < pairs.length; k++) {
      int stride = rows ? form.modesIn().get(k) : 1;
      for (int l = k + 1; l < pairs.length; l++) {
        stride *= pairs[l];
      }
      int extent = (rows ? form.modesOut() : form.modesIn()).get(k);
      int[] next = new int[places.length * extent];
      for (int i = 0; i < next.length; i++) {
        next[i] = places[i / extent] + i % extent * stride;
      }
      places = next;
    }
    return places;
  }

  /**
   * Brings some axes to the front, in the order given, the others behind as they were.
   *
   * @param axes names of the axes, changed to what they are afterwards
   * @param extents their lengths, likewise
   */
  static double[] toFront(
      double[] x, List<Integer> axes, List<Integer> extents, List<Integer> front) {
    List<Integer> order = new ArrayList<>();
    for (int axis : front) {
      order.add(axes.indexOf(axis));
    }
    for (int a = 0; a < axes.size(); a++) {
      if (!order.contains(a)) {
        order.add(a);
      }
    }
    AxisPermutation permutation = new AxisPermutation(extents, order);
    List<Integer> newAxes = order.stream().map(axes::get).toList();
    List<Integer> newExtents = order.stream().map(extents::get).toList();
    for (int a = 0; a < order.size(); a++) {
      axes.set(a, newAxes.get(a));
      extents.set(a, newExtents.get(a));
    }
    if (permutation.isIdentity()) {
      return x;
    }
    int[] source = permutation.sourceIndices();
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = x[source[i]];
    }
    return out;
  }
}
