package org.lstmc.core.compress.tensor;

import org.lstmc.core.model.TensorForm;

/** How large the factors must be drawn for the matrix to come out as large as wanted. */
public final class FactorScale {
  private FactorScale() {}

  /**
   * Standard deviation of every factor's values. An entry of the matrix is a sum over all ranks of
   * products with one value of every factor; with independent values of mean zero the terms are
   * uncorrelated, so its variance is the product of all ranks times that of the factors' variances.
   * All factors take an equal share.
   *
   * @param ofMatrix standard deviation that the entries of the expanded matrix shall have
   */
  public static double initialStandardDeviation(TensorForm form, double ofMatrix) {
    double logTerms = 0;
    for (int rank : form.ranks()) {
      logTerms += Math.log(rank);
    }
    double logVariance = 2 * Math.log(ofMatrix) - logTerms;
    return Math.exp(logVariance / (2 * form.factors().size()));
  }
}
