package org.lstmc.core.compress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to prune and how much: a pattern, its parameters, and ratios by matrix. A matrix that is not
 * named is left as it is; one of ratio 0 becomes dense.
 *
 * <p>A matrix has one ratio for all its rows, or one for each gate. What gate ratios cost: BRDS
 * works on one row of all four gates at once and goes on when the slowest is done, so a machine
 * that computes the gates side by side takes the time of the <em>lowest</em> gate ratio for all
 * four (the others idle), and storage with rows of equal length pads every row to the longest. Only
 * a machine that runs the gates one after another gains the mean of the four.
 *
 * @param pattern name of the {@link PruningPattern}
 * @param parameters the pattern's parameters, defaults included, sorted by name
 * @param ratios by matrix name, in network order: one ratio, or one for each gate in stacking order
 */
public record PrunePlan(
    String pattern, Map<String, Integer> parameters, Map<String, List<Double>> ratios) {

  /** Copies and checks. */
  public PrunePlan {
    parameters = PatternParameters.effective(PruningPatterns.byName(pattern), parameters);
    Map<String, List<Double>> copy = new LinkedHashMap<>();
    ratios.forEach(
        (matrix, gates) -> {
          gates.forEach(ratio -> DropCount.checked(matrix, ratio));
          copy.put(matrix, List.copyOf(gates));
        });
    ratios = Collections.unmodifiableMap(copy);
  }

  /** A plan with the pattern's default parameters and one ratio a matrix. */
  public static PrunePlan of(String pattern, Map<String, Double> ratioByMatrix) {
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    ratioByMatrix.forEach((matrix, ratio) -> ratios.put(matrix, List.of(ratio)));
    return new PrunePlan(pattern, Map.of(), ratios);
  }

  /** This plan with every ratio multiplied by a share in [0,1], as on a gradual ramp. */
  public PrunePlan scaled(double share) {
    Map<String, List<Double>> part = new LinkedHashMap<>();
    ratios.forEach((m, gates) -> part.put(m, gates.stream().map(r -> r * share).toList()));
    return new PrunePlan(pattern, parameters, part);
  }

  /** This plan with other ratios where {@code ratioByMatrix} names some. */
  public PrunePlan with(Map<String, Double> ratioByMatrix) {
    Map<String, List<Double>> all = new LinkedHashMap<>(ratios);
    ratioByMatrix.forEach((matrix, ratio) -> all.put(matrix, List.of(ratio)));
    return new PrunePlan(pattern, parameters, all);
  }
}
