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
  private static final int BISECTIONS = 30;

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
   * The most exact decomposition of at most so many parameters, among those of {@link #toError}:
   * bisection of the target.
   *
   * @param form modes and tree; its ranks are not used
   * @param budget greatest number of parameters
   */
  public static TensorDecomposition toParameters(Tensor matrix, TensorForm form, long budget) {
    TensorForm least = form.withRanks(Collections.nCopies(form.ranks().size(), 1));
    if (budget < least.parameters()) {
      throw LstmcException.usage(
          "%d parameters: with these modes ranks of 1 already need %d; raise the budget or choose smaller modes",
          budget, least.parameters());
    }
    Truncation truncation = new Truncation(matrix, form);
    TensorDecomposition best = truncation.run(RankRule.fixed(least));
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS && high - low > 1e-4 * high; i++) {
      // Zero first: a matrix of low rank may fit as it is.
      double target = i == 0 ? 0 : (low + high) / 2;
      var tried = truncation.run(RankRule.tolerance(form, target), budget);
      if (tried.isPresent()) {
        best = tried.get().relativeError() <= best.relativeError() ? tried.get() : best;
        high = target;
      } else {
        low = target;
      }
    }
    return best;
  }
}
