package org.lstmc.cli.reproduce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.MarkdownPage;
import org.lstmc.cli.report.Numbers;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.hwsim.published.PublishedSystem;
import org.lstmc.hwsim.published.Reproduced;
import org.lstmc.hwsim.published.Reproduction;

/** The comparison in the forms that commands print. */
public final class ReproduceText {
  private ReproduceText() {}

  /** Text in a format, with a final line end. */
  public static String of(Reproduction all, Console.Format format) {
    return switch (format) {
      case text -> text(all);
      case md -> MarkdownPage.of(ReproducePage.of(all));
      case csv -> csv(all);
      case json -> new String(ManifestJson.bytes(json(all)), StandardCharsets.UTF_8);
    };
  }

  private static String text(Reproduction all) {
    int width = all.rows().stream().mapToInt(r -> r.row().name().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (PublishedSystem s : all.systems()) {
      out.append(s.system()).append("  (").append(s.citation()).append(")\n");
      for (Reproduced r : all.rows()) {
        if (r.system().equals(s.system())) {
          out.append(
              String.format(
                  Locale.ROOT,
                  "  %-" + width + "s %12s %12s  %-11s %10s  %s, %s%s%n",
                  r.row().name(),
                  Numbers.show(r.row().value()),
                  Numbers.show(r.ours()),
                  ReproducePage.unit(r.row()),
                  ReproducePage.percent(r.percent()),
                  r.row().provenance(),
                  r.row().confidence(),
                  r.calibration() == null ? "" : "; " + r.calibration()));
        }
      }
      Map<Reproduced.Band, Long> n = all.summary(s.system());
      out.append("  ");
      n.forEach((band, count) -> out.append(count).append(' ').append(band.label()).append("; "));
      out.setLength(out.length() - 2);
      out.append("\n\n");
    }
    out.append(
        "Columns: published, ours, difference, provenance; whether our power was fitted to the row, and"
            + "\nwhat it is without its system (--power). Causes and constants: --format md");
    return out.append(", or --html FILE\n").toString().replace(System.lineSeparator(), "\n");
  }

  private static String csv(Reproduction all) {
    StringBuilder out =
        new StringBuilder(
            "system,figure,unit,published,ours,differencePercent,band,provenance,confidence,source,"
                + "cause,calibration\n");
    for (Reproduced r : all.rows()) {
      out.append(
          String.join(
              ",",
              List.of(
                  r.system(),
                  quoted(r.row().name()),
                  ReproducePage.unit(r.row()),
                  "" + r.row().value(),
                  r.ours() == null ? "" : "" + r.ours(),
                  r.percent() == null ? "" : "" + r.percent(),
                  r.band().label(),
                  r.row().provenance(),
                  r.row().confidence(),
                  quoted(r.row().source()),
                  quoted(r.row().cause()),
                  r.calibration() == null ? "" : quoted(r.calibration()))));
      out.append('\n');
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static ObjectNode json(Reproduction all) {
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.put("schema", "lstmc.reproduction").put("schemaVersion", 1);
    root.put("toolVersion", ToolVersion.get());
    ArrayNode systems = root.putArray("systems");
    for (PublishedSystem s : all.systems()) {
      ObjectNode system = systems.addObject();
      system.put("system", s.system()).put("citation", s.citation());
      ObjectNode summary = system.putObject("summary");
      all.summary(s.system()).forEach((band, n) -> summary.put(band.label(), n));
      ArrayNode rows = system.putArray("rows");
      all.rows().stream().filter(r -> r.system().equals(s.system())).forEach(r -> rows.add(row(r)));
    }
    root.set("powerModels", PowerText.json());
    ObjectNode constants = root.putObject("constants");
    for (String name : new TreeSet<>(all.runs().keySet())) {
      Reproduction.Simulated run = all.runs().get(name);
      constants.set(run.simulation().device(), ManifestJson.MAPPER.valueToTree(run.constants()));
    }
    return root;
  }

  private static ObjectNode row(Reproduced r) {
    ObjectNode row = ManifestJson.MAPPER.createObjectNode();
    row.put("figure", r.row().name());
    row.put("unit", ReproducePage.unit(r.row()));
    row.put("published", r.row().value());
    row.put("ours", r.ours());
    row.put("differencePercent", r.percent());
    row.put("band", r.band().label());
    row.put("provenance", r.row().provenance());
    row.put("confidence", r.row().confidence());
    row.put("source", r.row().source());
    row.put("cause", r.row().cause());
    row.put("run", r.row().run());
    row.put("calibration", r.calibration());
    return row;
  }
}
