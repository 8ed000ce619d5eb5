package org.lstmc.cli.explore;

import static org.lstmc.cli.report.Numbers.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.cli.page.Page;
import org.lstmc.core.explore.ExploreText;
import org.lstmc.core.explore.MachineAnswer;
import org.lstmc.core.explore.PhaseTwo;
import org.lstmc.core.explore.PhaseTwoResult;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.BudgetSweep;

/** What Phase II decided, on the page. */
record PhaseTwoSection(Exploration x, Page.Builder page) {
  void write() {
    widths();
    if (x.two().stopped() == null) {
      activations();
      machine();
    }
  }

  private void widths() {
    PhaseTwoResult two = x.two();
    page.heading("Phase II: width of words");
    page.text(
        text(
            "The integer datapath on the validation split, from wide to narrow, until one loses more"
                + " than %s against the float network's %s. Activations are tables of 2048 entries"
                + " here, so that only the width speaks.",
            show(two.maxLoss()), show(two.floating())));
    List<List<String>> rows = new ArrayList<>();
    int chosen = -1;
    for (PhaseTwoResult.Row r : two.widths()) {
      chosen = r.bits() == two.bits() ? rows.size() : chosen;
      rows.add(
          List.of(
              show(r.bits()),
              show(r.score()),
              show(r.loss()),
              r.taken() ? "holds" : "refused",
              r.why()));
    }
    page.add(
        new Page.Table(List.of("bits", x.task().metric(), "loss", "verdict", "why"), rows, chosen));
  }

  private void activations() {
    PhaseTwoResult two = x.two();
    page.heading("Phase II: activations");
    page.text(
        text(
            "Lines over equal segments in place of the tables: the fewest (an even number) with an"
                + " error below %.0f %% for sigmoid and tanh in every layer's formats that hold the"
                + " same bound; twice and four times as many where they do not.",
            100 * PhaseTwo.LEAST_ACCURATE));
    List<List<String>> errors = new ArrayList<>();
    for (PhaseTwoResult.SegmentError e : two.errors()) {
      ActivationSpec a = e.activation();
      errors.add(
          List.of(
              show(a.entries()),
              text("[-%s, %s)", show(a.range()), show(a.range())),
              text("%.3f %%", 100 * e.error())));
    }
    page.add(
        new Page.Table(
            List.of("segments", "best range", "greatest error"), errors, errors.size() - 1));
    List<List<String>> rows = new ArrayList<>();
    int chosen = -1;
    for (PhaseTwoResult.Row r : two.activations()) {
      chosen = r.activation().equals(two.activation()) ? rows.size() : chosen;
      rows.add(
          List.of(
              ExploreText.of(r.activation()),
              text("%.3f %%", 100 * r.error()),
              show(r.score()),
              show(r.loss()),
              r.why()));
    }
    page.add(
        new Page.Table(
            List.of("activation", "greatest error", x.task().metric(), "loss", "why"),
            rows,
            chosen));
    if (two.activation().kind() == ActivationSpec.Kind.TABLE) {
      page.text("No number of segments held both bounds; the tables stay.");
    }
  }

  private void machine() {
    page.heading("Phase II: processing elements, lanes and clock");
    if (x.budgets().isEmpty()) {
      page.text("The design was fixed by --set; no other was looked at.");
      return;
    }
    page.text(
        "The machine takes as many processing elements as the device's DSP blocks and look-up tables"
            + " hold, shares them out between its matrix-vector stages for the fewest cycles, and adds"
            + " element-wise lanes (v) until their stage is not the slowest. The first row is chosen;"
            + " the others show what less of the device would give.");
    List<List<String>> rows = new ArrayList<>();
    for (BudgetSweep b : x.budgets()) {
      if (b.simulation() == null) {
        rows.add(List.of(show(b.dsp()), "none", "", "", "", "", "", "", "", b.refusal()));
        continue;
      }
      MachineAnswer a = SimulatedSurface.answer(b.simulation());
      rows.add(
          List.of(
              show(b.dsp()),
              a.configuration(),
              show(a.dsp()),
              show(a.lut()),
              text("%.0f", a.bram36()),
              show(a.cyclesPerStep()),
              show(a.latencyUs()),
              show(a.framesPerSecond()),
              show(a.energyUj()),
              a.boundBy()));
    }
    page.add(
        new Page.Table(
            List.of(
                "DSP allowed",
                "machine",
                "DSP",
                "LUT",
                "BRAM36",
                "cycles",
                "latency us",
                "frames/s",
                "uJ/frame",
                "bound by"),
            rows,
            0));
    if (x.simulation() != null) {
      page.text(
          text(
              "Clock: %s MHz, %s.", show(x.simulation().clockMhz()), x.simulation().clockOrigin()));
    }
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
