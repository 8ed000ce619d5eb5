package org.lstmc.cli.report;

import java.util.List;
import java.util.Objects;
import org.lstmc.cli.Console;
import org.lstmc.core.LstmcException;

/** Judges a report by conditions of failure. */
public final class Gates {
  private Gates() {}

  /** Says every violation and gives the exit code: 0, or 3 if any gate is violated. */
  public static int check(List<Gate> gates, Report report, Console console) {
    return check(gates, report, report.model().name(), console);
  }

  /** The same for one of several reports, which a message names by {@code label}. */
  public static int check(List<Gate> gates, Report report, String label, Console console) {
    List<String> violations =
        gates.stream().map(g -> g.violatedBy(report)).filter(Objects::nonNull).toList();
    violations.forEach(v -> console.error("lstmc: %s: check failed: %s", label, v));
    return violations.isEmpty() ? 0 : LstmcException.Kind.CHECK_FAILED.exitCode();
  }
}
