package org.lstmc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/**
 * Standard error as the launcher hands it over. The virtual machine writes "WARNING: Using
 * incubator modules" to file descriptor 2 before any of our code runs and has no switch against it;
 * so the launcher opens 2 on nothing, moves the real standard error to another descriptor and names
 * that in {@code lstmc.stderr}.
 */
final class StandardError {
  private StandardError() {}

  /** Sends {@link System#err} to the descriptor the launcher named; without one does nothing. */
  static void restore() {
    Integer number = Integer.getInteger("lstmc.stderr");
    if (number == null) {
      return;
    }
    try {
      // Opening /dev/fd/N instead would start at offset 0 of a redirected file.
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      FileOutputStream out = new FileOutputStream(constructor.newInstance(number));
      System.setErr(new PrintStream(out, true, Charset.defaultCharset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Messages must not be lost: standard output is the only other place for them.
      System.out.println("lstmc: no access to standard error: " + e);
      System.setErr(System.out);
    }
  }
}
