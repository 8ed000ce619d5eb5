package org.lstmc.cli.command;

import java.nio.file.Path;
import org.lstmc.cli.Session;
import picocli.CommandLine.Option;

/** Which model a command reads. */
final class ModelOption {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      description =
          "Manifest to read (default: the model of the command before, $$LSTMC_MODEL, or"
              + " model.json).")
  private Path model;

  Path in(Session session) {
    return model != null ? model : session.model();
  }
}
