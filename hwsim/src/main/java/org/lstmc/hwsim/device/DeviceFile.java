package org.lstmc.hwsim.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;

/**
 * Reads and checks a device file ({@code lstmc.device}, version 1); all faults are told at once.
 */
final class DeviceFile {
  private static final String SCHEMA = "lstmc.device";
  private static final int VERSION = 1;
  private static final Set<String> ORIGINS =
      new TreeSet<>(Set.of("datasheet", "measured", "recalled", "derived", "fitted", "assumed"));
  private static final Set<String> CONFIDENCES = new TreeSet<>(Set.of("high", "medium", "low"));
  private static final Set<String> HEAD =
      Set.of("schema", "schemaVersion", "name", "family", "technologyNm", "part");

  private final String file;
  private final List<String> faults = new ArrayList<>();

  private DeviceFile(String file) {
    this.file = file;
  }

  static Device read(String file, String json) {
    JsonNode root = FigureDocument.read("device file " + file, json, SCHEMA, VERSION);
    return new DeviceFile(file).check(root);
  }

  private Device check(JsonNode root) {
    Device part = root.has("part") ? part(root.get("part")) : null;
    String name = text(root, "name");
    String family = part != null ? part.family() : text(root, "family");
    JsonNode node = part != null ? new IntNode(part.technologyNm()) : root.path("technologyNm");
    if (!node.isInt() || node.asInt() < 1 || node.asInt() > 250) {
      fault("technologyNm", root.get("technologyNm"), "a whole number from 1 to 250");
    }
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (String key : DeviceKeys.ALL) {
      String[] parts = key.split("\\.");
      JsonNode found = root.path(parts[0]).path(parts[1]);
      boolean ofPart = part != null && found.isMissingNode();
      constants.put(key, ofPart ? part.constants().get(key) : constant(key, found));
    }
    unknownKeys(root);
    if (!faults.isEmpty()) {
      throw LstmcException.badInput("device file %s: %s", file, String.join("; ", faults));
    }
    return new Device(name, family, node.asInt(), Map.copyOf(constants));
  }

  /** The part that a board carries; the board's file holds only what differs from it. */
  private Device part(JsonNode name) {
    String known = Devices.builtInName(name.asText());
    if (known == null) {
      throw LstmcException.badInput(
          "device file %s: part: found %s, allowed is one of %s", file, name, Devices.BUILT_IN);
    }
    return Devices.load(known);
  }

  private Constant constant(String key, JsonNode n) {
    if (!n.isObject()) {
      fault(key, n.isMissingNode() ? null : n, "an object with value, origin, source, confidence");
      return null;
    }
    JsonNode value = n.path("value");
    boolean count = key.startsWith("resources.");
    boolean positive = key.equals(DeviceKeys.CLOCK_MHZ) || key.equals(DeviceKeys.LUT);
    boolean percent = key.endsWith("Percent");
    double v = value.asDouble();
    if (!value.isNumber()
        || !Double.isFinite(v)
        || v < 0
        || (count && v != Math.rint(v))
        || (positive && v == 0)
        || (percent && v > 100)) {
      fault(
          key + ".value",
          n.get("value"),
          percent
              ? "0 to 100"
              : count ? "a whole number of 0 or more" : positive ? "above 0" : "0 or more");
    }
    oneOf(key + ".origin", n.get("origin"), ORIGINS);
    oneOf(key + ".confidence", n.get("confidence"), CONFIDENCES);
    if (n.path("source").asText().isBlank()) {
      fault(key + ".source", n.get("source"), "a sentence that says where the figure comes from");
    }
    return new Constant(
        v, n.path("origin").asText(), n.path("source").asText(), n.path("confidence").asText());
  }

  private void oneOf(String key, JsonNode found, Set<String> allowed) {
    if (found == null || !allowed.contains(found.asText())) {
      fault(key, found, "one of " + allowed);
    }
  }

  private String text(JsonNode root, String key) {
    String s = root.path(key).asText();
    if (s.isBlank()) {
      fault(key, root.get(key), "a name");
    }
    return s;
  }

  private void unknownKeys(JsonNode root) {
    Iterator<Map.Entry<String, JsonNode>> sections = root.fields();
    while (sections.hasNext()) {
      Map.Entry<String, JsonNode> section = sections.next();
      if (HEAD.contains(section.getKey())) {
        continue;
      }
      if (!section.getValue().isObject()) {
        fault(section.getKey(), section.getValue(), "a section named in docs/machines.md");
        continue;
      }
      section
          .getValue()
          .fieldNames()
          .forEachRemaining(
              k -> {
                String key = section.getKey() + "." + k;
                if (!DeviceKeys.ALL.contains(key)) {
                  faults.add(key + ": not a known key; remove it or correct its spelling");
                }
              });
    }
  }

  private void fault(String key, JsonNode found, String allowed) {
    faults.add(key + ": found " + (found == null ? "nothing" : found) + ", allowed is " + allowed);
  }
}
