package org.lstmc.hwsim.power;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A model of power with what its rows say of it: fitted on the calibration rows, then again without
 * each row and without each group of rows.
 *
 * @param name what it is
 * @param parameters that were fitted, with their priors
 * @param scatter factor by which a row is expected to be off, see {@link LogFit}
 * @param fitted the parameters from all calibration rows
 * @param rows every row, test rows too
 */
public record PowerModel(
    String name, List<Parameter> parameters, double scatter, Fitted fitted, List<LeftOut> rows) {
  /** Granularity of a stated uncertainty in percent. */
  private static final int STEP_PERCENT = 5;

  private static final int DIGITS = 3;

  /**
   * In words: the form, what it was fitted on, every row of this kind with its prediction from the
   * other systems, and the statistic.
   */
  public String statement(String measures) {
    StringBuilder s = new StringBuilder(origin());
    for (LeftOut r : rows) {
      if (r.row().measures().equals(measures)) {
        s.append("; ")
            .append(r.row().name())
            .append(' ')
            .append(watts(r.row().publishedW()))
            .append(" published, ")
            .append(watts(r.withoutGroupW()))
            .append(" from the others, ")
            .append(watts(r.fittedW()))
            .append(" fitted (")
            .append(r.use().words())
            .append(')');
      }
    }
    return s.toString();
  }

  /** In words, shorter: the form, what it was fitted on, and the row that the statistic is of. */
  public String summary(String measures) {
    LeftOut worst =
        rows.stream()
            .filter(r -> r.row().measures().equals(measures))
            .max(Comparator.comparingDouble(LeftOut::missPercent))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: %s %s published, %s from the others",
        origin(),
        worst.row().name(),
        watts(worst.row().publishedW()),
        watts(worst.withoutGroupW()));
  }

  private String origin() {
    return String.format(
        Locale.ROOT,
        "%s, fitted on %d published rows (lstmc reproduce --power); greatest miss of a prediction"
            + " from the other systems, rounded up",
        name,
        rows.stream().filter(r -> r.row().calibration()).count());
  }

  /** A power with three digits and its unit. */
  public static String watts(double watts) {
    boolean small = watts < 1;
    return new java.math.BigDecimal(small ? 1e3 * watts : watts)
            .round(new java.math.MathContext(DIGITS))
            .toPlainString()
        + (small ? " mW" : " W");
  }

  /** Fits and leaves out. */
  static PowerModel of(
      String name, List<Parameter> parameters, double scatter, List<Observation> rows) {
    LogFit fit = new LogFit(parameters, scatter);
    Fitted all = fit.fit(rows.stream().filter(Observation::calibration).toList());
    List<LeftOut> left = new ArrayList<>();
    for (Observation o : rows) {
      LeftOut.Use use = use(o, rows);
      double withoutGroup = without(fit, rows, other -> other.group().equals(o.group())).predict(o);
      double withoutRow =
          use == LeftOut.Use.PARTS
              ? withoutGroup
              : without(fit, rows, other -> other == o).predict(o);
      left.add(new LeftOut(o, use, all.predict(o), withoutRow, withoutGroup));
    }
    return new PowerModel(name, List.copyOf(parameters), scatter, all, List.copyOf(left));
  }

  private static LeftOut.Use use(Observation o, List<Observation> rows) {
    if (o.calibration()) {
      return LeftOut.Use.CALIBRATION;
    }
    List<Observation> ofGroup =
        rows.stream().filter(r -> r.group().equals(o.group()) && r.calibration()).toList();
    boolean parts =
        !ofGroup.isEmpty() && ofGroup.stream().noneMatch(r -> r.measures().equals(o.measures()));
    return parts ? LeftOut.Use.PARTS : LeftOut.Use.TEST;
  }

  private static Fitted without(
      LogFit fit, List<Observation> rows, Predicate<Observation> leftOut) {
    return fit.fit(
        rows.stream().filter(Observation::calibration).filter(leftOut.negate()).toList());
  }

  /** Root mean square of ln(published/predicted) over calibration rows, each left out. */
  public double rmsWithoutRow() {
    return rms(LeftOut::withoutRowW, r -> r.row().calibration());
  }

  /** The same with all rows of a system or chip left out together. */
  public double rmsWithoutGroup() {
    return rms(LeftOut::withoutGroupW, r -> r.row().calibration());
  }

  /** The same over rows of a kind, test rows too. */
  public double rmsWithoutGroup(String measures) {
    return rms(LeftOut::withoutGroupW, r -> r.row().measures().equals(measures));
  }

  private double rms(ToDoubleFunction<LeftOut> predicted, Predicate<LeftOut> of) {
    return Math.sqrt(
        rows.stream()
            .filter(of)
            .mapToDouble(
                r -> {
                  double log = Math.log(r.row().publishedW() / predicted.applyAsDouble(r));
                  return log * log;
                })
            .average()
            .orElse(0));
  }

  /**
   * What a report states: the greatest miss of rows of this kind, predicted without their system or
   * chip, in percent of the prediction, rounded up to a multiple of 5.
   *
   * @param measures see {@link Observation#measures()}
   */
  public double uncertaintyPercent(String measures) {
    double worst =
        rows.stream()
            .filter(r -> r.row().measures().equals(measures))
            .mapToDouble(LeftOut::missPercent)
            .max()
            .orElseThrow();
    return STEP_PERCENT * Math.ceil(worst / STEP_PERCENT);
  }
}
