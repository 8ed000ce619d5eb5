package org.lstmc.cli;

import java.io.PrintWriter;

/** Shows how far a long piece of work is. */
public final class ProgressLine implements AutoCloseable {
  /** How to show it. */
  enum Mode {
    NONE,
    PLAIN,
    REWRITE
  }

  private static final long REWRITE_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintWriter err;
  private final Mode mode;
  private long last;
  private int width;

  ProgressLine(PrintWriter err, Mode mode) {
    this.err = err;
    this.mode = mode;
    this.last = mode == Mode.PLAIN ? System.nanoTime() : 0;
  }

  /** The present state; shown if the last one stood long enough. */
  public void update(String text) {
    long now = System.nanoTime();
    if (mode == Mode.NONE || now - last < (mode == Mode.PLAIN ? PLAIN_NANOS : REWRITE_NANOS)) {
      return;
    }
    last = now;
    if (mode == Mode.PLAIN) {
      err.println(text);
    } else {
      String padded = text.length() < width ? text + " ".repeat(width - text.length()) : text;
      width = text.length();
      err.print('\r' + padded);
    }
    err.flush();
  }

  /** A state worth keeping, such as the end of an epoch. */
  public void line(String text) {
    if (mode != Mode.NONE) {
      clear();
      err.println(text);
      err.flush();
    }
  }

  /** Takes the rewriting line away. */
  @Override
  public void close() {
    clear();
    err.flush();
  }

  private void clear() {
    if (mode == Mode.REWRITE && width > 0) {
      err.print('\r' + " ".repeat(width) + '\r');
      width = 0;
    }
  }
}
