package org.lstmc.core.explore;

import java.util.Locale;
import org.lstmc.core.model.ActivationSpec;

/** What an exploration found, in lines of plain text: for those who wait and for the history. */
public final class ExploreText {
  private ExploreText() {}

  /** Multiplications and machine by block size. */
  public static String of(BlockBounds b) {
    StringBuilder s = new StringBuilder();
    s.append("     k  multiplications  of dense   saved  stored words  on the device\n");
    for (ComputeBound.Row r : b.compute().rows()) {
      s.append(
          text(
              "%6d  %,15d  %7.2f %%  %5.2f %%  ",
              r.block(), r.products() + r.transforms(), 100 * r.share(), 100 * r.saved()));
      s.append(
          b.fits().stream()
              .filter(f -> f.block() == r.block())
              .findFirst()
              .map(f -> text("%,12d  %s", f.storedWords(), of(f.answer())))
              .orElse("              dense: not run"));
      s.append('\n');
    }
    return s.append(
            text(
                "bounds: k = %d (first that fits at %d bits) to %d (last doubling that saves %.0f"
                    + " %%)\n",
                b.lower(), b.bits(), b.upper(), 100 * ComputeBound.LEAST_SAVING))
        .toString();
  }

  /** A machine's answer in a few words. */
  public static String of(MachineAnswer a) {
    return a.fits()
        ? text(
            "%.0f cycles, %.2f us, %.4g uJ a frame (%s)",
            a.cyclesPerStep(), a.latencyUs(), a.energyUj(), a.configuration())
        : "does not fit";
  }

  /** One decision of Phase I. */
  public static String of(ExploreStep s) {
    String score =
        s.outcome() == null
            ? ""
            : text(
                ": %.6g after %d epochs%s",
                s.outcome().score(),
                s.outcome().epochs(),
                s.stage() == ExploreStep.Stage.BASELINE ? "" : text(" (%s)", s.why()));
    String why =
        s.outcome() == null || s.stage() == ExploreStep.Stage.BASELINE ? "; " + s.why() : "";
    return text(
        "%s: %s %s%s%s", s.stage().label(), s.point().label(), s.verdict().label(), score, why);
  }

  /** All of Phase I. */
  public static String of(PhaseOneResult r) {
    StringBuilder s = new StringBuilder(of(r.bounds()));
    r.steps().forEach(step -> s.append(of(step)).append('\n'));
    return s.append(
            r.chosen() == null
                ? "chosen: nothing\n"
                : text(
                    "chosen: %s, %.6g; %d of %d trials spent\n",
                    r.chosen().label(), r.score(), r.spent(), r.trials()))
        .toString();
  }

  /** One datapath of Phase II. */
  public static String of(PhaseTwoResult.Row r) {
    return text(
        "%d bits, %s (error %.3f %%): %.6g, %s%s",
        r.bits(),
        of(r.activation()),
        100 * r.error(),
        r.score(),
        r.why(),
        r.taken() ? "" : ": refused");
  }

  /** All of Phase II. */
  public static String of(PhaseTwoResult r) {
    StringBuilder s = new StringBuilder();
    r.widths().forEach(w -> s.append(of(w)).append('\n'));
    r.activations().forEach(a -> s.append(of(a)).append('\n'));
    if (r.stopped() == null) {
      s.append(text("chosen: %d bits, %s, %.6g\n", r.bits(), of(r.activation()), r.score()));
    }
    return s.toString();
  }

  /** An activation as the command line of {@code quantize} has it, such as {@code pwl:22@5}. */
  public static String of(ActivationSpec a) {
    String range =
        a.range() == Math.rint(a.range())
            ? String.valueOf((long) a.range())
            : String.valueOf(a.range());
    return (a.kind() == ActivationSpec.Kind.TABLE ? "table:" : "pwl:") + a.entries() + "@" + range;
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
