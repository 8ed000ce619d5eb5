package org.lstmc.cli.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.Page;
import org.lstmc.cli.report.Numbers;
import org.lstmc.hwsim.Simulation;

/** A comparison as a page. */
public final class ComparePage {
  /** Column of the Pareto mark. */
  private static final int MARK = 2;

  private ComparePage() {}

  /** The page. */
  public static Page of(Comparison c) {
    Page.Builder page = new Page.Builder(c.name() + ": techniques and machines");
    page.text(terms(c));
    page.add(
        new Page.Downloads(
            List.of(
                Page.Download.json("comparison", CompareText.of(c, Console.Format.json)),
                Page.Download.csv("comparison", CompareText.of(c, Console.Format.csv)))));
    page.heading("Table");
    page.add(numbered(c));
    page.text(
        "Marked *: "
            + Pareto.meaning(c.metric() != null)
            + ". Energy and power are estimates, +- as given;"
            + " chips are of another process than the FPGA and stand beside it, not against it."
            + " Rate and energy are those of so many interleaved sequences, the time is one"
            + " frame's. Stored are the recurrent matrices with indices and padding; smaller: than"
            + " dense ones of the same width.");
    page.heading(c.metric() == null ? "Energy and time" : "Energy, accuracy and time");
    plots(page, c);
    page.heading("Combinations that do not exist");
    page.add(refusals(c));
    page.heading("Assumptions");
    assumptions(c).forEach(page::text);
    return page.page();
  }

  static String terms(Comparison c) {
    CompareSettings s = c.settings();
    return String.format(
        java.util.Locale.ROOT,
        "Every technique keeps one weight in %d (tensor networks: equal ranks, the largest that"
            + " their own machine's memories hold), %d bits. %s",
        s.fewer(),
        s.bits(),
        s.fair()
            ? String.format(
                java.util.Locale.ROOT,
                "Equal terms: every FPGA machine on %s at %s MHz with at most %d multipliers (DSP);"
                    + " chips at their own clock.",
                s.device(),
                Numbers.show(s.clockMhz()),
                s.multipliers())
            : "Each machine on its paper's device at its own clock and size.");
  }

  static List<String> header(Comparison c) {
    List<String> all = new ArrayList<>(List.of("technique", "machine", ""));
    if (c.metric() != null) {
      all.add(c.metric());
    }
    all.addAll(
        List.of(
            "KiB stored",
            "smaller",
            "device",
            "nm",
            "MHz",
            "multipliers",
            "busy",
            "sequences",
            "us a frame",
            "frames/s",
            "uJ a frame",
            "+-",
            "effective GOPS",
            "effective GOPS/W"));
    return all;
  }

  static List<List<String>> cells(Comparison c) {
    List<List<String>> rows = new ArrayList<>();
    for (Compared r : c.rows()) {
      if (r.simulation() != null) {
        rows.add(cells(c, r, r.simulation()));
      }
    }
    return rows;
  }

  private static List<String> cells(Comparison c, Compared r, Simulation s) {
    List<String> all = new ArrayList<>(List.of(r.technique(), r.machine(), r.pareto() ? "*" : ""));
    if (c.metric() != null) {
      all.add(Numbers.show(r.accuracy()));
    }
    all.addAll(
        List.of(
            Numbers.show(r.storedBits() / 8192.0),
            Numbers.show(r.smaller()),
            s.device(),
            "" + s.technologyNm(),
            Numbers.show(s.clockMhz()),
            Numbers.show(s.multipliers()),
            Numbers.percent(s.utilization()),
            "" + s.streams(),
            Numbers.show(s.latencyUs()),
            Numbers.show(s.framesPerSecond()),
            Numbers.show(s.energyPerFrameUj()),
            Numbers.show(s.uncertainty().powerPercent()) + " %",
            Numbers.show(s.effectiveGops()),
            Numbers.show(s.effectiveGopsPerWatt())));
    return all;
  }

  /** The table with a number for every row, by which plots call it; marked rows stand out. */
  private static Page.Table numbered(Comparison c) {
    List<String> header = new ArrayList<>(List.of("#"));
    header.addAll(header(c));
    List<List<String>> rows = new ArrayList<>();
    Set<Integer> marked = new HashSet<>();
    for (List<String> cells : cells(c)) {
      if (cells.get(MARK).equals("*")) {
        marked.add(rows.size());
      }
      List<String> row = new ArrayList<>(List.of("" + (rows.size() + 1)));
      row.addAll(cells);
      rows.add(row);
    }
    return new Page.Table(header, rows, marked);
  }

  private static void plots(Page.Builder page, Comparison c) {
    page.text(
        "Large points with a name are the marked rows; a number is the row of the table. Left is"
            + " less energy.");
    if (c.metric() != null) {
      String better = c.higherIsBetter() ? "higher is better" : "lower is better";
      page.add(plot(c, c.metric() + " (" + better + ")", false, Compared::accuracy));
    }
    page.add(plot(c, "us a frame (lower is better)", true, r -> r.simulation().latencyUs()));
  }

  private static Page.Scatter plot(
      Comparison c, String axis, boolean log, Function<Compared, Double> y) {
    List<Page.Point> points = new ArrayList<>();
    int row = 0;
    for (Compared r : c.rows()) {
      if (r.simulation() != null) {
        row++;
        Double value = y.apply(r);
        if (value != null) {
          String label = r.technique() + ", " + r.machine();
          double uj = r.simulation().energyPerFrameUj();
          points.add(new Page.Point(row, label, r.technique(), uj, value, r.pareto()));
        }
      }
    }
    return new Page.Scatter("uJ a frame", axis, log, points);
  }

  static Page.Table refusals(Comparison c) {
    List<List<String>> rows = new ArrayList<>();
    for (Compared r : c.rows()) {
      if (r.whyNot() != null) {
        rows.add(List.of(r.technique(), r.machine() == null ? "any" : r.machine(), r.whyNot()));
      }
    }
    return new Page.Table(List.of("technique", "machine", "why"), rows, -1);
  }

  private static List<String> assumptions(Comparison c) {
    Map<String, List<String>> by = new TreeMap<>();
    for (Compared r : c.rows()) {
      if (r.simulation() != null) {
        for (String a : r.simulation().assumptions()) {
          List<String> machines = by.computeIfAbsent(a, k -> new ArrayList<>());
          if (!machines.contains(r.machine())) {
            machines.add(r.machine());
          }
        }
      }
    }
    List<String> all = new ArrayList<>();
    by.forEach((a, machines) -> all.add(String.join(", ", machines) + ": " + a));
    return all;
  }
}
