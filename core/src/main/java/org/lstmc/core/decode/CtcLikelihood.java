package org.lstmc.core.decode;

/**
 * How likely a string of labels is, over all paths that say it (Graves et al. 2006, section 4.1).
 */
public final class CtcLikelihood {
  private CtcLikelihood() {}

  /** Steps that a string needs at least: one a label, and a blank between two that are the same. */
  public static int stepsNeeded(int[] labels) {
    int steps = labels.length;
    for (int i = 1; i < labels.length; i++) {
      steps += labels[i] == labels[i - 1] ? 1 : 0;
    }
    return steps;
  }

  /**
   * Negative log-likelihood in nats; infinite where the steps are too few for the string.
   *
   * @param logs natural logarithms of probabilities, step-major [steps * classes], the last class
   *     the blank
   */
  public static double negativeLog(double[] logs, int steps, int classes, int[] labels) {
    int blank = classes - 1;
    int states = 2 * labels.length + 1;
    // State s is blank where s is even, else label s/2; alpha is equation 6 of the paper.
    double[] alpha = new double[states];
    java.util.Arrays.fill(alpha, LogSum.ZERO);
    alpha[0] = 0;
    double[] next = new double[states];
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        int k = s % 2 == 0 ? blank : labels[s / 2];
        double sum = alpha[s];
        if (s > 0) {
          sum = LogSum.add(sum, alpha[s - 1]);
        }
        if (s > 2 && k != blank && k != labels[s / 2 - 1]) {
          sum = LogSum.add(sum, alpha[s - 2]);
        }
        next[s] = sum + logs[t * classes + k];
      }
      double[] former = alpha;
      alpha = next;
      next = former;
    }
    return -(states == 1 ? alpha[0] : LogSum.add(alpha[states - 1], alpha[states - 2]));
  }
}
