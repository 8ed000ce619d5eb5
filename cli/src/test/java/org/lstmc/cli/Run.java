package org.lstmc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command line run in this process.
 *
 * @param code exit code
 * @param out stdout
 * @param err stderr
 */
record Run(int code, String out, String err) {
  static Run of(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Run(code, out.toString(), err.toString());
  }

  /** A small trained model, in a second. */
  static Run train(java.nio.file.Path manifest, String... more) {
    java.util.List<Object> args =
        new java.util.ArrayList<>(
            java.util.List.of(
                "-q",
                "train",
                "--data",
                "reber",
                "--data-option",
                "train=60",
                "--data-option",
                "valid=20",
                "--data-option",
                "test=30",
                "--hidden",
                "8",
                "--epochs",
                "2",
                "-o",
                manifest));
    args.addAll(java.util.List.of(more));
    return of(args.toArray());
  }
}
