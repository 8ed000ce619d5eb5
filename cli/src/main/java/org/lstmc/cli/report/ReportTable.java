package org.lstmc.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.cli.page.Page;
import org.lstmc.core.manifest.ManifestJson;

/** Reports as a table: the scalar values of every report by their path, such as accuracy.dense. */
final class ReportTable {
  /** Rows of the side-by-side view; CSV holds every scalar. */
  private static final List<String> KEY_ROWS =
      List.of(
          "file",
          "model.name",
          "model.denseParameters",
          "compression.scheme",
          "compression.ratioWx",
          "compression.ratioWh",
          "compression.sparsity",
          "compression.storedBits",
          "compression.compressionRatio",
          "compression.matrixCompressionRatio",
          "compression.idealRatio",
          "accuracy.metric",
          "accuracy.dense",
          "accuracy.compressed",
          "accuracy.quantized",
          "accuracy.bestPossible",
          "hardware.accelerator",
          "hardware.device",
          "hardware.clockMhz",
          "hardware.cyclesPerStep",
          "hardware.latencyUs",
          "hardware.framesPerSecond",
          "hardware.gops",
          "hardware.effectiveGops",
          "hardware.powerW",
          "hardware.uncertainty.powerPercent",
          "hardware.boardPowerW",
          "hardware.uncertainty.boardPowerPercent",
          "hardware.gopsPerWatt",
          "hardware.effectiveGopsPerWatt",
          "hardware.energyPerFrameUj",
          "hardware.utilization",
          "hardware.resources.areaMm2",
          "hardware.boundBy");

  private static final String BLOCKS = "compression.blockSizes.";

  private final List<Map<String, JsonNode>> columns = new ArrayList<>();

  private final List<String> rows;

  /** The first row is the heading. */
  private ReportTable(List<String> rows) {
    this.rows = new ArrayList<>(rows);
  }

  /** Adds a report; block sizes get a row for every matrix that has one. */
  private void add(Map<String, JsonNode> scalars) {
    columns.add(scalars);
    scalars.keySet().stream()
        .filter(k -> k.startsWith(BLOCKS) && !rows.contains(k))
        .forEach(k -> rows.add(rows.indexOf("compression.storedBits"), k));
  }

  static ReportTable of(Report report) {
    ReportTable table = new ReportTable(KEY_ROWS.subList(1, KEY_ROWS.size()));
    Map<String, JsonNode> scalars = new LinkedHashMap<>();
    flatten("", ManifestJson.MAPPER.valueToTree(report), scalars);
    table.add(scalars);
    return table;
  }

  /** Several, each under the file it comes from. */
  static ReportTable of(List<Report> reports, List<String> files) {
    ReportTable table = new ReportTable(KEY_ROWS);
    for (int i = 0; i < reports.size(); i++) {
      Map<String, JsonNode> scalars = new LinkedHashMap<>();
      scalars.put("file", TextNode.valueOf(files.get(i)));
      flatten("", ManifestJson.MAPPER.valueToTree(reports.get(i)), scalars);
      table.add(scalars);
    }
    return table;
  }

  private static void flatten(String path, JsonNode node, Map<String, JsonNode> into) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              e ->
                  flatten(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), into));
    } else if (node.isValueNode()) {
      into.put(path, node);
    }
  }

  String csv() {
    List<String> keys = new ArrayList<>();
    for (Map<String, JsonNode> column : columns) {
      column.keySet().stream().filter(k -> !keys.contains(k)).forEach(keys::add);
    }
    StringBuilder s = new StringBuilder(String.join(",", keys)).append('\n');
    for (Map<String, JsonNode> column : columns) {
      List<String> cells = new ArrayList<>();
      for (String key : keys) {
        JsonNode v = column.get(key);
        cells.add(v == null || v.isNull() ? "" : quoted(v.asText()));
      }
      s.append(String.join(",", cells)).append('\n');
    }
    return s.toString();
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  String markdown() {
    StringBuilder s = new StringBuilder("| |");
    columns.forEach(c -> s.append(' ').append(escape(cell(c, rows.get(0)))).append(" |"));
    s.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
    for (String key : rows.subList(1, rows.size())) {
      s.append("| ").append(key).append(" |");
      columns.forEach(c -> s.append(' ').append(escape(cell(c, key))).append(" |"));
      s.append('\n');
    }
    return s.toString();
  }

  /** The same as a table of a page, without rows that no report has. */
  Page.Table page() {
    List<String> header = new ArrayList<>(List.of(""));
    columns.forEach(c -> header.add(cell(c, rows.get(0))));
    List<List<String>> lines = new ArrayList<>();
    for (String key : rows.subList(1, rows.size())) {
      List<String> line = new ArrayList<>(List.of(key));
      columns.forEach(c -> line.add(cell(c, key)));
      if (!line.subList(1, line.size()).stream().allMatch("-"::equals)) {
        lines.add(line);
      }
    }
    return new Page.Table(header, lines, -1);
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }

  String text() {
    int labels = rows.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder s = new StringBuilder();
    for (String key : rows) {
      s.append(key).append(" ".repeat(labels - key.length()));
      for (Map<String, JsonNode> column : columns) {
        String cell = cell(column, key);
        int width =
            Math.min(40, rows.stream().mapToInt(k -> cell(column, k).length()).max().orElse(0));
        String cut = cell.length() > width ? cut(key, cell, width) : cell;
        s.append("  ").append(" ".repeat(width - cut.length())).append(cut);
      }
      s.append('\n');
    }
    return s.toString();
  }

  // Of a path the end tells more.
  private static String cut(String key, String cell, int width) {
    return key.equals("file")
        ? "..." + cell.substring(cell.length() - width + 3)
        : cell.substring(0, width - 3) + "...";
  }

  private static String cell(Map<String, JsonNode> column, String key) {
    JsonNode v = column.get(key);
    if (v == null || v.isNull()) {
      return "-";
    }
    if (v.isIntegralNumber()) {
      return Numbers.show(v.asLong());
    }
    return v.isNumber() ? Numbers.show(v.asDouble()) : v.asText();
  }
}
