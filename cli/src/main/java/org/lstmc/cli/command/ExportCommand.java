package org.lstmc.cli.command;

import org.lstmc.cli.Lstmc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a model for other tools; each of its commands is one form. The last command of a line. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "FORM [OPTIONS]",
    description = "Write a model for other tools.",
    subcommands = {
      ExportCCommand.class,
      ExportOnnxCommand.class,
      ExportSafetensorsCommand.class,
      ExportVerilogCommand.class
    })
public final class ExportCommand implements Runnable {
  @ParentCommand private Lstmc lstmc;
  @Spec private CommandSpec spec;

  /** The line this command stands in. */
  Lstmc lstmc() {
    return lstmc;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a form is missing");
  }
}
