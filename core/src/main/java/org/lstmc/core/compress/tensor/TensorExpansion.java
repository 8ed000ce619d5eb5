package org.lstmc.core.compress.tensor;

import java.util.Arrays;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/** The dense matrix that a tensor network stands for; sums in double. */
public final class TensorExpansion {
  private TensorExpansion() {}

  /**
   * Writes the matrix out: rows 1 .. M and columns 1 .. N of what the form spans.
   *
   * @param factors factors by short name
   * @param rows M
   * @param cols N
   */
  public static Tensor matrix(TensorForm form, Map<String, Tensor> factors, int rows, int cols) {
    checkShapes(form, factors);
    Tensor out = Tensor.zeros(rows, cols);
    if (form.format() == TensorForm.Format.TT) {
      Frame left = Frame.ofCores(form, 1, form.modes() - 1, factors);
      Tensor core = factors.get("core" + form.modes());
      Frame right = Frame.ofMode(form, form.modes(), left.rank());
      for (int p = 0; p < right.pairs(); p++) {
        for (int r = 0; r < left.rank(); r++) {
          right.values()[p * left.rank() + r] = core.data()[r * right.pairs() + p];
        }
      }
      multiply(left, right, out);
    } else {
      DimensionTree tree = form.dimensionTree();
      Frame left = Frame.ofNode(form, tree, tree.root().left(), factors);
      Frame right = Frame.ofNode(form, tree, tree.root().right(), factors);
      multiply(throughRoot(left, factors.get("root")), right, out);
    }
    return out;
  }

  /** Refuses factors that are not those of the form. */
  static void checkShapes(TensorForm form, Map<String, Tensor> factors) {
    for (TensorFactor factor : form.factors()) {
      Tensor tensor = factors.get(factor.name());
      if (tensor == null || !Arrays.equals(tensor.shape(), factor.shape())) {
        throw LstmcException.badInput(
            "factor %s: found %s, its form needs %s",
            factor.name(),
            tensor == null ? "nothing" : Arrays.toString(tensor.shape()),
            Arrays.toString(factor.shape()));
      }
    }
  }

  private static Frame throughRoot(Frame left, Tensor root) {
    int rank = root.cols();
    Frame out = new Frame(left.row(), left.column(), new double[left.pairs() * rank], rank);
    for (int p = 0; p < left.pairs(); p++) {
      for (int t = 0; t < rank; t++) {
        double sum = 0;
        for (int s = 0; s < left.rank(); s++) {
          sum += left.values()[p * left.rank() + s] * root.at(s, t);
        }
        out.values()[p * rank + t] = sum;
      }
    }
    return out;
  }

  private static void multiply(Frame left, Frame right, Tensor out) {
    for (int p = 0; p < left.pairs(); p++) {
      double[] row = Arrays.copyOfRange(left.values(), p * left.rank(), (p + 1) * left.rank());
      for (int q = 0; q < right.pairs(); q++) {
        int r = left.row()[p] + right.row()[q];
        int c = left.column()[p] + right.column()[q];
        if (r < out.rows() && c < out.cols()) {
          out.data()[r * out.cols() + c] = (float) right.dot(q, row);
        }
      }
    }
  }
}
