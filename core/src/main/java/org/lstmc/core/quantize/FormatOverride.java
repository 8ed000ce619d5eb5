package org.lstmc.core.quantize;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;

/**
 * A format for all tensors and signals whose name fits a pattern; the last one that fits wins.
 *
 * @param pattern a name, in which {@code *} stands for anything
 * @param choice the format or width
 */
public record FormatOverride(String pattern, FormatChoice choice) {
  /** Reads {@code layers.0.wx=fixed<12,2>} or {@code *.wh=12}. */
  public static FormatOverride parse(String text) {
    int eq = text.indexOf('=');
    if (eq <= 0) {
      throw LstmcException.usage(
          "'%s' is no format override. Allowed: NAME=FORMAT, for example layers.0.wx=fixed<12,2> or"
              + " *.wh=12",
          text);
    }
    return new FormatOverride(
        text.substring(0, eq).trim(), FormatChoice.parse(text.substring(eq + 1)));
  }

  /** Whether a name fits. */
  public boolean matches(String name) {
    String regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return name.matches(regex);
  }

  /** Refuses a pattern that fits nothing. */
  void check(List<String> names) {
    if (names.stream().noneMatch(this::matches)) {
      throw LstmcException.usage(
          "format override '%s=%s' fits no tensor or signal. There are: %s",
          pattern, choice, String.join(", ", names));
    }
  }
}
