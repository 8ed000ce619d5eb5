package org.lstmc.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.ManifestJson;

/**
 * A condition on a report under which a command fails with exit code 3, such as {@code
 * accuracy.quantized<0.9}.
 *
 * @param text as the user wrote it
 * @param path keys from the report's root
 * @param operator one of {@code < <= > >= == !=}
 * @param bound what the value is compared with
 */
public record Gate(String text, List<String> path, String operator, double bound) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z][\\w.-]*)\\s*(<=|>=|==|!=|<|>)\\s*([-+\\w.%]+)\\s*");

  /** Reads {@code PATH OPERATOR NUMBER}. */
  public static Gate parse(String text) {
    Matcher m = FORM.matcher(text);
    if (m.matches()) {
      try {
        return new Gate(
            text.strip(),
            List.of(m.group(1).split("\\.")),
            m.group(2),
            Double.parseDouble(m.group(3)));
      } catch (NumberFormatException e) {
        // Told below, with the form.
      }
    }
    throw LstmcException.usage(
        "--fail-if '%s': not PATH OPERATOR NUMBER. Operators: < <= > >= == !=; for example"
            + " 'accuracy.quantized<0.9'",
        text);
  }

  /** Null if the report passes, else one line that says why it does not. */
  public String violatedBy(Report report) {
    JsonNode at = ManifestJson.MAPPER.valueToTree(report);
    for (int i = 0; i < path.size(); i++) {
      if (at.isNull()) {
        return notThere(i);
      }
      if (!at.has(path.get(i))) {
        List<String> known = new ArrayList<>();
        at.fieldNames().forEachRemaining(known::add);
        throw LstmcException.usage(
            "--fail-if '%s': the report has no '%s'. Allowed here: %s",
            text, String.join(".", path.subList(0, i + 1)), String.join(", ", known));
      }
      at = at.get(path.get(i));
    }
    if (at.isNull()) {
      return notThere(path.size());
    }
    if (!at.isNumber()) {
      throw LstmcException.usage("--fail-if '%s': '%s' is no number", text, String.join(".", path));
    }
    double value = at.asDouble();
    return holds(value)
        ? String.format(Locale.ROOT, "%s: %s = %s", text, String.join(".", path), at.asText())
        : null;
  }

  private String notThere(int depth) {
    return String.format(
        Locale.ROOT,
        "%s: %s has no value in this report",
        text,
        String.join(".", path.subList(0, Math.max(1, depth))));
  }

  private boolean holds(double value) {
    return switch (operator) {
      case "<" -> value < bound;
      case "<=" -> value <= bound;
      case ">" -> value > bound;
      case ">=" -> value >= bound;
      case "==" -> value == bound;
      default -> value != bound;
    };
  }
}
