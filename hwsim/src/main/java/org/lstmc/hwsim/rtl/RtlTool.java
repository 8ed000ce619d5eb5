package org.lstmc.hwsim.rtl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.LstmcException;

/** Free tools that exported Verilog is run with. */
public enum RtlTool {
  /** Compiles to C++; needs g++ and make beside it. */
  VERILATOR("verilator"),
  /** Event-driven and four-state: slow, but it sees what was never set. */
  ICARUS("iverilog"),
  /** Synthesis. */
  YOSYS("yosys");

  private final String command;

  RtlTool(String command) {
    this.command = command;
  }

  /** The program, which is also the name of its Debian package. */
  public String command() {
    return command;
  }

  /** Whether the program is on the path, and for Verilator a C++ compiler and make. */
  public boolean present() {
    return missing() == null;
  }

  /** Ends with one line that names the Debian package if the program is not there. */
  public void require() {
    String program = missing();
    if (program != null) {
      throw LstmcException.unsupported(
          "%s is not on the PATH; 'apt-get install %s' provides it", program, program);
    }
  }

  private String missing() {
    List<String> needed = this == VERILATOR ? List.of(command, "g++", "make") : List.of(command);
    return needed.stream().filter(p -> !onPath(p)).findFirst().orElse(null);
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** What a program said and how it ended. */
  record Outcome(int exit, String output, double seconds) {}

  /**
   * Runs a program in a folder and waits for it.
   *
   * @param seconds after which it is stopped
   */
  static Outcome run(Path folder, List<String> command, long seconds) {
    Path log = null;
    try {
      log = Files.createTempFile("lstmc", ".log");
      long start = System.nanoTime();
      Process p =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      p.getOutputStream().close();
      boolean ended = p.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        p.descendants().forEach(ProcessHandle::destroyForcibly);
        p.destroyForcibly().waitFor();
        throw LstmcException.of(
            LstmcException.Kind.CHECK_FAILED,
            "%s did not end within %d s and was stopped",
            command.get(0),
            seconds);
      }
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      return new Outcome(p.exitValue(), text, (System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw LstmcException.unsupported("cannot run %s: %s", command.get(0), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LstmcException.of(LstmcException.Kind.INTERRUPTED, "interrupted");
    } finally {
      if (log != null) {
        log.toFile().delete();
      }
    }
  }
}
