package org.lstmc.hwsim.asic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lstmc.hwsim.device.Constant;

/** Checks the figures of a file one by one and collects what is wrong with them. */
final class FigureCheck {
  private static final Set<String> ORIGINS =
      Set.of("datasheet", "measured", "recalled", "derived", "fitted", "assumed");
  private static final Set<String> CONFIDENCES = Set.of("high", "medium", "low");

  private final List<String> faults = new ArrayList<>();

  List<String> faults() {
    return faults;
  }

  Constant constant(String key, JsonNode n) {
    if (!n.isObject()) {
      fault(key, n.isMissingNode() ? null : n, "an object with value, origin, source, confidence");
      return null;
    }
    JsonNode value = n.path("value");
    double v = value.asDouble();
    boolean positive = ChipKeys.POSITIVE.contains(key);
    boolean whole = ChipKeys.WHOLE.contains(key);
    boolean percent = key.endsWith("Percent");
    if (!value.isNumber()
        || !Double.isFinite(v)
        || v < 0
        || (positive && v == 0)
        || (whole && v != Math.rint(v))
        || (percent && v > 100)) {
      fault(
          key + ".value",
          n.get("value"),
          percent
              ? "above 0, up to 100"
              : whole ? "a whole number above 0" : positive ? "above 0" : "0 or more");
    }
    return new Constant(
        v,
        origin(key + ".origin", n.get("origin")),
        text(key + ".source", n.get("source")),
        confidence(key + ".confidence", n.get("confidence")));
  }

  double positive(String key, JsonNode n) {
    if (n == null || !n.isNumber() || !Double.isFinite(n.asDouble()) || n.asDouble() <= 0) {
      fault(key, n, "a number above 0");
      return 1;
    }
    return n.asDouble();
  }

  String text(String key, JsonNode n) {
    if (n == null || !n.isTextual() || n.asText().isBlank()) {
      fault(key, n, "a text");
      return "";
    }
    return n.asText();
  }

  String origin(String key, JsonNode n) {
    return oneOf(key, n, ORIGINS);
  }

  String confidence(String key, JsonNode n) {
    return oneOf(key, n, CONFIDENCES);
  }

  String oneOf(String key, JsonNode n, Set<String> allowed) {
    if (n == null || !allowed.contains(n.asText())) {
      fault(key, n, "one of " + new TreeSet<>(allowed));
      return "";
    }
    return n.asText();
  }

  void only(String at, JsonNode n, Set<String> known) {
    n.fieldNames()
        .forEachRemaining(
            k -> {
              if (!known.contains(k)) {
                faults.add(at + k + ": not a known key; remove it or correct its spelling");
              }
            });
  }

  void known(String key, Set<String> allowed) {
    if (!allowed.contains(key)) {
      faults.add(key + ": not a known key; remove it or correct its spelling");
    }
  }

  void fault(String key, JsonNode found, String allowed) {
    faults.add(key + ": found " + (found == null ? "nothing" : found) + ", allowed is " + allowed);
  }
}
