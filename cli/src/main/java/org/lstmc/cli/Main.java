package org.lstmc.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.ManifestJson;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line and maps failures to messages and exit codes; nothing else exits. */
public final class Main {
  private Main() {}

  /** Runs and leaves with the exit code. */
  public static void main(String[] args) {
    StandardError.restore();
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = new Interruption();
    interruption.install();
    int code = run(out, err, interruption, args);
    out.flush();
    err.flush();
    interruption.finished();
    // All is written and said. Unloading libtorch takes a while in which a kill would look like one
    // in the middle of the work.
    Runtime.getRuntime().halt(code);
  }

  /** Runs a command line in this process and gives its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(out, err, new Interruption(), args);
  }

  /** The same, heeding an interruption that others know of. */
  public static int run(
      PrintWriter out, PrintWriter err, Interruption interruption, String... args) {
    Lstmc lstmc = new Lstmc(interruption);
    CommandLine line = new CommandLine(lstmc);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setExecutionStrategy(new InOrder());
    line.setParameterExceptionHandler((e, a) -> usage(lstmc, e, a));
    line.setExecutionExceptionHandler((e, command, result) -> failure(lstmc, e));
    int code = line.execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private static int usage(Lstmc lstmc, ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    StringBuilder message = new StringBuilder(oneLine(e.getMessage()));
    if (e instanceof UnmatchedArgumentException u) {
      var suggestions = u.getSuggestions();
      if (!suggestions.isEmpty()) {
        message.append("; did you mean ").append(String.join(" or ", suggestions)).append('?');
      }
    }
    message.append("; see '").append(command.getCommandSpec().qualifiedName()).append(" --help'");
    boolean json = String.join(" ", args).matches("(?i).*--format[= ]json\\b.*");
    tell(lstmc, json, LstmcException.Kind.USAGE, message.toString(), null);
    return LstmcException.Kind.USAGE.exitCode();
  }

  private static int failure(Lstmc lstmc, Exception e) {
    boolean json = lstmc.format() == Console.Format.json;
    if (e instanceof LstmcException known) {
      tell(lstmc, json, known.kind(), oneLine(e.getMessage()), e);
      return known.kind().exitCode();
    }
    String message =
        "internal error: " + e + "; this is a fault of lstmc, run again with --debug and report it";
    tell(lstmc, json, null, oneLine(message), e);
    return 1;
  }

  private static void tell(
      Lstmc lstmc, boolean json, LstmcException.Kind kind, String message, Exception e) {
    if (json) {
      ErrorDocument document =
          new ErrorDocument(
              "lstmc.error",
              1,
              kind == null ? 1 : kind.exitCode(),
              kind == null ? "internal" : kind.name().toLowerCase(java.util.Locale.ROOT),
              message);
      lstmc.console().result(new String(ManifestJson.bytes(document), StandardCharsets.UTF_8));
    }
    lstmc.console().error("lstmc: " + message);
    if (e != null && lstmc.debug()) {
      java.io.StringWriter trace = new java.io.StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      lstmc.console().error("%s", trace);
    }
  }

  private static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** An error as a JSON document. */
  record ErrorDocument(
      String schema, int schemaVersion, int exitCode, String kind, String message) {}
}
