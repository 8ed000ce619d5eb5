package org.lstmc.core.compress.search;

import org.lstmc.core.LstmcException;

/**
 * How to search.
 *
 * @param overall target sparsity over Wx and Wh together, in (0,1)
 * @param rampStep by how much phase 1 raises both ratios at a time
 * @param step by how much phase 2 moves the ratio of Wx at a time
 * @param patience trials in a row without a new best of their path that end the path
 * @param minGain by how much a score must beat another to be better
 * @param refinements how often the step is halved around the best at the end; 0 for never
 * @param rampEpochs epochs of one phase-1 trial
 * @param trialEpochs epochs of one phase-2 or refinement trial
 * @param budgetEpochs epochs in all
 * @param higherIsBetter sense of the score
 */
public record SearchOptions(
    double overall,
    double rampStep,
    double step,
    int patience,
    double minGain,
    int refinements,
    int rampEpochs,
    int trialEpochs,
    int budgetEpochs,
    boolean higherIsBetter) {

  /** Checks the ranges. */
  public SearchOptions {
    check(overall > 0 && overall < 1, "overall sparsity", overall, "above 0 and below 1");
    check(rampStep > 0 && rampStep <= 1, "ramp step", rampStep, "above 0, at most 1");
    check(step > 0 && step < 1, "search step", step, "above 0 and below 1");
    check(patience >= 1, "patience", patience, "at least 1");
    check(minGain >= 0, "least gain", minGain, "at least 0");
    check(refinements >= 0, "refinements", refinements, "at least 0");
    check(rampEpochs >= 0, "ramp epochs", rampEpochs, "at least 0");
    check(trialEpochs >= 0, "trial epochs", trialEpochs, "at least 0");
  }

  /** Defaults for a target and a budget: ramp 0.2, step 0.1, patience 2, one refinement. */
  public static SearchOptions of(double overall, int budgetEpochs, boolean higherIsBetter) {
    return new SearchOptions(overall, 0.2, 0.1, 2, 0, 1, 1, 1, budgetEpochs, higherIsBetter);
  }

  /** These options with another step of Wx's ratio. */
  public SearchOptions withStep(double other) {
    return new SearchOptions(
        overall,
        rampStep,
        other,
        patience,
        minGain,
        refinements,
        rampEpochs,
        trialEpochs,
        budgetEpochs,
        higherIsBetter);
  }

  /** Whether score {@code a} beats {@code b}; anything beats NaN. */
  boolean better(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return !Double.isNaN(a);
    }
    return higherIsBetter ? a > b + minGain : a < b - minGain;
  }

  private static void check(boolean ok, String what, double value, String allowed) {
    if (!ok) {
      throw LstmcException.usage("search: %s is %s; allowed is %s", what, value, allowed);
    }
  }
}
