package org.lstmc.hwsim.power;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Least squares of logarithms around a prior: with r_i = ln(predicted/published) of a row and u_j =
 * ln(parameter/prior) / ln(within), it minimises sum_i w_i (r_i / ln scatter)^2 + sum_j u_j^2.
 * Twice too high weighs as much as twice too low, and no parameter becomes negative. A row's weight
 * w_i is 1 over the rows of its group that measure the same. A parameter that no row speaks of
 * keeps its prior.
 *
 * <p>After that, a group that has an overhead of its own gets what its calibration rows still lack
 * (never less than nothing): the parameters do not see it, so it cannot hide what they miss.
 */
final class LogFit {
  private static final int MOST_STEPS = 1000;

  private final List<Parameter> parameters;
  private final double logScatter;

  /**
   * A fit.
   *
   * @param scatter factor by which a row is expected to be off with the right parameters, above 1
   */
  LogFit(List<Parameter> parameters, double scatter) {
    this.parameters = List.copyOf(parameters);
    this.logScatter = Math.log(scatter);
  }

  /** Fits the parameters to all these rows. */
  Fitted fit(List<Observation> rows) {
    int n = parameters.size();
    double[] u = new double[n];
    if (n > 0 && !rows.isEmpty()) {
      LeastSquaresProblem problem =
          new LeastSquaresBuilder()
              .start(u)
              .target(new double[rows.size() + n])
              .model(point -> residuals(rows, point.toArray()))
              .lazyEvaluation(false)
              .maxEvaluations(MOST_STEPS)
              .maxIterations(MOST_STEPS)
              .build();
      u = new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
    }
    return new Fitted(values(u));
  }

  private Map<String, Double> values(double[] u) {
    Map<String, Double> values = new TreeMap<>();
    for (int j = 0; j < u.length; j++) {
      Parameter p = parameters.get(j);
      values.put(p.name(), p.prior() * Math.pow(p.within(), u[j]));
    }
    return values;
  }

  /** Residuals of rows, then of the prior, and their derivatives. */
  private Pair<RealVector, RealMatrix> residuals(List<Observation> rows, double[] u) {
    Fitted now = new Fitted(values(u));
    int m = rows.size();
    double[] r = new double[m + u.length];
    double[][] jacobian = new double[m + u.length][u.length];
    for (int i = 0; i < m; i++) {
      Observation row = rows.get(i);
      double scale = Math.sqrt(weight(row, rows)) / logScatter;
      double predicted = now.predict(row);
      r[i] = scale * Math.log(predicted / row.publishedW());
      for (int j = 0; j < u.length; j++) {
        Parameter p = parameters.get(j);
        double part =
            row.terms().stream()
                .filter(t -> t.parameters().contains(p.name()))
                .mapToDouble(now::times)
                .sum();
        jacobian[i][j] = scale * Math.log(p.within()) * part / predicted;
      }
    }
    for (int j = 0; j < u.length; j++) {
      r[m + j] = u[j];
      jacobian[m + j][j] = 1;
    }
    return new Pair<>(new ArrayRealVector(r, false), new Array2DRowRealMatrix(jacobian, false));
  }

  static double weight(Observation row, List<Observation> rows) {
    return 1.0
        / rows.stream()
            .filter(o -> o.group().equals(row.group()) && o.measures().equals(row.measures()))
            .count();
  }
}
