package org.lstmc.cli.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.MarkdownPage;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.hwsim.Simulation;

/** A comparison in the forms that commands print. */
public final class CompareText {
  /** Columns of what a machine says. */
  private static final int HARDWARE = 14;

  private CompareText() {}

  /** Text in a format, with a final line end. */
  public static String of(Comparison c, Console.Format format) {
    return switch (format) {
      case text -> text(c);
      case md -> MarkdownPage.of(ComparePage.of(c));
      case csv -> csv(c);
      case json -> new String(ManifestJson.bytes(json(c)), StandardCharsets.UTF_8);
    };
  }

  private static String text(Comparison c) {
    List<List<String>> table = new ArrayList<>();
    table.add(ComparePage.header(c));
    table.addAll(ComparePage.cells(c));
    int columns = table.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : table) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder(c.name()).append(". ").append(ComparePage.terms(c));
    out.append("\n\n");
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        // The first three columns are words.
        String form = i < 3 ? "%-" + Math.max(1, width[i]) + "s" : "%" + width[i] + "s";
        line.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, form, row.get(i)));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    out.append("* ").append(Pareto.meaning(c.metric() != null)).append("\n\nNot there, and why:\n");
    reasons(c).forEach((why, who) -> out.append(who).append(": ").append(why).append('\n'));
    return out.toString();
  }

  /** Who has the same reason, by reason, in the order of the table. */
  private static Map<String, String> reasons(Comparison c) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Compared r : c.rows()) {
      if (r.whyNot() != null) {
        String who = r.technique() + (r.machine() == null ? "" : " on " + r.machine());
        all.merge(r.whyNot(), who, (a, b) -> a + ", " + b);
      }
    }
    return all;
  }

  private static String csv(Comparison c) {
    StringBuilder out =
        new StringBuilder(
            "technique,machine,pareto,metric,accuracy,storedBits,smaller,device,technologyNm,"
                + "clockMhz,multipliers,utilization,streams,cyclesPerStep,latencyUs,framesPerSecond,energyPerFrameUj,"
                + "powerPercent,gops,effectiveGops,effectiveGopsPerWatt,whyNot\n");
    for (Compared r : c.rows()) {
      List<Object> cells = new ArrayList<>();
      cells.add(r.technique());
      cells.add(r.machine());
      cells.add(r.pareto());
      cells.add(c.metric());
      cells.add(r.accuracy());
      cells.add(r.storedBits());
      cells.add(r.smaller());
      Simulation s = r.simulation();
      if (s == null) {
        for (int i = 0; i < HARDWARE; i++) {
          cells.add(null);
        }
      } else {
        cells.addAll(
            List.of(
                s.device(),
                s.technologyNm(),
                s.clockMhz(),
                s.multipliers(),
                s.utilization(),
                s.streams(),
                s.cyclesPerStep(),
                s.latencyUs(),
                s.framesPerSecond(),
                s.energyPerFrameUj(),
                s.uncertainty().powerPercent(),
                s.gops(),
                s.effectiveGops(),
                s.effectiveGopsPerWatt()));
      }
      cells.add(r.whyNot() == null ? null : '"' + r.whyNot().replace("\"", "\"\"") + '"');
      out.append(
          cells.stream().map(o -> o == null ? "" : o.toString()).collect(Collectors.joining(",")));
      out.append('\n');
    }
    return out.toString();
  }

  private static ObjectNode json(Comparison c) {
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.put("schema", "lstmc.comparison").put("schemaVersion", 1);
    root.put("toolVersion", ToolVersion.get());
    root.put("network", c.name()).put("metric", c.metric());
    root.set("settings", ManifestJson.MAPPER.valueToTree(c.settings()));
    ArrayNode rows = root.putArray("rows");
    for (Compared r : c.rows()) {
      ObjectNode row = rows.addObject();
      row.put("technique", r.technique()).put("machine", r.machine());
      row.put("pareto", r.pareto()).put("accuracy", r.accuracy());
      row.put("storedBits", r.storedBits()).put("smaller", r.smaller());
      row.put("whyNot", r.whyNot());
      Simulation s = r.simulation();
      if (s == null) {
        row.putNull("hardware");
      } else {
        ObjectNode h = row.putObject("hardware");
        h.put("device", s.device()).put("technologyNm", s.technologyNm());
        h.put("clockMhz", s.clockMhz()).put("multipliers", s.multipliers());
        h.put("utilization", s.utilization()).put("streams", s.streams());
        h.put("cyclesPerStep", s.cyclesPerStep()).put("latencyUs", s.latencyUs());
        h.put("framesPerSecond", s.framesPerSecond());
        h.put("energyPerFrameUj", s.energyPerFrameUj());
        h.put("powerPercent", s.uncertainty().powerPercent());
        h.put("gops", s.gops()).put("effectiveGops", s.effectiveGops());
        h.put("effectiveGopsPerWatt", s.effectiveGopsPerWatt());
      }
    }
    return root;
  }
}
