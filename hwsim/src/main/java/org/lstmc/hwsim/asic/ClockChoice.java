package org.lstmc.hwsim.asic;

import java.util.Comparator;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;

/**
 * The operating point that a user asks for: by name ({@code point}), by a clock (then the voltage
 * of the slowest point that reaches it), or by clock and voltage. A clock that the chip cannot
 * reach at its voltage, by the delay polynomials from its fastest point, is refused.
 */
public final class ClockChoice {
  /** Settings that choose the operating point, with what they mean. */
  public static final Map<String, String> SETTINGS =
      Map.of("point", "operating point of the chip file", "voltage", "supply in V");

  private static final double LOWEST_V = 0.4;
  private static final double HIGHEST_V = 1.6;

  private ClockChoice() {}

  /** The point for these options; the chip's first point where nothing is asked. */
  public static OperatingPoint of(Chip chip, MachineOptions o) {
    String name = o.settings().get("point");
    Double mhz = o.clockMhz();
    double volts = o.number("voltage", LOWEST_V, HIGHEST_V, Double.NaN);
    boolean voltageGiven = !Double.isNaN(volts);
    if (name != null && (mhz != null || voltageGiven)) {
      throw LstmcException.usage(
          "setting point=%s: give a point, or a clock and a voltage, not both", name);
    }
    if (name != null) {
      return chip.point(name);
    }
    if (mhz == null && !voltageGiven) {
      return chip.points().get(0);
    }
    if (mhz == null) {
      throw LstmcException.usage(
          "setting voltage=%s: a clock is needed with it (--clock-mhz)", volts);
    }
    OperatingPoint near = voltageGiven ? null : slowestThatReaches(chip, mhz);
    OperatingPoint p =
        new OperatingPoint(
            "given",
            mhz,
            voltageGiven ? volts : near.voltageV(),
            "given",
            voltageGiven
                ? "clock and voltage given by the user"
                : "clock given by the user, voltage of the point '" + near.name() + "'",
            "low");
    double limit = limitMhz(chip, p.voltageV());
    if (p.clockMhz() > limit) {
      throw LstmcException.unsupported(
          "%s MHz at %s V: chip %s reaches about %.0f MHz there (its fastest point, scaled by the"
              + " delay polynomials); lower the clock, raise the voltage, or add an operating point"
              + " to a chip file",
          mhz, p.voltageV(), chip.name(), Math.floor(limit));
    }
    return p;
  }

  private static OperatingPoint slowestThatReaches(Chip chip, double mhz) {
    return chip.points().stream()
        .filter(p -> p.clockMhz() >= mhz)
        .min(Comparator.comparingDouble(OperatingPoint::clockMhz))
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "clock %s MHz is above every operating point of chip %s: %s; give a voltage too"
                        + " (--set voltage=V), or add a point to a chip file",
                    mhz, chip.name(), chip.listed()));
  }

  /** The clock that the chip's fastest point becomes at another voltage. */
  static double limitMhz(Chip chip, double volts) {
    OperatingPoint fastest =
        chip.points().stream()
            .max(Comparator.comparingDouble(OperatingPoint::clockMhz))
            .orElseThrow();
    return fastest.clockMhz()
        / NodeScaling.delay(chip.node(), fastest.voltageV(), chip.node(), volts);
  }
}
