package org.lstmc.core.data;

import java.nio.file.Path;
import java.util.Map;
import org.lstmc.core.LstmcException;

/**
 * One form in which data comes: a generator, or a way to lay out files. To add one, write a class
 * and put it in the list of {@link Formats}.
 */
public interface DataFormat {
  /** Name, options and help. */
  FormatInfo info();

  /**
   * The files that hold the data, by a name that stays the same wherever they lie; nothing is read
   * yet.
   *
   * @param root the file or folder the user named; null for generated data
   * @throws LstmcException bad input that says what was looked for when something is missing
   */
  Map<String, Path> files(Path root, Options options);

  /** Whether the data are made up, in whole or by changing real ones; artefacts say so. */
  default boolean synthetic() {
    return info().argument() == null;
  }

  /** Whether a path that the user named without a format looks like this one. */
  default boolean recognises(Path root) {
    try {
      return info().argument() != null && !files(root, Options.of(info(), Map.of())).isEmpty();
    } catch (LstmcException e) {
      return false;
    }
  }

  /**
   * Reads or makes the data. Vocabulary, labels and normalisation come from {@link Source#known()}
   * where that is given, so that later evaluation is exact, and from the train split otherwise.
   */
  Dataset load(Source source);
}
