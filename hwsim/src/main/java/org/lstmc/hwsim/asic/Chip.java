package org.lstmc.hwsim.asic;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.device.Constant;

/**
 * A chip as data.
 *
 * @param name its name
 * @param description what it is
 * @param node process
 * @param sramCell cells of its memories, {@code itrs-lstp} or {@code itrs-hp}
 * @param arithmetic set of constants, see {@link Arithmetic#SETS}
 * @param points operating points, the default first
 * @param constants every figure by {@code section.key}, see {@link ChipKeys}
 * @param published measurements to hold the model against; may be empty
 */
public record Chip(
    String name,
    String description,
    Node node,
    String sramCell,
    String arithmetic,
    List<OperatingPoint> points,
    Map<String, Constant> constants,
    List<PublishedPoint> published) {
  /** Copies the lists. */
  public Chip {
    points = List.copyOf(points);
    published = List.copyOf(published);
  }

  /**
   * The value of a key of {@link ChipKeys}.
   *
   * @throws LstmcException bad input: the chip file does not have it
   */
  public double value(String key) {
    Constant c = constants.get(key);
    if (c == null) {
      throw LstmcException.badInput(
          "chip %s has no %s, which this machine needs; choose another chip, or add it to a chip"
              + " file",
          name, key);
    }
    return c.value();
  }

  /**
   * The operating point of that name.
   *
   * @throws LstmcException usage, naming those there are
   */
  public OperatingPoint point(String wanted) {
    return points.stream()
        .filter(p -> p.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "chip %s has no operating point '%s'. Known: %s; add one to a chip file of your"
                        + " own, or give a clock and a voltage",
                    name, wanted, listed()));
  }

  /** Names, clocks and voltages of the operating points. */
  String listed() {
    return points.stream()
        .map(
            p ->
                String.format(
                    java.util.Locale.ROOT,
                    "%s (%s MHz, %s V)",
                    p.name(),
                    p.clockMhz(),
                    p.voltageV()))
        .collect(Collectors.joining(", "));
  }
}
