package org.lstmc.core.decode;

/** Sums of probabilities that are given by their natural logarithms. */
final class LogSum {
  /** The logarithm of nothing. */
  static final double ZERO = Double.NEGATIVE_INFINITY;

  private LogSum() {}

  /** {@code log(exp(a) + exp(b))}. */
  static double add(double a, double b) {
    double most = Math.max(a, b);
    return most == ZERO ? ZERO : most + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - most));
  }

  /** Log-softmax of each of the steps, [steps * classes]. */
  static double[] softmax(double[] logits, int steps, int classes) {
    double[] logs = new double[steps * classes];
    for (int from = 0; from < logs.length; from += classes) {
      double most = ZERO;
      for (int k = from; k < from + classes; k++) {
        most = Math.max(most, logits[k]);
      }
      double sum = 0;
      for (int k = from; k < from + classes; k++) {
        sum += StrictMath.exp(logits[k] - most);
      }
      double norm = most + StrictMath.log(sum);
      for (int k = from; k < from + classes; k++) {
        logs[k] = logits[k] - norm;
      }
    }
    return logs;
  }
}
