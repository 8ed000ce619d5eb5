package org.lstmc.core.compress.tensor;

import java.util.Map;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/**
 * A group of modes expanded over its index pairs: {@code values[p * rank + r]}, and where pair p
 * lies in the matrix.
 *
 * @param row share of every pair in the row number
 * @param column share in the column number
 * @param values values [pairs, rank]
 * @param rank rank of the group
 */
record Frame(int[] row, int[] column, double[] values, int rank) {
  int pairs() {
    return row.length;
  }

  /** Two frames side by side, without values. */
  private static Frame pairs(Frame a, Frame b, int rank) {
    int n = Math.multiplyExact(a.pairs(), b.pairs());
    int[] row = new int[n];
    int[] column = new int[n];
    for (int p = 0, i = 0; p < a.pairs(); p++) {
      for (int q = 0; q < b.pairs(); q++, i++) {
        row[i] = a.row[p] + b.row[q];
        column[i] = a.column[p] + b.column[q];
      }
    }
    return new Frame(row, column, new double[Math.multiplyExact(n, rank)], rank);
  }

  /** The pairs of one mode, m_k outside, n_k inside, without values. */
  static Frame ofMode(TensorForm form, int k, int rank) {
    int m = form.modesOut().get(k - 1);
    int n = form.modesIn().get(k - 1);
    int rowStride = 1;
    int columnStride = 1;
    for (int l = k; l < form.modes(); l++) {
      rowStride *= form.modesOut().get(l);
      columnStride *= form.modesIn().get(l);
    }
    int[] row = new int[m * n];
    int[] column = new int[m * n];
    for (int p = 0; p < m * n; p++) {
      row[p] = p / n * rowStride;
      column[p] = p % n * columnStride;
    }
    return new Frame(row, column, new double[m * n * rank], rank);
  }

  /** A node of a dimension tree: U_s = (U_left kron U_right) B_s (Grasedyck 2010, section 3). */
  static Frame ofNode(TensorForm form, DimensionTree tree, int at, Map<String, Tensor> factors) {
    DimensionTree.Node node = tree.nodes().get(at);
    Tensor factor = factors.get(node.name());
    if (node.isLeaf()) {
      Frame leaf = ofMode(form, node.mode(), factor.shape()[2]);
      for (int i = 0; i < leaf.values.length; i++) {
        leaf.values[i] = factor.data()[i];
      }
      return leaf;
    }
    Frame a = ofNode(form, tree, node.left(), factors);
    Frame b = ofNode(form, tree, node.right(), factors);
    return a.join(b, factor.data(), factor.shape().length == 2 ? 1 : factor.shape()[0]);
  }

  /** values[(p, q), r] = sum over s, t of transfer[r, s, t] this[p, s] other[q, t]. */
  private Frame join(Frame other, float[] transfer, int rank) {
    Frame out = pairs(this, other, rank);
    double[] half = new double[other.rank];
    for (int p = 0; p < pairs(); p++) {
      for (int r = 0; r < rank; r++) {
        for (int t = 0; t < other.rank; t++) {
          double sum = 0;
          for (int s = 0; s < this.rank; s++) {
            sum += values[p * this.rank + s] * transfer[(r * this.rank + s) * other.rank + t];
          }
          half[t] = sum;
        }
        for (int q = 0; q < other.pairs(); q++) {
          out.values[(p * other.pairs() + q) * rank + r] = other.dot(q, half);
        }
      }
    }
    return out;
  }

  /** Sum over the rank of one pair's values times others. */
  double dot(int pair, double[] with) {
    double sum = 0;
    for (int r = 0; r < rank; r++) {
      sum += values[pair * rank + r] * with[r];
    }
    return sum;
  }

  /** Cores from .. to of a train that begins there, with the right rank open. */
  static Frame ofCores(TensorForm form, int from, int to, Map<String, Tensor> factors) {
    Frame left = null;
    for (int k = from; k <= to; k++) {
      Tensor core = factors.get("core" + k);
      int[] shape = core.shape();
      Frame mode = ofMode(form, k, shape[3]);
      Frame next = left == null ? mode : pairs(left, mode, shape[3]);
      int pairs = mode.pairs();
      for (int i = 0; i < next.pairs(); i++) {
        for (int r = 0; r < shape[3]; r++) {
          double sum = 0;
          for (int s = 0; s < shape[0]; s++) {
            double before = left == null ? 1 : left.values[i / pairs * shape[0] + s];
            sum += before * core.data()[(s * pairs + i % pairs) * shape[3] + r];
          }
          next.values[i * shape[3] + r] = sum;
        }
      }
      left = next;
    }
    return left;
  }
}
