package org.lstmc.cli;

import java.io.PrintWriter;
import org.lstmc.cli.command.CirculantizeCommand;
import org.lstmc.cli.command.CompareCommand;
import org.lstmc.cli.command.DataCommand;
import org.lstmc.cli.command.DecomposeCommand;
import org.lstmc.cli.command.ExploreCommand;
import org.lstmc.cli.command.ExportCommand;
import org.lstmc.cli.command.ImportCommand;
import org.lstmc.cli.command.InspectCommand;
import org.lstmc.cli.command.PruneCommand;
import org.lstmc.cli.command.QuantizeCommand;
import org.lstmc.cli.command.ReportCommand;
import org.lstmc.cli.command.ReproduceCommand;
import org.lstmc.cli.command.SimulateCommand;
import org.lstmc.cli.command.TrainAdmmCommand;
import org.lstmc.cli.command.TrainCommand;
import org.lstmc.cli.command.VerifyCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The top command. Several commands in one line run one after the other, on one model. */
@Command(
    name = "lstmc",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommandsRepeatable = true,
    synopsisSubcommandLabel = "COMMAND [OPTIONS] [COMMAND [OPTIONS]]...",
    description =
        "From a recurrent network to hardware: train, compress, quantize, simulate, report.",
    footer = {
      "",
      "Commands in one line work on one model, one after the other:",
      "  lstmc train --data reber prune --ratio-wx 0.8 --ratio-wh 0.5 \\",
      "        quantize --weights 'fixed<16,4>' simulate --accelerator brds report",
      "The same, a command a line, each reading and writing ./model.json:",
      "  lstmc train --data reber",
      "  lstmc prune --ratio-wx 0.8 --ratio-wh 0.5",
      "",
      "Exit codes: 0 ok, 1 internal error, 2 usage, 3 a check failed, 4 not supported,",
      "5 bad input, 130 interrupted."
    },
    subcommands = {
      TrainCommand.class,
      ImportCommand.class,
      PruneCommand.class,
      CirculantizeCommand.class,
      TrainAdmmCommand.class,
      DecomposeCommand.class,
      QuantizeCommand.class,
      ExploreCommand.class,
      SimulateCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      ReproduceCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      DataCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Lstmc {
  @Mixin private GlobalOptions global;
  @Spec private CommandSpec spec;

  private final Session session = new Session();
  private final Interruption interruption;
  private Console console;

  /** A command line that heeds that interruption. */
  public Lstmc(Interruption interruption) {
    this.interruption = interruption;
  }

  /** Whether the user wants the work to end. */
  public Interruption interruption() {
    return interruption;
  }

  /** What flows between the commands of one line. */
  public Session session() {
    return session;
  }

  /** Where commands speak. */
  public Console console() {
    if (console == null) {
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      console = new Console(out, err, global);
    }
    return console;
  }

  /** Whether errors come with stack traces. */
  public boolean debug() {
    return global.debug();
  }

  /** Whether nothing but errors is to be said on stderr. */
  public boolean quiet() {
    return global.quiet();
  }

  /** The format asked for; known even where parsing failed half-way. */
  public Console.Format format() {
    return global.format();
  }

  /** Whether no other command follows this one in the line. */
  public boolean isLast(CommandSpec command) {
    ParseResult result = spec.commandLine().getParseResult();
    var commands = result.subcommands();
    return commands.isEmpty() || commands.get(commands.size() - 1).commandSpec() == command;
  }
}
