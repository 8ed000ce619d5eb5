package org.lstmc.core.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One update of Z and U. Residuals are relative to the Frobenius norm of W, so that they read as
 * shares of the weights and one tolerance serves both.
 *
 * @param iteration from 1
 * @param epoch epochs done when it was made, with their fraction
 * @param primal {@code ||W - Z|| / ||W||} over all matrices together: how far the weights are from
 *     the structure
 * @param dual {@code rho ||Z - Zbefore|| / (rho ||W||)} over all matrices together, each with its
 *     own rho: how far the structured weights still move
 * @param penalty the sum of {@code rho/2 ||W - Z + U||^2} over the matrices, with the new Z and the
 *     old U, in nats like the loss, which does not include it
 * @param matrices the same by tensor name
 */
public record AdmmIteration(
    int iteration,
    double epoch,
    double primal,
    double dual,
    double penalty,
    Map<String, Matrix> matrices) {
  /**
   * One matrix.
   *
   * @param rho the penalty that was in force until this update
   * @param primal residual
   * @param dual residual
   */
  public record Matrix(double rho, double primal, double dual) {}

  /** Sorts by name. */
  public AdmmIteration {
    matrices = Collections.unmodifiableMap(new TreeMap<>(matrices));
  }
}
