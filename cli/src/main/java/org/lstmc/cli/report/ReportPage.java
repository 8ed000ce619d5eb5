package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.cli.Console;
import org.lstmc.cli.page.Page;

/** One report, or several side by side, as a page with charts and with its data to keep. */
public final class ReportPage {
  private ReportPage() {}

  /**
   * The page.
   *
   * @param files where the reports come from
   */
  public static Page of(List<Report> reports, List<String> files) {
    boolean alone = reports.size() == 1;
    Page.Builder page = new Page.Builder(alone ? title(reports.get(0)) : "Reports side by side");
    String name = alone ? "report" : "reports";
    page.add(
        new Page.Downloads(
            List.of(
                Page.Download.json(name, ReportText.render(reports, files, Console.Format.json)),
                Page.Download.csv(name, ReportText.render(reports, files, Console.Format.csv)))));
    if (alone) {
      new ReportCharts(reports.get(0)).addTo(page);
      return page.page();
    }
    page.heading("Side by side");
    page.add(ReportTable.of(reports, files).page());
    sideBySide(page, reports, files);
    for (int i = 0; i < reports.size(); i++) {
      page.heading(files.get(i) + ": " + title(reports.get(i)));
      new ReportCharts(reports.get(i)).addTo(page);
    }
    return page.page();
  }

  private static String title(Report r) {
    return r.hardware() == null
        ? r.model().name()
        : r.model().name() + " on " + r.hardware().accelerator() + ", " + r.hardware().device();
  }

  /** What one would compare, a bar a report. */
  private static void sideBySide(Page.Builder page, List<Report> reports, List<String> files) {
    page.add(ReportCharts.storedByKind(reports, files));
    List<Page.Bar> latency = new ArrayList<>();
    List<Page.Bar> effective = new ArrayList<>();
    List<Report> simulated = new ArrayList<>();
    List<String> where = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      Report.HardwareSection h = reports.get(i).hardware();
      if (h != null) {
        simulated.add(reports.get(i));
        where.add(files.get(i));
        latency.add(bar(files.get(i), h.latencyUs(), ""));
        effective.add(bar(files.get(i), h.effectiveGopsPerWatt(), " +-" + HardwareCharts.power(h)));
      }
    }
    if (!simulated.isEmpty()) {
      page.add(new Page.Bars("Latency of a frame, us", latency));
      page.add(HardwareCharts.energy(simulated, where));
      page.add(new Page.Bars("Effective GOPS/W", effective));
      page.add(HardwareCharts.multipliers(simulated, where));
    }
  }

  private static Page.Bar bar(String label, double value, String more) {
    return new Page.Bar(label, value, Numbers.show(value) + more, false);
  }
}
