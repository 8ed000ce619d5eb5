package org.lstmc.core.compress;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;

/** Fills in a pattern's defaults and refuses names and values that it does not know. */
public final class PatternParameters {
  private PatternParameters() {}

  /**
   * The effective parameters, sorted by name.
   *
   * @throws LstmcException usage for an unknown name or a value below 1
   */
  public static SortedMap<String, Integer> effective(
      PruningPattern pattern, Map<String, Integer> given) {
    SortedMap<String, Integer> all = new TreeMap<>(pattern.parameters());
    for (Map.Entry<String, Integer> e : new TreeMap<>(given).entrySet()) {
      if (!all.containsKey(e.getKey())) {
        throw LstmcException.usage(
            "%s has no parameter '%s'; it has: %s",
            pattern.name(), e.getKey(), all.isEmpty() ? "none" : String.join(", ", all.keySet()));
      }
      if (e.getValue() < 1) {
        throw LstmcException.usage(
            "%s: %s=%d is not allowed; at least 1", pattern.name(), e.getKey(), e.getValue());
      }
      all.put(e.getKey(), e.getValue());
    }
    return Collections.unmodifiableSortedMap(all);
  }
}
