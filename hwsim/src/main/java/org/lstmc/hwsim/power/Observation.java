package org.lstmc.hwsim.power;

import java.util.List;

/**
 * A published power and what the model makes it of.
 *
 * @param name what was measured
 * @param group the system or chip: rows of one group are not independent
 * @param measures what of it: {@code board}, {@code total} or a part. Rows of a group that measure
 *     the same share one row's weight
 * @param publishedW as printed
 * @param calibration whether fits may use it; otherwise it is a test
 * @param source where it was printed, and what is assumed
 * @param terms whose sum is the prediction
 */
public record Observation(
    String name,
    String group,
    String measures,
    double publishedW,
    boolean calibration,
    String source,
    List<Term> terms) {
  /** Copies the list. */
  public Observation {
    terms = List.copyOf(terms);
  }
}
