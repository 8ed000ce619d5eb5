package org.lstmc.core.compress.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/**
 * A dense matrix in a {@link TensorForm}, by successive truncation of singular values: TT-SVD
 * (Oseledets 2011, algorithm 1) or the hierarchical SVD from the leaves to the root (Grasedyck
 * 2010, section 3, with every truncation applied at once). Each truncation is an orthogonal
 * projection within the one before, so their squared errors add, and none exceeds that of the best
 * approximation of these ranks: the error is at most sqrt(d - 1) (train) or sqrt(2 d - 3)
 * (hierarchical Tucker) times the best.
 *
 * @param form the form with the ranks that came out and the order of the form asked for
 * @param factors factors by short name
 * @param relativeError Frobenius norm of the error over that of the matrix, before factors are
 *     rounded to float; below 1e-7 it is rounding
 */
public record TensorDecomposition(
    TensorForm form, Map<String, Tensor> factors, double relativeError) {
  private static final int MOST_GENEROUS = 1024;

  /** Smaller side of a cut up to which the generous decomposition takes a few seconds. */
  private static final int WIDEST = 600;

  /** Keeps the order of the factors. */
  public TensorDecomposition {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
  }

  /**
   * Decomposes to the ranks of a form. Where the matrix has less rank, the rest is zeros.
   *
   * @param matrix [M, N], at most the form's rows and columns; padded with zeros
   */
  public static TensorDecomposition toRanks(Tensor matrix, TensorForm form) {
    return new Truncation(matrix, form).run(RankRule.fixed(form));
  }

  /**
   * The smallest ranks, truncation by truncation, with a relative error that is certainly at most
   * the target: every truncation may spend an equal share of its square.
   *
   * @param form modes and tree; its ranks are not used
   * @param target greatest relative error, from 0 to below 1
   */
  public static TensorDecomposition toError(Tensor matrix, TensorForm form, double target) {
    if (!(target >= 0 && target < 1)) {
      throw LstmcException.usage("relative error %s: must be from 0 to below 1", target);
    }
    return new Truncation(matrix, form).run(RankRule.tolerance(form, target));
  }

  /**
   * Spends a number of parameters: a first, generous decomposition shows the singular values of
   * every cut, from which {@link RankBudget} chooses the ranks.
   *
   * @param form modes and tree; its ranks are not used
   * @param budget greatest number of parameters
   */
  public static TensorDecomposition toParameters(Tensor matrix, TensorForm form, long budget) {
    RankBudget ranks = new RankBudget(form, budget);
    Truncation truncation = new Truncation(matrix, form);
    var seen = truncation.cuts(ranks.generous(MOST_GENEROUS), WIDEST);
    for (int limit = MOST_GENEROUS / 2; seen.isEmpty(); limit /= 2) {
      // At ranks of 1 no cut is wider than one mode.
      seen = truncation.cuts(ranks.generous(limit), limit > 1 ? WIDEST : Integer.MAX_VALUE);
    }
    return truncation.run(RankRule.fixed(ranks.choose(seen.get().squares())));
  }
}
