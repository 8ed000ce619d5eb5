package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lstmc.cli.page.Page;

/** The charts and tables of one report, section by section. */
final class ReportCharts {
  private static final List<String> KINDS = List.of("values", "indices", "padding", "pointers");

  static final double BITS_A_KIB = 8192;
  private final Report r;

  ReportCharts(Report r) {
    this.r = r;
  }

  void addTo(Page.Builder page) {
    summary(page);
    stored(page);
    if (r.hardware() != null) {
      HardwareCharts.addTo(page, r.hardware());
    }
    provenance(page);
  }

  /** What the text report says, but for units and assumptions, which have their own place. */
  private void summary(Page.Builder page) {
    List<List<String>> rows = new ArrayList<>();
    Set<String> elsewhere = new LinkedHashSet<>(List.of("assumed", "stage", "evidence"));
    if (r.hardware() != null) {
      r.hardware().units().forEach(u -> elsewhere.add(u.unit()));
    }
    for (PlainReport.Line l : PlainReport.lines(r)) {
      if (!elsewhere.contains(l.label().strip())) {
        rows.add(List.of(l.label().strip(), l.text()));
      }
    }
    page.subHeading("Summary");
    page.add(new Page.Table(List.of("", ""), rows, -1));
  }

  private void stored(Page.Builder page) {
    List<Report.StoredTensor> tensors = r.compression().tensors();
    if (tensors.isEmpty()) {
      return;
    }
    List<Page.Stack> bits = new ArrayList<>();
    List<Page.Stack> kept = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Report.StoredTensor t : tensors) {
      double zeros = 1 - (double) t.storedParameters() / t.denseParameters();
      bits.add(new Page.Stack(t.tensor(), kinds(t), kib(t.bits())));
      if (t.recurrent()) {
        kept.add(new Page.Stack(t.tensor(), List.of(1 - zeros, zeros), Numbers.percent(zeros)));
      }
      rows.add(
          List.of(
              t.tensor(),
              Numbers.show(t.denseParameters()),
              Numbers.show(t.storedParameters()),
              Numbers.percent(zeros),
              kib(t.valueBits()),
              kib(t.indexBits()),
              kib(t.paddingBits() + t.pointerBits()),
              kib(t.bits())));
    }
    page.subHeading("Storage and sparsity");
    page.add(HardwareCharts.used("Stored, KiB", KINDS, bits));
    page.add(
        new Page.Stacks(
            "Share of the dense numbers that is stored; at the end what is not",
            List.of("stored", "not stored"),
            kept,
            true));
    page.add(
        new Page.Table(
            List.of(
                "tensor",
                "dense numbers",
                "stored",
                "not stored",
                "values",
                "indices",
                "padding, pointers",
                "in all"),
            rows,
            -1));
  }

  private static List<Double> kinds(Report.StoredTensor t) {
    return List.of(
        t.valueBits() / BITS_A_KIB,
        t.indexBits() / BITS_A_KIB,
        t.paddingBits() / BITS_A_KIB,
        t.pointerBits() / BITS_A_KIB);
  }

  static String kib(long bits) {
    return Numbers.bytes(bits);
  }

  /** A bar of kinds of bits for every report. */
  static Page.Stacks storedByKind(List<Report> reports, List<String> labels) {
    List<Page.Stack> stacks = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      double[] sums = new double[KINDS.size()];
      for (Report.StoredTensor t : reports.get(i).compression().tensors()) {
        for (int k = 0; k < sums.length && t.recurrent(); k++) {
          sums[k] += kinds(t).get(k);
        }
      }
      stacks.add(
          new Page.Stack(
              labels.get(i),
              List.of(sums[0], sums[1], sums[2], sums[3]),
              kib(reports.get(i).compression().matrixStoredBits())));
    }
    return HardwareCharts.used("The layers' matrices as stored, KiB", KINDS, stacks);
  }

  private void provenance(Page.Builder page) {
    Report.ProvenanceSection p = r.provenance();
    page.subHeading("Where this comes from");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("command", p.command() == null ? "-" : p.command()));
    rows.add(List.of("seed", p.seed() == null ? "-" : "" + p.seed()));
    rows.add(List.of("lstmc", p.toolVersion() == null ? "-" : p.toolVersion()));
    p.inputs().forEach(i -> rows.add(List.of("read: " + i.name(), i.sha256())));
    p.parents().forEach(a -> rows.add(List.of("made from", a)));
    page.add(new Page.Table(List.of("", ""), rows, -1));
  }
}
