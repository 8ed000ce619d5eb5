package org.lstmc.core.compress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The structures that sizes come to in a network.
 *
 * @param structures by matrix, in network order
 * @param leftDense a line for each matrix that a general size was meant for and could not be given,
 *     with the reason
 */
public record ChosenStructures(Map<String, Structure> structures, List<String> leftDense) {
  /** Copies. */
  public ChosenStructures {
    structures = Collections.unmodifiableMap(new LinkedHashMap<>(structures));
    leftDense = List.copyOf(leftDense);
  }
}
