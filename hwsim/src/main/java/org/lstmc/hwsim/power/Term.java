package org.lstmc.hwsim.power;

import java.util.List;

/**
 * A part of a power: watts as the simulated activity gives them, times parameters.
 *
 * @param watts before any parameter
 * @param parameters names of those that multiply it; none for a part that stands as it is
 */
public record Term(double watts, List<String> parameters) {
  /** Copies the list. */
  public Term {
    parameters = List.copyOf(parameters);
  }

  /** A part times parameters. */
  public static Term of(double watts, String... parameters) {
    return new Term(watts, List.of(parameters));
  }
}
