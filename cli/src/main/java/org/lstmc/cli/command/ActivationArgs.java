package org.lstmc.cli.command;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.QuantizeOptions;
import picocli.CommandLine.Option;

/** How sigmoid and tanh are computed in fixed point. */
final class ActivationArgs {
  private static final Pattern ACTIVATION =
      Pattern.compile("(table|pwl):(\\d{1,7})(?:@([0-9.]+))?");

  @Option(
      names = "--sigmoid",
      paramLabel = "KIND:N[@R]",
      description = "table:N or pwl:N over [-R,R) (default: table:2048@8).")
  private String sigmoid;

  @Option(
      names = "--tanh",
      paramLabel = "KIND:N[@R]",
      description = "table:N or pwl:N over [-R,R) (default: table:2048@8).")
  private String tanh;

  /** The options with these functions. */
  QuantizeOptions over(QuantizeOptions q) {
    return q.withActivations(
        activation("--sigmoid", text(sigmoid)), activation("--tanh", text(tanh)));
  }

  /** For the history. */
  void record(Map<String, String> r) {
    r.put("sigmoid", text(sigmoid));
    r.put("tanh", text(tanh));
  }

  /** Refuses a function that no layer of the network computes. */
  void check(NetworkSpec network) {
    if (network.isFeedForward() && (sigmoid != null || tanh != null)) {
      throw LstmcException.usage(
          "--%s: a feed-forward network has no such function; leave the option out",
          sigmoid != null ? "sigmoid" : "tanh");
    }
  }

  private static String text(String chosen) {
    return chosen == null ? "table:2048@8" : chosen;
  }

  private static ActivationSpec activation(String option, String text) {
    Matcher m = ACTIVATION.matcher(text);
    if (!m.matches()) {
      throw LstmcException.usage(
          "%s '%s': not table:N, pwl:N, table:N@R or pwl:N@R, for example pwl:22@5", option, text);
    }
    try {
      return new ActivationSpec(
          m.group(1).equals("table")
              ? ActivationSpec.Kind.TABLE
              : ActivationSpec.Kind.PIECEWISE_LINEAR,
          Integer.parseInt(m.group(2)),
          m.group(3) == null ? 8 : Double.parseDouble(m.group(3)));
    } catch (NumberFormatException e) {
      throw LstmcException.usage("%s '%s': the range is no number", option, text);
    }
  }
}
