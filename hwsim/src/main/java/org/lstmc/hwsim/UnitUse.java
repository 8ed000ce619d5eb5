package org.lstmc.hwsim;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a unit's cycles went in a steady step.
 *
 * @param unit name of the unit
 * @param busyCycles cycles in which it issued work
 * @param stallCycles idle cycles by cause; busy and stalls add up to the step
 */
public record UnitUse(String unit, double busyCycles, SortedMap<String, Double> stallCycles) {
  /** Copies the map. */
  public UnitUse {
    stallCycles = Collections.unmodifiableSortedMap(new TreeMap<>(stallCycles));
  }
}
