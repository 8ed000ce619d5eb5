package org.lstmc.core.data.series;

import java.nio.file.Path;
import org.lstmc.core.LstmcException;

/** Reads numbers strictly. */
final class Numbers {
  private Numbers() {}

  /** A finite number, or bad input naming file and line. */
  static float parse(String word, Path file, int line) {
    try {
      float v = Float.parseFloat(word);
      if (Float.isFinite(v)) {
        return v;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with what is not finite.
    }
    throw LstmcException.badInput(
        "%s:%d: '%s' is not a finite number; mend or remove this case", file, line, word.strip());
  }
}
