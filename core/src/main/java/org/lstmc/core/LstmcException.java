package org.lstmc.core;

/**
 * A failure a user can act on. The message says where, what was found, what is allowed and what to
 * do, in one line; the kind fixes the exit code of the command line.
 */
public final class LstmcException extends RuntimeException {
  /** What went wrong, and the exit code the command line maps it to. */
  public enum Kind {
    /** Options or arguments that do not fit (exit code 2). */
    USAGE(2),
    /** A check or a budget failed (exit code 3). */
    CHECK_FAILED(3),
    /** A valid request that this version cannot serve (exit code 4). */
    UNSUPPORTED(4),
    /** A file or a value that is not as it must be (exit code 5). */
    BAD_INPUT(5),
    /** The user interrupted the work; its state is on disk (exit code 130). */
    INTERRUPTED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The process exit code of this kind. */
    public int exitCode() {
      return exitCode;
    }
  }

  private static final long serialVersionUID = 1L;
  private final Kind kind;

  private LstmcException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The kind of this failure. */
  public Kind kind() {
    return kind;
  }

  /** Options that do not fit; {@code format} as in {@link String#format}. */
  public static LstmcException usage(String format, Object... args) {
    return of(Kind.USAGE, format, args);
  }

  /** Input that is not as it must be. */
  public static LstmcException badInput(String format, Object... args) {
    return of(Kind.BAD_INPUT, format, args);
  }

  /** A valid request that is not supported; name the nearest thing that is. */
  public static LstmcException unsupported(String format, Object... args) {
    return of(Kind.UNSUPPORTED, format, args);
  }

  /** A failure of the given kind; a trailing {@link Throwable} argument becomes the cause. */
  public static LstmcException of(Kind kind, String format, Object... args) {
    Throwable cause = args.length > 0 && args[args.length - 1] instanceof Throwable t ? t : null;
    return new LstmcException(kind, String.format(java.util.Locale.ROOT, format, args), cause);
  }
}
