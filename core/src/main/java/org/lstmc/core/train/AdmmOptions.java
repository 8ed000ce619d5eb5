package org.lstmc.core.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;

/**
 * What decides the ADMM phase of an {@link AdmmRun}.
 *
 * @param epochs of the {@link TrainOptions}' epochs that ADMM may take; retraining takes the rest
 * @param everyEpochs epochs between two updates of Z and U, fractions allowed; used where {@code
 *     everySteps} is 0
 * @param everySteps optimizer steps between two updates; 0 to count by epochs
 * @param rho penalty of the first iteration; per unit of the mean loss, so it reads as a weight
 *     decay towards Z - U
 * @param rhoOf other first penalties, by tensor name
 * @param rule how a matrix's penalty changes from iteration to iteration
 * @param factor by which it changes, above 1
 * @param most greatest penalty
 * @param tolerance ADMM ends before its epochs do, at the first epoch's end that finds both
 *     residuals of the network at most this; 0 for never
 */
public record AdmmOptions(
    int epochs,
    double everyEpochs,
    int everySteps,
    double rho,
    Map<String, Double> rhoOf,
    Rule rule,
    double factor,
    double most,
    double tolerance) {
  /** Residuals further apart than this are out of balance (Boyd et al., 2011, section 3.4.1). */
  private static final double BALANCE = 10;

  /** How penalties change. */
  public enum Rule {
    /** Not at all. */
    FIXED,
    /** Multiplied by the factor in every iteration. */
    GROWING,
    /**
     * Multiplied by the factor where the primal residual is over ten times the dual one, divided by
     * it where it is the other way round (Boyd et al., 2011, section 3.4.1).
     */
    BALANCED;

    /** The name on the command line. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Checks every range. */
  public AdmmOptions {
    rhoOf = Collections.unmodifiableMap(new TreeMap<>(rhoOf));
    check(epochs >= 1, "epochs", epochs, "1 or more");
    check(everySteps >= 0, "steps an iteration", everySteps, "0 (count by epochs) or more");
    check(
        everySteps > 0 || everyEpochs > 0 && everyEpochs <= epochs,
        "epochs an iteration",
        everyEpochs,
        "above 0, at most the " + epochs + " epochs of ADMM");
    check(factor > 1 && factor <= 1000, "factor of rho", factor, "above 1, at most 1000");
    check(most > 0 && most <= 1e9, "greatest rho", most, "above 0, at most 1e9");
    checkRho("rho", rho, most);
    for (Map.Entry<String, Double> e : rhoOf.entrySet()) {
      checkRho("rho of " + e.getKey(), e.getValue(), most);
    }
    check(tolerance >= 0 && tolerance < 1, "tolerance", tolerance, "0 (never) up to 1");
  }

  /**
   * What has served well: half of the epochs, ten iterations, rho growing by 1.3. Adam divides its
   * gradient by its size, so rho weighs against the loss's gradient alone; plain descent moves a
   * weight by rate times rho of its distance, so rho is taken from the rate. docs/training.md has
   * the trials.
   */
  public static AdmmOptions defaults(TrainOptions training) {
    return defaults(training, Math.max(1, training.epochs() / 2));
  }

  /** The same for another number of epochs of ADMM. */
  public static AdmmOptions defaults(TrainOptions training, int epochs) {
    boolean sgd = training.optimizer() == OptimizerKind.SGD;
    return new AdmmOptions(
        epochs,
        Math.max(1, epochs) / 10.0,
        0,
        sgd ? 0.01 / training.learningRate() : 0.02,
        Map.of(),
        Rule.GROWING,
        1.3,
        sgd ? 0.5 / training.learningRate() : 100,
        0);
  }

  private static void checkRho(String what, double rho, double most) {
    check(rho > 0 && rho <= most, what, rho, "above 0, at most " + most + " (the greatest rho)");
  }

  private static void check(boolean ok, String what, Object found, String allowed) {
    if (!ok) {
      throw LstmcException.usage("ADMM: %s is %s; allowed is %s", what, found, allowed);
    }
  }

  /** These options with other first penalties by name. */
  public AdmmOptions withRhoOf(Map<String, Double> byName) {
    return new AdmmOptions(
        epochs, everyEpochs, everySteps, rho, byName, rule, factor, most, tolerance);
  }

  /** The first penalty of a matrix. */
  public double firstRho(String name) {
    return rhoOf.getOrDefault(name, rho);
  }

  /** The penalty of the iteration after one. */
  double next(AdmmIteration.Matrix last) {
    return switch (rule) {
      case FIXED -> last.rho();
      case GROWING -> Math.min(most, last.rho() * factor);
      case BALANCED ->
          last.primal() > BALANCE * last.dual()
              ? Math.min(most, last.rho() * factor)
              : last.dual() > BALANCE * last.primal() ? last.rho() / factor : last.rho();
    };
  }

  /** Optimizer steps between two updates, rounded down so that the last one is not lost. */
  int steps(int stepsPerEpoch) {
    return everySteps > 0 ? everySteps : (int) Math.max(1, everyEpochs * stepsPerEpoch + 1e-9);
  }
}
