package org.lstmc.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs the commands of a line one after the other, up to the first that does not end with 0. */
final class InOrder implements IExecutionStrategy {
  @Override
  public int execute(ParseResult line) {
    Integer help = CommandLine.executeHelpRequest(line);
    if (help != null) {
      return help;
    }
    if (line.subcommands().isEmpty()) {
      throw new ParameterException(
          line.commandSpec().commandLine(), "a command is missing; 'lstmc --help' lists them");
    }
    OutputFormats.check(line);
    line.subcommands().forEach(command -> OutputFormats.check(innermost(command)));
    for (ParseResult command : line.subcommands()) {
      int code = run(innermost(command).commandSpec().commandLine());
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  /** The command of a command: {@code export c} is {@code c}. */
  private static ParseResult innermost(ParseResult command) {
    return command.hasSubcommand() ? innermost(command.subcommand()) : command;
  }

  private static int run(CommandLine command) {
    try {
      Object user = command.getCommand();
      if (user instanceof Callable<?> callable) {
        return callable.call() instanceof Integer code ? code : 0;
      }
      ((Runnable) user).run();
      return 0;
    } catch (ParameterException e) {
      throw e;
    } catch (Exception e) {
      throw new ExecutionException(command, e.getMessage(), e);
    }
  }
}
