package org.lstmc.cli;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that mean the same everywhere; accepted before and after the command's name. */
public final class GlobalOptions {
  private Console.Format format = Console.Format.text;

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      converter = OutputFormats.Converter.class,
      completionCandidates = OutputFormats.Candidates.class,
      description = "Form of the result: ${COMPLETION-CANDIDATES} (default: text).")
  @SuppressWarnings("UnusedMethod") // picocli calls it
  private void format(List<String> values) {
    for (String value : values) {
      Console.Format f = OutputFormats.form(value);
      format = f != null ? f : format;
    }
  }

  @Option(
      names = "--progress",
      scope = ScopeType.INHERIT,
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "Progress on stderr: ${COMPLETION-CANDIDATES} (default: auto).")
  private Console.ProgressMode progress = Console.ProgressMode.auto;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Nothing on stderr but errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More on stderr.")
  private boolean verbose;

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces with errors.")
  private boolean debug;

  /** Form of the result. */
  public Console.Format format() {
    return format;
  }

  /** How progress is shown. */
  public Console.ProgressMode progress() {
    return progress;
  }

  /** Whether only errors are wanted on stderr. */
  public boolean quiet() {
    return quiet;
  }

  /** Whether more is wanted on stderr. */
  public boolean verbose() {
    return verbose;
  }

  /** Whether errors come with a stack trace. */
  public boolean debug() {
    return debug;
  }
}
