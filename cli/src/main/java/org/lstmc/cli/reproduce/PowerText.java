package org.lstmc.cli.reproduce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.MarkdownPage;
import org.lstmc.cli.report.Numbers;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.hwsim.device.PowerEvidence;
import org.lstmc.hwsim.power.BoardPower;
import org.lstmc.hwsim.power.ChipPower;
import org.lstmc.hwsim.power.LeftOut;
import org.lstmc.hwsim.power.PowerModel;
import org.lstmc.hwsim.power.PowerRecord;

/** The power models in the forms that commands print. */
public final class PowerText {
  private PowerText() {}

  /** Text in a format, with a final line end. */
  public static String of(Console.Format format) {
    return switch (format) {
      case text -> text();
      case md -> MarkdownPage.of(PowerPage.page());
      case csv -> csv();
      case json -> {
        ObjectNode root = ManifestJson.MAPPER.createObjectNode();
        root.put("schema", "lstmc.power-models").put("schemaVersion", 1);
        root.put("toolVersion", ToolVersion.get());
        root.setAll(json());
        yield new String(ManifestJson.bytes(root), StandardCharsets.UTF_8);
      }
    };
  }

  private static String text() {
    StringBuilder out = new StringBuilder();
    model(out, "FPGA boards", BoardPower.chosen(), BoardPower.BOARD);
    out.append(
        String.format(
            Locale.ROOT,
            "FPGA chips: uncertainty %s %%; no chip power of a simulated design is published\n\n",
            Numbers.show(PowerEvidence.chipPercent())));
    model(out, "chips", ChipPower.chosen(), ChipPower.TOTAL);
    return out.append(
            "* in the calibration; = its parts are; the others test it. Columns: published, fitted with all of the"
                + " calibration,\nwithout this row, without its system or chip; ours over published."
                + " Forms tried, priors and\nrows not used: --format md, or --html FILE\n")
        .toString();
  }

  private static void model(StringBuilder out, String what, PowerModel m, String measures) {
    out.append(
        String.format(
            Locale.ROOT,
            "%s: uncertainty %s %%, the greatest miss without the system; RMS of logarithms %s"
                + " without row, %s without system; %s\n",
            what,
            Numbers.show(m.uncertaintyPercent(measures)),
            Numbers.show(m.rmsWithoutRow()),
            Numbers.show(m.rmsWithoutGroup()),
            m.name()));
    int width = m.rows().stream().mapToInt(r -> r.row().name().length()).max().orElse(0);
    for (LeftOut r : m.rows()) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %s %-" + width + "s %9s  %9s %7s  %9s %7s  %9s %7s\n",
              mark(r.use()),
              r.row().name(),
              PowerModel.watts(r.row().publishedW()),
              PowerModel.watts(r.fittedW()),
              PowerPage.percent(r.fittedPercent()),
              PowerModel.watts(r.withoutRowW()),
              PowerPage.percent(r.withoutRowPercent()),
              PowerModel.watts(r.withoutGroupW()),
              PowerPage.percent(r.withoutGroupPercent())));
    }
    out.append('\n');
  }

  private static String mark(LeftOut.Use use) {
    return switch (use) {
      case CALIBRATION -> "*";
      case PARTS -> "=";
      case TEST -> " ";
    };
  }

  private static String csv() {
    StringBuilder out =
        new StringBuilder(
            "model,row,system,measures,calibration,publishedW,fittedW,withoutRowW,withoutSystemW,"
                + "fittedPercent,withoutRowPercent,withoutSystemPercent,missPercent\n");
    csv(out, "board", BoardPower.chosen());
    csv(out, "chip", ChipPower.chosen());
    return out.toString();
  }

  private static void csv(StringBuilder out, String model, PowerModel m) {
    for (LeftOut r : m.rows()) {
      out.append(
          String.join(
              ",",
              List.of(
                  model,
                  '"' + r.row().name() + '"',
                  r.row().group(),
                  '"' + r.row().measures() + '"',
                  r.use().label(),
                  "" + r.row().publishedW(),
                  "" + r.fittedW(),
                  "" + r.withoutRowW(),
                  "" + r.withoutGroupW(),
                  "" + r.fittedPercent(),
                  "" + r.withoutRowPercent(),
                  "" + r.withoutGroupPercent(),
                  "" + r.missPercent())));
      out.append('\n');
    }
  }

  /** The models as an object, for a document of another kind too. */
  static ObjectNode json() {
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.set("boards", json(BoardPower.forms(), BoardPower.chosen(), BoardPower.BOARD));
    root.putObject("fpgaChips").put("uncertaintyPercent", PowerEvidence.chipPercent());
    root.set("chips", json(ChipPower.forms(), ChipPower.chosen(), ChipPower.TOTAL));
    root.set("unused", ManifestJson.MAPPER.valueToTree(PowerRecord.load().unused()));
    return root;
  }

  private static ObjectNode json(List<PowerModel> forms, PowerModel chosen, String measures) {
    ObjectNode node = ManifestJson.MAPPER.createObjectNode();
    node.put("form", chosen.name());
    node.put("uncertaintyPercent", chosen.uncertaintyPercent(measures));
    node.put("scatter", chosen.scatter());
    ArrayNode parameters = node.putArray("parameters");
    chosen
        .parameters()
        .forEach(
            p ->
                parameters
                    .addObject()
                    .put("name", p.name())
                    .put("prior", p.prior())
                    .put("within", p.within())
                    .put("fitted", chosen.fitted().values().get(p.name())));
    ArrayNode rows = node.putArray("rows");
    chosen
        .rows()
        .forEach(
            r ->
                rows.addObject()
                    .put("row", r.row().name())
                    .put("system", r.row().group())
                    .put("measures", r.row().measures())
                    .put("source", r.row().source())
                    .put("calibration", r.use().label())
                    .put("publishedW", r.row().publishedW())
                    .put("fittedW", r.fittedW())
                    .put("withoutRowW", r.withoutRowW())
                    .put("withoutSystemW", r.withoutGroupW())
                    .put("missPercent", r.missPercent()));
    ArrayNode all = node.putArray("forms");
    forms.forEach(
        f ->
            all.addObject()
                .put("form", f.name())
                .put("parameters", f.parameters().size())
                .put("rmsWithoutRow", f.rmsWithoutRow())
                .put("rmsWithoutSystem", f.rmsWithoutGroup())
                .put("rmsOfWholesWithoutSystem", f.rmsWithoutGroup(measures))
                .put("uncertaintyPercent", f.uncertaintyPercent(measures)));
    return node;
  }
}
