package org.lstmc.hwsim.power;

import java.util.Map;

/**
 * Result of a fit.
 *
 * @param values parameters by name
 */
public record Fitted(Map<String, Double> values) {
  /** What the model says of a row in W. */
  public double predict(Observation row) {
    return row.terms().stream().mapToDouble(this::times).sum();
  }

  /** A term with its parameters. */
  double times(Term t) {
    double watts = t.watts();
    for (String p : t.parameters()) {
      watts *= values.get(p);
    }
    return watts;
  }
}
