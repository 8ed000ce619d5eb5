package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.cli.page.Page;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.UnitUse;

/** Charts and tables of what a machine says: cycles, memories, energy and area, how sure it is. */
final class HardwareCharts {
  /** More colours than this nobody tells apart. */
  private static final int MOST_CAUSES = 9;

  private HardwareCharts() {}

  static void addTo(Page.Builder page, Report.HardwareSection h) {
    cycles(page, h);
    memories(page, h);
    energy(page, h);
    basis(page, h);
  }

  private static void cycles(Page.Builder page, Report.HardwareSection h) {
    page.subHeading("Cycles");
    page.add(use(h));
    if (!h.stages().isEmpty()) {
      page.add(stages(h));
    }
    List<List<String>> rows = new ArrayList<>();
    for (UnitUse u : h.units()) {
      double share = u.busyCycles() / h.cyclesPerStep();
      List<String> stalls = new ArrayList<>();
      u.stallCycles()
          .forEach(
              (cause, n) ->
                  stalls.addAll(n == 0 ? List.of() : List.of(Numbers.show(n) + " " + cause)));
      rows.add(
          List.of(
              u.unit(),
              Numbers.show(u.busyCycles()),
              Numbers.percent(share),
              String.join("; ", stalls)));
    }
    page.add(new Page.Table(List.of("unit", "busy cycles", "of a step", "idle"), rows, -1));
    page.text("Limited by: " + h.boundBy());
  }

  /** Where the cycles of a steady step went; rare causes under one head. */
  private static Page.Stacks use(Report.HardwareSection h) {
    Map<String, Double> causes = new LinkedHashMap<>();
    h.units().forEach(u -> u.stallCycles().forEach((c, n) -> causes.merge(c, n, Double::sum)));
    List<String> shown =
        causes.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST_CAUSES)
            .map(Map.Entry::getKey)
            .toList();
    List<String> parts = new ArrayList<>(List.of("busy"));
    shown.forEach(c -> parts.add("idle: " + c));
    parts.add("idle: other");
    List<Page.Stack> stacks = new ArrayList<>();
    for (UnitUse u : h.units()) {
      List<Double> values = new ArrayList<>(List.of(u.busyCycles()));
      double other = 0;
      for (double n : u.stallCycles().values()) {
        other += n;
      }
      for (String c : shown) {
        double n = u.stallCycles().getOrDefault(c, 0.0);
        values.add(n);
        other -= n;
      }
      values.add(Math.max(0, other));
      String busy = Numbers.percent(u.busyCycles() / h.cyclesPerStep()) + " busy";
      stacks.add(new Page.Stack(u.unit(), values, busy));
    }
    return used("Cycles of a steady step, unit by unit", parts, stacks);
  }

  private static Page.Stacks stages(Report.HardwareSection h) {
    List<String> parts = new ArrayList<>();
    h.stages().forEach(s -> s.parts().keySet().forEach(p -> addNew(parts, p)));
    boolean several = h.stages().stream().anyMatch(s -> s.layer() > 0);
    List<Page.Stack> stacks = new ArrayList<>();
    for (StageTime s : h.stages()) {
      List<Double> values = new ArrayList<>();
      parts.forEach(p -> values.add((double) s.parts().getOrDefault(p, 0L)));
      String label = several ? "layer " + s.layer() + ": " + s.stage() : s.stage();
      stacks.add(new Page.Stack(label, values, Numbers.show(s.cycles())));
    }
    return used("Cycles of every phase", parts, stacks);
  }

  private static void addNew(List<String> all, String one) {
    if (!all.contains(one)) {
      all.add(one);
    }
  }

  /** Without the parts that no bar has. */
  static Page.Stacks used(String title, List<String> parts, List<Page.Stack> stacks) {
    List<Integer> kept = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      int at = p;
      if (stacks.stream().anyMatch(s -> s.values().get(at) > 0)) {
        kept.add(p);
      }
    }
    return new Page.Stacks(
        title,
        kept.stream().map(parts::get).toList(),
        stacks.stream()
            .map(
                s ->
                    new Page.Stack(
                        s.label(), kept.stream().map(s.values()::get).toList(), s.text()))
            .toList(),
        false);
  }

  private static void memories(Page.Builder page, Report.HardwareSection h) {
    boolean chip = h.resources().areaMm2() != null;
    List<Page.Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (MemoryUse m : h.activity().memories()) {
      bars.add(
          new Page.Bar(
              m.memory(), m.bits() / ReportCharts.BITS_A_KIB, ReportCharts.kib(m.bits()), false));
      rows.add(
          List.of(
              m.memory(),
              m.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
              ReportCharts.kib(m.bits()),
              Numbers.show(m.wordBits()),
              Numbers.show(m.copies()),
              chip ? "-" : Numbers.show(m.bram36()),
              chip ? "-" : Numbers.show(m.lut()),
              Numbers.show(m.reads()),
              Numbers.show(m.writes())));
    }
    page.subHeading("Memory");
    page.add(new Page.Bars("Bits stored, without copies and unused words", bars));
    page.add(
        new Page.Table(
            List.of(
                "memory",
                "kind",
                "stored",
                "word bits",
                "copies",
                "BRAM36",
                "LUT",
                "reads a step",
                "writes a step"),
            rows,
            -1));
  }

  private static void energy(Page.Builder page, Report.HardwareSection h) {
    page.subHeading("Energy and area");
    List<Page.Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    h.powerPartsW()
        .forEach(
            (part, watts) -> {
              double uj = watts * 1e6 / h.framesPerSecond();
              if (uj > 0) {
                bars.add(new Page.Bar(part, uj, Numbers.show(uj) + " uJ", false));
              }
              rows.add(
                  List.of(
                      part,
                      Numbers.show(watts),
                      Numbers.show(uj),
                      Numbers.percent(watts / h.powerW())));
            });
    rows.add(
        List.of("in all", Numbers.show(h.powerW()), Numbers.show(h.energyPerFrameUj()), "100.0 %"));
    page.add(new Page.Bars("Energy of a frame, uJ, +-" + power(h), bars));
    page.add(new Page.Table(List.of("part", "W", "uJ a frame", "share"), rows, rows.size() - 1));
    if (h.resources().areaPartsMm2() != null && !h.resources().areaPartsMm2().isEmpty()) {
      List<Page.Bar> area = new ArrayList<>();
      h.resources()
          .areaPartsMm2()
          .forEach((p, mm2) -> area.add(new Page.Bar(p, mm2, Numbers.show(mm2) + " mm2", false)));
      page.add(
          new Page.Bars(
              "Area, mm2, +-" + Numbers.show(h.uncertainty().areaPercent()) + " %", area));
    }
  }

  /** Energy of a frame by part, a bar a report. */
  static Page.Stacks energy(List<Report> reports, List<String> labels) {
    List<String> parts = new ArrayList<>();
    reports.forEach(r -> r.hardware().powerPartsW().keySet().forEach(p -> addNew(parts, p)));
    List<Page.Stack> stacks = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      Report.HardwareSection h = reports.get(i).hardware();
      List<Double> values = new ArrayList<>();
      parts.forEach(
          p -> values.add(h.powerPartsW().getOrDefault(p, 0.0) * 1e6 / h.framesPerSecond()));
      String text = Numbers.show(h.energyPerFrameUj()) + " +-" + power(h);
      stacks.add(new Page.Stack(labels.get(i), values, text));
    }
    return used("Energy of a frame, uJ", parts, stacks);
  }

  static String power(Report.HardwareSection h) {
    return Numbers.show(h.uncertainty().powerPercent()) + " %";
  }

  /** How busy the multipliers are, a bar a report. */
  static Page.Stacks multipliers(List<Report> reports, List<String> labels) {
    List<Page.Stack> stacks = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      double busy = reports.get(i).hardware().utilization();
      stacks.add(
          new Page.Stack(labels.get(i), List.of(busy, 1 - busy), Numbers.percent(busy) + " busy"));
    }
    return new Page.Stacks("Multiplier slots of a step", List.of("busy", "idle"), stacks, true);
  }

  private static void basis(Page.Builder page, Report.HardwareSection h) {
    page.subHeading("How sure this is");
    page.add(
        new Page.Table(
            List.of("figure", "may be off by"),
            List.of(
                List.of("cycles", Numbers.show(h.uncertainty().cyclesPercent()) + " %"),
                List.of("power and energy", power(h)),
                List.of("multipliers", Numbers.show(h.uncertainty().dspPercent()) + " %"),
                List.of("block RAM", Numbers.show(h.uncertainty().bramPercent()) + " %"),
                List.of("logic", Numbers.show(h.uncertainty().logicPercent()) + " %"),
                List.of(
                    "area",
                    h.uncertainty().areaPercent() == null
                        ? "-"
                        : Numbers.show(h.uncertainty().areaPercent()) + " %")),
            -1));
    page.text(h.uncertainty().origin());
    page.text("Clock: " + h.clockOrigin());
    h.assumptions().forEach(a -> page.text("Assumed: " + a));
  }
}
