package org.lstmc.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lstmc.cli.report.ReportFile;

/** Temporary files of a model that a killed run left half-written. */
final class Leftovers {
  private Leftovers() {}

  /** Removes them; the caller holds the model's lock, so nobody is writing them. */
  static void remove(Path manifest) {
    String stem = manifest.getFileName().toString().replaceFirst("\\.json$", "");
    Pattern ours =
        Pattern.compile(
            "\\.("
                + Pattern.quote(manifest.getFileName().toString())
                + "|"
                + Pattern.quote(stem)
                + "-[0-9a-f]{12}\\.safetensors|"
                + Pattern.quote(stem + ".search.csv")
                + "|"
                + Pattern.quote(stem + ".explore.")
                + "(md|html)"
                + "|"
                + Pattern.quote(ReportFile.beside(manifest).getFileName().toString())
                + ")\\.\\d+\\.tmp");
    Path folder = manifest.toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> leftovers =
          files.filter(f -> ours.matcher(f.getFileName().toString()).matches()).toList();
      for (Path f : leftovers) {
        Files.deleteIfExists(f);
      }
    } catch (IOException e) {
      // They only take room.
    }
  }
}
