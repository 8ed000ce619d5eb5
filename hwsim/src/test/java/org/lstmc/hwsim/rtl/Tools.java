package org.lstmc.hwsim.rtl;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Tests that need a tool skip loudly without it; -Drtl.required=true makes that a failure. */
public final class Tools {
  private Tools() {}

  /** Skips the test without the tool. */
  public static void assumePresent(RtlTool tool) {
    if (!tool.present()) {
      String why = tool.command() + " is not installed: Verilog is NOT checked";
      if (Boolean.getBoolean("rtl.required")) {
        Assertions.fail(why);
      }
      System.err.println("SKIPPED: " + why);
      Assumptions.abort(why);
    }
  }
}
