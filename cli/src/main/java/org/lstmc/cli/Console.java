package org.lstmc.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Where a command speaks: the result to stdout, everything else to stderr. */
public final class Console {
  /** What the result looks like. */
  public enum Format {
    /** For the eye. */
    text,
    /** One document. */
    json,
    /** A header and one line a model. */
    csv,
    /** A Markdown table. */
    md
  }

  /** How progress is shown. */
  public enum ProgressMode {
    /** A line that rewrites itself on a terminal, plain lines elsewhere. */
    auto,
    /** A line from time to time. */
    plain,
    /** Nothing. */
    none
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final GlobalOptions options;

  /** Speaks through the two writers, as the options say. */
  public Console(PrintWriter out, PrintWriter err, GlobalOptions options) {
    this.out = out;
    this.err = err;
    this.options = options;
  }

  /** The result. */
  public void result(String text) {
    out.print(text);
    if (!text.endsWith("\n")) {
      out.print('\n');
    }
    out.flush();
  }

  /** A line for the person who waits; silent with {@code --quiet}. */
  public void info(String format, Object... args) {
    if (!options.quiet()) {
      error(format, args);
    }
  }

  /** A line for the curious; only with {@code --verbose}. */
  public void detail(String format, Object... args) {
    if (options.verbose()) {
      error(format, args);
    }
  }

  /** A line nobody may miss. */
  public void error(String format, Object... args) {
    err.println(args.length == 0 ? format : String.format(Locale.ROOT, format, args));
    err.flush();
  }

  /** How results are to look. */
  public Format format() {
    return options.format();
  }

  /** A progress display that follows {@code --progress}, {@code --quiet} and the terminal. */
  public ProgressLine progress() {
    return new ProgressLine(err, mode());
  }

  private ProgressLine.Mode mode() {
    if (options.quiet() || options.progress() == ProgressMode.none) {
      return ProgressLine.Mode.NONE;
    }
    boolean plain =
        options.progress() == ProgressMode.plain
            || System.getenv("LSTMC_STDERR_TTY") == null
            || System.getenv("NO_COLOR") != null
            || System.getenv("CI") != null
            || "dumb".equals(System.getenv("TERM"));
    return plain ? ProgressLine.Mode.PLAIN : ProgressLine.Mode.REWRITE;
  }
}
