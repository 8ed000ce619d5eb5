package org.lstmc.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.Page;
import org.lstmc.cli.report.Numbers;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.device.Constant;
import org.lstmc.hwsim.published.PublishedRow;
import org.lstmc.hwsim.published.PublishedSystem;
import org.lstmc.hwsim.published.Reproduced;
import org.lstmc.hwsim.published.Reproduction;

/** What papers print, what we say, how far apart, and of which constants ours is made. */
public final class ReproducePage {
  private static final String NONE = "-";

  private ReproducePage() {}

  /** The page. */
  public static Page of(Reproduction all) {
    Page.Builder page = new Page.Builder("Published figures and ours");
    page.text(
        "Every figure that is on record here, whether we meet it or not. Ours comes from the"
            + " simulated machine at the paper's setting. Nothing is fitted to these rows but power,"
            + " where the row says so (section Power models). Difference: ours over published. Seen: read in the"
            + " paper or in one that cites it; recalled: from memory of the paper; derived: computed"
            + " from such.");
    page.add(
        new Page.Downloads(
            List.of(
                Page.Download.json("reproduction", ReproduceText.of(all, Console.Format.json)),
                Page.Download.csv("reproduction", ReproduceText.of(all, Console.Format.csv)))));
    page.heading("Summary");
    page.add(summary(all));
    for (PublishedSystem system : all.systems()) {
      page.heading(system.system());
      page.text(system.citation() + ".");
      page.add(rows(all, system.system()));
      page.add(provenance(all, system.system()));
      page.add(designs(all, system.system()));
      assumptions(all, system.system()).forEach(page::text);
    }
    page.heading("Power models");
    PowerPage.add(page);
    page.heading("Constants");
    page.text("What the devices and chips above are made of, each with its origin.");
    devices(all).forEach((name, constants) -> page.heading(name).add(constants(constants)));
    return page.page();
  }

  private static Page.Table summary(Reproduction all) {
    List<String> header = new ArrayList<>(List.of("system", "rows"));
    for (Reproduced.Band band : Reproduced.Band.values()) {
      header.add(band.label());
    }
    List<List<String>> rows = new ArrayList<>();
    for (PublishedSystem s : all.systems()) {
      Map<Reproduced.Band, Long> counts = all.summary(s.system());
      List<String> row = new ArrayList<>(List.of(s.system(), "" + s.rows().size()));
      counts.values().forEach(n -> row.add("" + n));
      rows.add(row);
    }
    return new Page.Table(header, rows, -1);
  }

  private static Page.Table rows(Reproduction all, String system) {
    List<List<String>> rows = new ArrayList<>();
    of(all, system)
        .forEach(
            r ->
                rows.add(
                    List.of(
                        r.row().name(),
                        Numbers.show(r.row().value()),
                        Numbers.show(r.ours()),
                        unit(r.row()),
                        percent(r.percent()),
                        r.band().label(),
                        r.calibration() == null ? NONE : r.calibration(),
                        r.row().cause())));
    return new Page.Table(
        List.of(
            "figure",
            "published",
            "ours",
            "unit",
            "difference",
            "",
            "our power",
            "what we believe"),
        rows,
        -1);
  }

  private static Page.Table provenance(Reproduction all, String system) {
    List<List<String>> rows = new ArrayList<>();
    of(all, system)
        .forEach(
            r ->
                rows.add(
                    List.of(
                        r.row().name(),
                        r.row().provenance(),
                        r.row().confidence(),
                        r.row().source())));
    return new Page.Table(
        List.of("figure", "provenance", "confidence", "where it is printed"), rows, -1);
  }

  private static Page.Table designs(Reproduction all, String system) {
    List<List<String>> rows = new ArrayList<>();
    all.runs()
        .forEach(
            (name, s) -> {
              if (name.startsWith(system + "/")) {
                rows.add(
                    List.of(
                        name.substring(system.length() + 1),
                        s.simulation().accelerator(),
                        s.simulation().device(),
                        s.run().network(),
                        Numbers.show(s.simulation().clockMhz()),
                        s.simulation().configuration(),
                        power(s.simulation().uncertainty())));
              }
            });
    return new Page.Table(
        List.of("design", "machine", "device", "network", "MHz", "built as", "power +-"), rows, -1);
  }

  private static String power(Uncertainty u) {
    String chip = Numbers.show(u.powerPercent()) + " %";
    return u.boardPowerPercent() == null
        ? chip
        : chip + ", board " + Numbers.show(u.boardPowerPercent()) + " %";
  }

  private static List<String> assumptions(Reproduction all, String system) {
    return all.runs().entrySet().stream()
        .filter(e -> e.getKey().startsWith(system + "/"))
        .flatMap(e -> e.getValue().simulation().assumptions().stream())
        .distinct()
        .map(a -> "Assumed: " + a)
        .toList();
  }

  private static Map<String, Map<String, Constant>> devices(Reproduction all) {
    Map<String, Map<String, Constant>> devices = new TreeMap<>();
    all.runs().values().forEach(s -> devices.putIfAbsent(s.simulation().device(), s.constants()));
    return devices;
  }

  private static Page.Table constants(Map<String, Constant> constants) {
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(constants)
        .forEach(
            (key, c) ->
                rows.add(
                    List.of(key, Numbers.show(c.value()), c.origin(), c.confidence(), c.source())));
    return new Page.Table(List.of("constant", "value", "origin", "confidence", "source"), rows, -1);
  }

  private static List<Reproduced> of(Reproduction all, String system) {
    return all.rows().stream().filter(r -> r.system().equals(system)).toList();
  }

  static String unit(PublishedRow row) {
    return row.figure() == null
        ? ""
        : row.over() != null || row.overValue() != null ? "x" : row.figure().unit();
  }

  static String percent(Double percent) {
    return percent == null ? NONE : String.format(Locale.ROOT, "%+.1f %%", percent);
  }
}
