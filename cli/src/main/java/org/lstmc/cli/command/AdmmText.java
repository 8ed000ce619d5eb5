package org.lstmc.cli.command;

import java.util.Locale;
import org.lstmc.core.train.AdmmIteration;
import org.lstmc.core.train.StructuredOutcome;

/** How ADMM or a hard projection went, for a model's history and for those who watch. */
final class AdmmText {
  private AdmmText() {}

  /** One update: {@code update 7: primal 0.123, dual 0.0456, rho 0.01 to 0.02}. */
  static String of(AdmmIteration i) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (AdmmIteration.Matrix m : i.matrices().values()) {
      least = Math.min(least, m.rho());
      most = Math.max(most, m.rho());
    }
    return String.format(
        Locale.ROOT,
        "update %d: primal %.4g, dual %.4g, rho %.4g%s",
        i.iteration(),
        i.primal(),
        i.dual(),
        least,
        least == most ? "" : String.format(Locale.ROOT, " to %.4g", most));
  }

  /** The whole run: residuals of all updates, where there are any, then the curves. */
  static String of(StructuredOutcome out) {
    StringBuilder s = new StringBuilder();
    if (!out.iterations().isEmpty()) {
      appendResiduals(s, out);
    }
    if (out.projectedMetric() != null) {
      s.append(
          String.format(Locale.ROOT, "validation after projection: %.6g\n", out.projectedMetric()));
    }
    return s.append("retraining, ").append(CurveText.of(out.training())).toString();
  }

  private static void appendResiduals(StringBuilder s, StructuredOutcome out) {
    s.append("residuals (primal/dual) by update:");
    for (AdmmIteration i : out.iterations()) {
      s.append(String.format(Locale.ROOT, " %.4g/%.4g", i.primal(), i.dual()));
    }
    s.append(out.converged() ? "; within the tolerance" : "").append('\n');
    AdmmIteration last = out.iterations().get(out.iterations().size() - 1);
    last.matrices()
        .forEach(
            (name, m) ->
                s.append(
                    String.format(
                        Locale.ROOT,
                        "last of %s: primal %.4g, dual %.4g, rho %.4g\n",
                        name,
                        m.primal(),
                        m.dual(),
                        m.rho())));
    s.append("ADMM, ").append(CurveText.of(out.admm())).append('\n');
  }
}
