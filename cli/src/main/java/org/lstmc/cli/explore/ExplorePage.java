package org.lstmc.cli.explore;

import static org.lstmc.cli.report.Numbers.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.cli.page.Page;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.explore.BlockBounds;
import org.lstmc.core.explore.ComputeBound;
import org.lstmc.core.explore.ExploreStep;
import org.lstmc.core.explore.ExploreText;
import org.lstmc.core.explore.MachineAnswer;
import org.lstmc.core.explore.PhaseOneResult;
import org.lstmc.core.model.Metrics;

/** The page of an exploration: every decision with its numbers. */
public final class ExplorePage {
  private final Exploration x;
  private final Page.Builder page;
  private final String metric;

  private ExplorePage(Exploration x) {
    this.x = x;
    this.metric = x.task().metric();
    this.page =
        new Page.Builder(
            text("Exploration of %s for %s on %s", x.network().name(), x.system(), x.device()));
  }

  /** Writes it. */
  public static Page of(Exploration x) {
    return new ExplorePage(x).write();
  }

  private Page write() {
    outcome();
    page.heading("What was asked");
    List<List<String>> settings = new ArrayList<>();
    x.settings().forEach((k, v) -> settings.add(List.of(k, v)));
    page.add(new Page.Table(List.of("setting", "value"), settings, -1));
    bounds();
    trials();
    if (x.two() != null) {
      new PhaseTwoSection(x, page).write();
    }
    reading();
    return page.page();
  }

  private void outcome() {
    PhaseOneResult one = x.one();
    String stopped =
        one.stopped() != null ? one.stopped() : x.two() == null ? null : x.two().stopped();
    if (stopped != null) {
      page.text("Nothing was chosen: " + stopped + ".");
      return;
    }
    if (x.model() == null) {
      return;
    }
    page.text(
        text(
            "Chosen: %s, %d bits, %s. On the validation split %s is %s in integers, %s in floating"
                + " point and %s for the dense network.",
            one.chosen().label(),
            x.two().bits(),
            ExploreText.of(x.two().activation()),
            metric,
            show(x.two().score()),
            show(x.two().floating()),
            show(one.dense())));
    List<List<String>> rows = new ArrayList<>();
    Metrics m = x.model().metrics();
    if (m != null) {
      rows.add(List.of(metric + " on the test split, dense", show(m.dense())));
      rows.add(List.of(metric + " on the test split, chosen, float", show(m.compressed())));
      rows.add(List.of(metric + " on the test split, chosen, integers", show(m.quantized())));
    }
    StorageReport storage = StorageReport.of(x.model());
    rows.add(List.of("bits stored, whole model", show(storage.all().storedBits())));
    rows.add(List.of("bits stored, recurrent matrices", show(storage.recurrent().storedBits())));
    rows.add(
        List.of(
            "recurrent matrices, dense at 32 bits / stored",
            show(storage.recurrent().compressionRatio())));
    if (x.simulation() != null) {
      MachineAnswer a = SimulatedSurface.answer(x.simulation());
      rows.add(List.of("machine", a.configuration()));
      rows.add(List.of("cycles from frame to frame", show(a.cyclesPerStep())));
      rows.add(List.of("latency of a frame", show(a.latencyUs()) + " us"));
      rows.add(List.of("frames a second, pipeline full", show(a.framesPerSecond())));
      rows.add(
          List.of(
              "frames a second of one sequence alone",
              show(x.simulation().singleStreamFramesPerSecond())));
      rows.add(List.of("energy a frame", show(a.energyUj()) + " uJ"));
    }
    page.add(new Page.Table(List.of("the chosen design", ""), rows, -1));
  }

  private void bounds() {
    BlockBounds b = x.one().bounds();
    page.heading("Bounds of the block size");
    page.text(
        text(
            "Upper bound: real multiplications of one step, a block of k x k weights costing 2k-2 on"
                + " spectra, and the products inside the transforms (one forward a block of an input"
                + " vector, one inverse a block of an output vector, as many products as the"
                + " machine's transform has). The bound is the largest k whose last doubling still"
                + " saves %.0f %% of the dense network's multiplications: k = %d. No block is larger"
                + " than a layer's cells or output: k = %d.",
            100 * ComputeBound.LEAST_SAVING, b.compute().upper(), b.compute().largest()));
    page.text(
        text(
            "Lower bound: the smallest k whose whole model the machine holds on chip at %d-bit words,"
                + " by its own count of memories: k = %d.",
            b.bits(), b.lower()));
    if (b.upper() > b.compute().upper()) {
      page.text(
          "The lower bound is above the point of saturation; it is explored all the same, and"
              + " nothing above it.");
    }
    List<List<String>> rows = new ArrayList<>();
    List<Page.Bar> bars = new ArrayList<>();
    for (ComputeBound.Row r : b.compute().rows()) {
      long all = r.products() + r.transforms();
      BlockBounds.Fit fit =
          b.fits().stream().filter(f -> f.block() == r.block()).findFirst().orElse(null);
      MachineAnswer a = fit == null ? null : fit.answer();
      boolean fits = a != null && a.fits();
      rows.add(
          List.of(
              r.block() == 1 ? "1 (dense)" : show(r.block()),
              show(r.products()),
              show(r.transforms()),
              text("%.2f %%", 100 * r.share()),
              r.block() == 1 ? "" : text("%.2f %%", 100 * r.saved()),
              fit == null ? "" : show(fit.storedWords() * b.bits()),
              fit == null ? "not run" : fits ? "yes" : "no",
              fits ? show(a.cyclesPerStep()) : "",
              fits ? show(a.latencyUs()) : "",
              fits ? show(a.energyUj()) : "",
              fits ? text("%.0f", a.bram36()) : "",
              a == null ? "" : fits ? a.configuration() : a.refusal()));
      bars.add(
          new Page.Bar(
              "k = " + r.block(),
              all,
              text("%,d (%.2f %%)", all, 100 * r.share()),
              r.block() >= b.lower() && r.block() <= b.upper()));
    }
    page.add(
        new Page.Table(
            List.of(
                "k",
                "products of spectra",
                "in transforms",
                "of dense",
                "saved by doubling",
                "bits of matrices",
                "fits",
                "cycles",
                "latency us",
                "uJ/frame",
                "BRAM36",
                "machine, or why not"),
            rows,
            -1));
    page.add(new Page.Bars("Real multiplications of one step; green: between the bounds", bars));
  }

  private void trials() {
    PhaseOneResult one = x.one();
    page.heading("Phase I: cell and block sizes");
    page.text(
        text(
            "Allowed loss against the dense network: %s of %s on the validation split (%s is better)."
                + " %d of %d trials were spent. Machine figures are at %d-bit words.",
            show(one.maxLoss()),
            metric,
            x.task().higherIsBetter() ? "higher" : "lower",
            one.spent(),
            one.trials(),
            one.bounds().bits()));
    List<List<String>> rows = new ArrayList<>();
    int chosen = -1;
    for (ExploreStep s : one.steps()) {
      boolean trained = s.outcome() != null;
      MachineAnswer a = s.answer();
      boolean fits = a != null && a.fits();
      if (trained && s.point().equals(one.chosen())) {
        chosen = rows.size();
      }
      rows.add(
          List.of(
              s.stage().label(),
              s.point().label(),
              s.verdict().label(),
              trained ? show(s.outcome().score()) : "",
              trained && s.stage() != ExploreStep.Stage.BASELINE ? signed(s.loss()) : "",
              trained ? show(s.outcome().epochs()) : "",
              show(s.storedWords() * one.bounds().bits()),
              fits ? show(a.cyclesPerStep()) : "",
              fits ? show(a.latencyUs()) : "",
              fits ? show(a.energyUj()) : "",
              s.why()));
    }
    page.add(
        new Page.Table(
            List.of(
                "step",
                "network",
                "verdict",
                metric,
                "loss",
                "epochs",
                "bits of matrices",
                "cycles",
                "latency us",
                "uJ/frame",
                "why"),
            rows,
            chosen));
  }

  private void reading() {
    page.heading("How to read this");
    page.text(
        "The validation split decides everything; the test split was scored once, for the chosen"
            + " design alone. One seed was trained per point: a difference as small as that between"
            + " two seeds says nothing. Cycles are from one frame to the next with as many sequences"
            + " interleaved as the machine's stages take; latency is that of one frame; bits of"
            + " matrices count numbers (one vector a block) at the width that is stated, while the"
            + " machine's memories hold spectra, which are a little larger. Method: Phase I and II of"
            + " E-RNN (arXiv 1812.07106); what was chosen here is in docs/explore.md.");
  }

  private static String signed(double loss) {
    return !Double.isFinite(loss) ? "diverged" : (loss > 0 ? "+" : "") + show(loss);
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
