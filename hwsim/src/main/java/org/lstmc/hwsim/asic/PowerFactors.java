package org.lstmc.hwsim.asic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.hwsim.device.Constant;

/**
 * What multiplies the bottom-up energies of all chips ({@code technology/power-factors.csv}):
 * {@code lstmc reproduce --power} shows the rows that it is fitted on, and what it says of each
 * when it is left out.
 */
public final class PowerFactors {
  /** On the energy of all that switches. */
  public static final String ENERGY = "energy";

  /** Of a register bit's energy, what its clock takes in every cycle. */
  public static final String CLOCK = "clock";

  private static final Map<String, Constant> ALL = read();

  private PowerFactors() {}

  /** A factor by name. */
  public static double value(String name) {
    return ALL.get(name).value();
  }

  /** All of them with their origin. */
  public static Map<String, Constant> all() {
    return java.util.Collections.unmodifiableMap(ALL);
  }

  private static Map<String, Constant> read() {
    Map<String, Constant> all = new LinkedHashMap<>();
    for (Map<String, String> row : TechnologyTable.rows("power-factors.csv")) {
      all.put(
          row.get("factor"),
          new Constant(
              TechnologyTable.number(row, "value"),
              row.get("origin"),
              row.get("source"),
              row.get("confidence")));
    }
    return all;
  }
}
