package org.lstmc.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command writes its model. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Manifest to write (default: the one that was read, replaced atomically).")
  private Path output;

  Path orElse(Path otherwise) {
    return output != null ? output : otherwise;
  }
}
