package org.lstmc.cli.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lstmc.cli.Console;
import org.lstmc.core.manifest.ManifestJson;

/** Renders one report, or several side by side. */
public final class ReportText {
  private ReportText() {}

  /** One report in the given form. */
  public static String render(Report report, Console.Format format) {
    return switch (format) {
      case text -> PlainReport.of(report);
      case json -> json(report);
      case csv -> ReportTable.of(report).csv();
      case md -> ReportTable.of(report).markdown();
    };
  }

  /**
   * Several reports side by side; in JSON one document with a list.
   *
   * @param files where they come from: models of a sweep share their name
   */
  public static String render(List<Report> reports, List<String> files, Console.Format format) {
    if (reports.size() == 1) {
      return render(reports.get(0), format);
    }
    return switch (format) {
      case text -> ReportTable.of(reports, files).text();
      case json -> json(new Reports("lstmc.reports", Report.SCHEMA_VERSION, reports));
      case csv -> ReportTable.of(reports, files).csv();
      case md -> ReportTable.of(reports, files).markdown();
    };
  }

  /** The few figures that tell how a step went. */
  public static String oneLine(Report r) {
    StringBuilder s = new StringBuilder();
    Report.AccuracySection a = r.accuracy();
    if (a.metric() != null) {
      s.append(a.metric());
      appendIf(s, " dense ", a.dense());
      appendIf(s, " compressed ", a.compressed());
      appendIf(s, " quantized ", a.quantized());
      s.append("; ");
    }
    s.append(Numbers.bytes(r.compression().storedBits())).append(" stored");
    if (r.hardware() != null) {
      s.append(
          String.format(
              Locale.ROOT,
              "; %s on %s: %s cycles/step, %s us",
              r.hardware().accelerator(),
              r.hardware().device(),
              Numbers.show(r.hardware().cyclesPerStep()),
              Numbers.show(r.hardware().latencyUs())));
    }
    return s.toString();
  }

  private static void appendIf(StringBuilder s, String label, Double value) {
    if (value != null) {
      s.append(label).append(Numbers.show(value));
    }
  }

  private static String json(Object document) {
    return new String(ManifestJson.bytes(document), StandardCharsets.UTF_8);
  }

  /** Several reports in one document. */
  record Reports(String schema, int schemaVersion, List<Report> reports) {}
}
