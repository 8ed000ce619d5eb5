package org.lstmc.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point. */
@Command(
    name = "lstmc",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      picocli.AutoComplete.GenerateCompletion.class,
    },
    description = "From a recurrent network to hardware.")
public final class Main {

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    StandardError.restore();
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
