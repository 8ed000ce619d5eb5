package org.lstmc.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.Page;
import org.lstmc.cli.report.Numbers;
import org.lstmc.hwsim.device.PowerEvidence;
import org.lstmc.hwsim.power.BoardPower;
import org.lstmc.hwsim.power.ChipPower;
import org.lstmc.hwsim.power.LeftOut;
import org.lstmc.hwsim.power.Parameter;
import org.lstmc.hwsim.power.PowerModel;
import org.lstmc.hwsim.power.PowerRecord;

/** The power models, each published row predicted with it and without it. */
public final class PowerPage {
  private PowerPage() {}

  /** A page of its own. */
  public static Page page() {
    Page.Builder page = new Page.Builder("Power models, each published row left out in turn");
    page.add(
        new Page.Downloads(
            List.of(
                Page.Download.json("power-models", PowerText.of(Console.Format.json)),
                Page.Download.csv("power-models", PowerText.of(Console.Format.csv)))));
    add(page);
    return page.page();
  }

  /** The same as a part of another page. */
  static void add(Page.Builder page) {
    page.text(
        "Fitted: with all rows of the calibration, as machines report it. Without row, without"
            + " system: fitted again without this row, without all rows of its system or chip;"
            + " percentages are ours over published. Uncertainty in reports is the greatest miss"
            + " without the system, in percent of the prediction, rounded up to a multiple of 5."
            + " Parameters are fitted to logarithms around a prior; rows of a system that measure"
            + " the same share one row's weight.");
    page.subHeading("Power of FPGA boards");
    model(page, BoardPower.forms(), BoardPower.chosen(), BoardPower.BOARD);
    page.subHeading("Power of FPGA chips");
    page.text(
        "Uncertainty "
            + Numbers.show(PowerEvidence.chipPercent())
            + " %. No chip power of an FPGA design that is simulated here is published, and no"
            + " board's power stands for a chip's: nothing is fitted, and the sources of the energies"
            + " alone say how far off they may be.");
    page.subHeading("Power of chips");
    model(page, ChipPower.forms(), ChipPower.chosen(), ChipPower.TOTAL);
    page.subHeading("Published powers that are not used");
    page.add(unused());
  }

  private static void model(
      Page.Builder page, List<PowerModel> forms, PowerModel chosen, String measures) {
    page.text(
        String.format(
            Locale.ROOT,
            "Uncertainty %s %%. Form: %s; a row is expected within a factor of %s of the right"
                + " parameters.",
            Numbers.show(chosen.uncertaintyPercent(measures)),
            chosen.name(),
            Numbers.show(chosen.scatter())));
    page.add(rows(chosen));
    page.add(sources(chosen));
    page.add(parameters(chosen));
    page.text(
        "Forms that were tried. Root mean squares are of ln(published/predicted) over the rows of"
            + " the calibration, and over those of a whole chip or board.");
    page.add(forms(forms, measures));
  }

  private static Page.Table rows(PowerModel m) {
    List<List<String>> rows = new ArrayList<>();
    for (LeftOut r : m.rows()) {
      rows.add(
          List.of(
              r.row().name(),
              r.use().label(),
              PowerModel.watts(r.row().publishedW()),
              PowerModel.watts(r.fittedW()),
              percent(r.fittedPercent()),
              PowerModel.watts(r.withoutRowW()),
              percent(r.withoutRowPercent()),
              PowerModel.watts(r.withoutGroupW()),
              percent(r.withoutGroupPercent()),
              Numbers.show(Math.rint(r.missPercent())) + " %"));
    }
    return new Page.Table(
        List.of(
            "published power",
            "in calibration",
            "published",
            "fitted",
            "",
            "without row",
            "",
            "without system",
            "",
            "miss of that"),
        rows,
        -1);
  }

  private static Page.Table sources(PowerModel m) {
    List<List<String>> rows = new ArrayList<>();
    m.rows().forEach(r -> rows.add(List.of(r.row().name(), r.row().source())));
    return new Page.Table(List.of("published power", "where it is printed"), rows, -1);
  }

  private static Page.Table parameters(PowerModel m) {
    List<List<String>> rows = new ArrayList<>();
    for (Parameter p : m.parameters()) {
      rows.add(
          List.of(
              p.name(),
              Numbers.show(p.prior()),
              Numbers.show(p.within()),
              Numbers.show(m.fitted().values().get(p.name()))));
    }
    return new Page.Table(List.of("parameter", "prior", "within a factor of", "fitted"), rows, -1);
  }

  private static Page.Table forms(List<PowerModel> forms, String measures) {
    List<List<String>> rows = new ArrayList<>();
    for (PowerModel m : forms) {
      rows.add(
          List.of(
              m.name(),
              "" + m.parameters().size(),
              Numbers.show(m.rmsWithoutRow()),
              Numbers.show(m.rmsWithoutGroup()),
              Numbers.show(m.rmsWithoutGroup(measures)),
              Numbers.show(m.uncertaintyPercent(measures)) + " %"));
    }
    return new Page.Table(
        List.of(
            "form",
            "parameters",
            "RMS without row",
            "RMS without system",
            "of wholes",
            "greatest miss, rounded up"),
        rows,
        forms.size() - 1);
  }

  private static Page.Table unused() {
    List<List<String>> rows = new ArrayList<>();
    PowerRecord.load()
        .unused()
        .forEach(u -> rows.add(List.of(u.name(), PowerModel.watts(u.publishedW()), u.why())));
    return new Page.Table(List.of("published power", "published", "why not"), rows, -1);
  }

  static String percent(double percent) {
    return String.format(Locale.ROOT, "%+.0f %%", percent);
  }
}
