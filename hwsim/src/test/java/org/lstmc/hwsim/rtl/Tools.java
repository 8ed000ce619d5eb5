package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Tests that need a tool skip loudly without it; -Drtl.required=true makes that a failure,
 * -Drtl.skip=true leaves them out where the same classes were checked before.
 */
public final class Tools {
  private Tools() {}

  /** Skips the test without the tool. */
  public static void assumePresent(RtlTool tool) {
    Assumptions.assumeFalse(Boolean.getBoolean("rtl.skip"), "-Drtl.skip=true");
    if (!tool.present()) {
      String why = tool.command() + " is not installed: Verilog is NOT checked";
      if (Boolean.getBoolean("rtl.required")) {
        Assertions.fail(why);
      }
      System.err.println("SKIPPED: " + why);
      Assumptions.abort(why);
    }
  }

  /** What {@code verilator -Wall} says about one design of an exported folder; empty if nothing. */
  public static String lint(Path folder, String top) {
    List<String> command =
        new ArrayList<>(List.of("verilator", "--lint-only", "-Wall", "--top-module", top));
    try {
      Files.readAllLines(folder.resolve("files.f")).stream()
          .filter(f -> f.startsWith("rtl/") && (!f.endsWith("_top.v") || f.endsWith(top + ".v")))
          .forEach(command::add);
      return RtlTool.run(folder, command, 60).output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
