package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A layer's matrix held as a network of small tensors. A matrix of M x N is read as a tensor of d
 * mode pairs: row (i_1 .. i_d) and column (j_1 .. j_d), first mode slowest, M up to prod m_k and N
 * up to prod n_k. Padded columns meet zeros, rows past M are dropped. As rows are stacked gates,
 * the gate is part of the first output mode.
 *
 * @param format how the tensor is factored
 * @param modesIn n_1 .. n_d
 * @param modesOut m_1 .. m_d
 * @param tree dimension tree of a hierarchical Tucker form, such as {@code (((1,2),3),(4,5))}; null
 *     of a tensor train
 * @param ranks tensor train: r_1 .. r_(d-1). Hierarchical Tucker: of leaves 1 .. d, then of the
 *     inner nodes in post-order of the tree, the root (rank 1) left out
 * @param joined whether it stands for [Wx, Wh] on the joined vector [x, h] (FDHT), else for Wx
 * @param order names of the factors in the order in which a product contracts them; empty while
 *     none is chosen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TensorForm(
    Format format,
    List<Integer> modesIn,
    List<Integer> modesOut,
    String tree,
    List<Integer> ranks,
    boolean joined,
    List<String> order) {
  /** How a tensor is factored. */
  public enum Format {
    /** Hierarchical Tucker (Grasedyck, SIAM J. Matrix Anal. Appl. 2010). */
    @JsonProperty("hierarchical-tucker")
    HT("hierarchical-tucker"),
    /** Tensor train (Oseledets, SIAM J. Sci. Comput. 2011). */
    @JsonProperty("tensor-train")
    TT("tensor-train");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    /** As files and reports name it, as a scheme of compression too. */
    public String label() {
      return label;
    }

    /** Whether a scheme of compression is a tensor form. */
    public static boolean isScheme(String scheme) {
      return HT.label.equals(scheme) || TT.label.equals(scheme);
    }
  }

  /** Copies the lists and checks everything but the layer's own sizes. */
  public TensorForm {
    modesIn = List.copyOf(modesIn);
    modesOut = List.copyOf(modesOut);
    ranks = List.copyOf(ranks);
    order = List.copyOf(order);
    TensorFormCheck.check(format, modesIn, modesOut, tree, ranks, order);
  }

  /** The same form with another order of contraction. */
  public TensorForm withOrder(List<String> names) {
    return new TensorForm(format, modesIn, modesOut, tree, ranks, joined, names);
  }

  /** The same form with other ranks; the order stays, as the factors' names do. */
  public TensorForm withRanks(List<Integer> other) {
    return new TensorForm(format, modesIn, modesOut, tree, other, joined, order);
  }

  /** Number of mode pairs d. */
  public int modes() {
    return modesIn.size();
  }

  /** Rows that the form spans, padding included: the product of m_k. */
  public int rows() {
    return product(modesOut);
  }

  /** Columns that the form spans, padding included: the product of n_k. */
  public int columns() {
    return product(modesIn);
  }

  /** The dimension tree of a hierarchical Tucker form. */
  public DimensionTree dimensionTree() {
    return DimensionTree.parse(tree, modes());
  }

  /**
   * The factors with their axes. Tensor train: cores 1 .. d. Hierarchical Tucker: leaves 1 .. d,
   * then inner nodes in post-order, the root last.
   */
  public List<TensorFactor> factors() {
    return FormFactors.of(this);
  }

  /** Numbers that all factors hold. */
  public long parameters() {
    return factors().stream().mapToLong(TensorFactor::parameters).sum();
  }

  /**
   * Checks the form against a matrix of stacked gates.
   *
   * @param rows M, rows of the matrix
   * @param cols N, its columns
   * @param gates how many gates are stacked in the rows
   * @throws LstmcException if the modes cannot hold it
   */
  public void checkHolds(int rows, int cols, int gates) {
    TensorFormCheck.checkHolds(this, rows, cols, gates);
  }

  private static int product(List<Integer> modes) {
    return Math.toIntExact(TensorFormCheck.product(modes));
  }
}
