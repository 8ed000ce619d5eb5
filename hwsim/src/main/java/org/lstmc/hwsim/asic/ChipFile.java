package org.lstmc.hwsim.asic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.device.Constant;
import org.lstmc.hwsim.device.FigureDocument;

/** Reads and checks a chip file ({@code lstmc.chip}, version 1); all faults are told at once. */
final class ChipFile {
  private static final String SCHEMA = "lstmc.chip";
  private static final int VERSION = 1;
  private static final Set<String> HEAD =
      Set.of(
          "schema",
          "schemaVersion",
          "name",
          "description",
          "technologyNm",
          "process",
          "sramCell",
          "arithmetic",
          "operatingPoints",
          "published");
  private static final Set<String> POINT_KEYS =
      Set.of("name", "clockMhz", "voltageV", "origin", "source", "confidence");
  private static final Set<String> PUBLISHED_KEYS =
      Set.of(
          "name",
          "shape",
          "point",
          "calibration",
          "powerMw",
          "topsPerWatt",
          "areaMm2",
          "partsMw",
          "partsMm2",
          "source",
          "confidence");

  private static final Set<String> KNOWN =
      Stream.concat(ChipKeys.ALL.stream(), ChipKeys.OPTIONAL.stream())
          .collect(Collectors.toUnmodifiableSet());

  private ChipFile() {}

  static Chip read(String file, String json) {
    JsonNode root = FigureDocument.read("chip file " + file, json, SCHEMA, VERSION);
    FigureCheck check = new FigureCheck();
    Chip chip = chip(root, check);
    if (!check.faults().isEmpty()) {
      throw LstmcException.badInput("chip file %s: %s", file, String.join("; ", check.faults()));
    }
    return chip;
  }

  private static Chip chip(JsonNode root, FigureCheck check) {
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (String key : ChipKeys.ALL) {
      String[] parts = key.split("\\.");
      constants.put(key, check.constant(key, root.path(parts[0]).path(parts[1])));
    }
    for (String key : ChipKeys.OPTIONAL) {
      String[] parts = key.split("\\.");
      if (root.path(parts[0]).has(parts[1])) {
        constants.put(key, check.constant(key, root.path(parts[0]).path(parts[1])));
      }
    }
    JsonNode nm = root.path("technologyNm");
    if (!nm.isInt() || nm.asInt() < 16 || nm.asInt() > 65) {
      check.fault("technologyNm", root.get("technologyNm"), "a whole number from 16 to 65");
    }
    List<OperatingPoint> points = points(root, check);
    unknownKeys(root, check);
    return new Chip(
        check.text("name", root.get("name")),
        check.text("description", root.get("description")),
        new Node(nm.asInt(), check.oneOf("process", root.get("process"), Set.of("HP", "LP"))),
        check.oneOf("sramCell", root.get("sramCell"), Set.of("itrs-lstp", "itrs-hp")),
        check.oneOf("arithmetic", root.get("arithmetic"), Set.copyOf(Arithmetic.SETS)),
        points,
        constants,
        published(root, check, points.stream().map(OperatingPoint::name).toList()));
  }

  private static List<OperatingPoint> points(JsonNode root, FigureCheck check) {
    List<OperatingPoint> points = new ArrayList<>();
    JsonNode array = root.path("operatingPoints");
    if (!array.isArray() || array.isEmpty()) {
      check.fault("operatingPoints", root.get("operatingPoints"), "a list of at least one point");
      return points;
    }
    for (JsonNode n : array) {
      String at = "operatingPoints[" + points.size() + "].";
      check.only(at, n, POINT_KEYS);
      OperatingPoint p =
          new OperatingPoint(
              check.text(at + "name", n.get("name")),
              check.positive(at + "clockMhz", n.get("clockMhz")),
              check.positive(at + "voltageV", n.get("voltageV")),
              check.origin(at + "origin", n.get("origin")),
              check.text(at + "source", n.get("source")),
              check.confidence(at + "confidence", n.get("confidence")));
      if (points.stream().anyMatch(q -> q.name().equals(p.name()))) {
        check.fault(at + "name", n.get("name"), "a name that no other point has");
      }
      points.add(p);
    }
    return points;
  }

  private static List<PublishedPoint> published(
      JsonNode root, FigureCheck check, List<String> points) {
    List<PublishedPoint> all = new ArrayList<>();
    if (root.has("published") && !root.get("published").isArray()) {
      check.fault("published", root.get("published"), "a list");
    }
    for (JsonNode n : root.path("published")) {
      String at = "published[" + all.size() + "].";
      check.only(at, n, PUBLISHED_KEYS);
      boolean area = n.hasNonNull("areaMm2");
      if (!n.path("calibration").isBoolean()) {
        check.fault(at + "calibration", n.get("calibration"), "true or false");
      }
      all.add(
          new PublishedPoint(
              check.text(at + "name", n.get("name")),
              check.text(at + "shape", n.get("shape")),
              check.oneOf(at + "point", n.get("point"), Set.copyOf(points)),
              n.path("calibration").asBoolean(),
              check.positive(at + "powerMw", n.get("powerMw")),
              check.positive(at + "topsPerWatt", n.get("topsPerWatt")),
              area ? check.positive(at + "areaMm2", n.get("areaMm2")) : null,
              parts(at + "partsMw", n.get("partsMw"), check),
              parts(at + "partsMm2", n.get("partsMm2"), check),
              check.text(at + "source", n.get("source")),
              check.confidence(at + "confidence", n.get("confidence"))));
    }
    return all;
  }

  /** A breakdown as published, part by part in file order; empty where there is none. */
  private static Map<String, Double> parts(String key, JsonNode n, FigureCheck check) {
    Map<String, Double> all = new LinkedHashMap<>();
    if (n != null && !n.isObject()) {
      check.fault(key, n, "an object of numbers above 0");
    } else if (n != null) {
      n.fields()
          .forEachRemaining(
              p -> all.put(p.getKey(), check.positive(key + "." + p.getKey(), p.getValue())));
    }
    return all;
  }

  private static void unknownKeys(JsonNode root, FigureCheck check) {
    root.fields()
        .forEachRemaining(
            section -> {
              if (HEAD.contains(section.getKey())) {
                return;
              }
              if (!section.getValue().isObject()) {
                check.fault(
                    section.getKey(), section.getValue(), "a section named in docs/machines.md");
                return;
              }
              section
                  .getValue()
                  .fieldNames()
                  .forEachRemaining(k -> check.known(section.getKey() + "." + k, KNOWN));
            });
  }
}
