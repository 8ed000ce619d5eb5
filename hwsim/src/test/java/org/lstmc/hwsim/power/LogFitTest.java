package org.lstmc.hwsim.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;

/** Fits of made-up rows, whose answer is known or found another way. */
class LogFitTest {
  private static final double SCATTER = 1.3;

  /** Powers made of 12 W a board, 1.5 times as much on b, and twice the energy. */
  @Test
  void knownParametersAreRecovered() {
    List<Parameter> wide =
        List.of(
            new Parameter("offset", 3, 50),
            new Parameter("b", 1, 50),
            new Parameter("energy", 1, 50));
    List<Observation> rows = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      rows.add(board("a" + i, "g" + i, 12 + 2.0 * i, i, "offset"));
      rows.add(board("b" + i, "h" + i, 18 + 2.0 * i, i, "offset", "b"));
    }
    Map<String, Double> v = new LogFit(wide, 1.001).fit(rows).values();
    assertThat(v.get("offset")).isCloseTo(12, within(1e-3));
    assertThat(v.get("b")).isCloseTo(1.5, within(1e-3));
    assertThat(v.get("energy")).isCloseTo(2, within(1e-3));
  }

  /**
   * One factor f on single terms is linear in ln f: u = sum w ln(y/x) L / s2 / (1 + L2 sum w / s2),
   * with L the prior's width and s the scatter, both as logarithms.
   */
  @Test
  void oneFactorHasAClosedForm() {
    SplittableRandom random = new SplittableRandom(7);
    double prior = Math.log(2);
    double s2 = Math.log(SCATTER) * Math.log(SCATTER);
    for (int trial = 0; trial < 20; trial++) {
      List<Observation> rows = new ArrayList<>();
      double up = 0;
      int n = random.nextInt(1, 7);
      for (int i = 0; i < n; i++) {
        double x = random.nextDouble(0.1, 10);
        double y = random.nextDouble(0.1, 10);
        rows.add(
            new Observation("r" + i, "g" + i, "total", y, true, "s", List.of(Term.of(x, "f"))));
        up += Math.log(y / x) * prior / s2;
      }
      double u = up / (1 + prior * prior * n / s2);
      LogFit fit = new LogFit(List.of(new Parameter("f", 1, 2)), SCATTER);
      assertThat(fit.fit(rows).values().get("f")).isCloseTo(Math.pow(2, u), within(1e-9));
    }
  }

  @Test
  void whatNoRowSpeaksOfKeepsItsPrior() {
    LogFit fit =
        new LogFit(List.of(new Parameter("seen", 1, 2), new Parameter("unseen", 7, 2)), SCATTER);
    Observation row = new Observation("r", "g", "total", 3, true, "s", List.of(Term.of(1, "seen")));
    assertThat(fit.fit(List.of(row)).values().get("unseen")).isCloseTo(7, within(1e-9));
    assertThat(fit.fit(List.of()).values()).containsEntry("seen", 1.0).containsEntry("unseen", 7.0);
  }

  /** The same measurement printed twice says no more than once; of another system it does. */
  @Test
  void rowsOfASystemShareOneWeight() {
    LogFit fit = new LogFit(List.of(new Parameter("f", 1, 2)), SCATTER);
    Observation a = new Observation("a", "g", "total", 3, true, "s", List.of(Term.of(1, "f")));
    Observation again = new Observation("b", "g", "total", 3, true, "s", List.of(Term.of(1, "f")));
    Observation other = new Observation("c", "h", "total", 3, true, "s", List.of(Term.of(1, "f")));
    double once = fit.fit(List.of(a)).values().get("f");
    assertThat(fit.fit(List.of(a, again)).values().get("f")).isCloseTo(once, within(1e-9));
    assertThat(fit.fit(List.of(a, other)).values().get("f")).isGreaterThan(once + 0.01);
  }

  /** Each row and each system left out, by a naive loop over a search without derivatives. */
  @Test
  void leavingOutIsANaiveLoop() {
    List<Parameter> parameters =
        List.of(new Parameter("offset", 10, 2), new Parameter("energy", 1, 2));
    List<Observation> rows =
        List.of(
            board("a", "g", 41, 8, "offset"),
            board("b", "h", 22, 4.5, "offset"),
            board("c", "h", 23, 5.2, "offset"),
            new Observation(
                "d",
                "k",
                "board",
                19,
                false,
                "s",
                List.of(Term.of(1, "offset"), Term.of(4, "energy"))));
    PowerModel model = PowerModel.of("m", parameters, SCATTER, rows);
    for (int i = 0; i < rows.size(); i++) {
      List<Observation> withoutRow = new ArrayList<>();
      List<Observation> withoutGroup = new ArrayList<>();
      for (int j = 0; j < rows.size(); j++) {
        if (rows.get(j).calibration()) {
          if (j != i) {
            withoutRow.add(rows.get(j));
          }
          if (!rows.get(j).group().equals(rows.get(i).group())) {
            withoutGroup.add(rows.get(j));
          }
        }
      }
      LeftOut left = model.rows().get(i);
      assertThat(left.withoutRowW())
          .isCloseTo(search(parameters, withoutRow).predict(rows.get(i)), within(1e-4));
      assertThat(left.withoutGroupW())
          .isCloseTo(search(parameters, withoutGroup).predict(rows.get(i)), within(1e-4));
      assertThat(left.fittedW())
          .isCloseTo(search(parameters, rows.subList(0, 3)).predict(rows.get(i)), within(1e-4));
    }
    // 41 W is far from the others: leaving it out must show.
    assertThat(model.rows().get(0).withoutRowW()).isLessThan(model.rows().get(0).fittedW() - 1);
    assertThat(model.rows().get(1).withoutRowW()).isNotEqualTo(model.rows().get(1).withoutGroupW());
    assertThat(model.rows().get(3).withoutRowW()).isEqualTo(model.rows().get(3).fittedW());
    assertThat(model.rows().get(3).use()).isEqualTo(LeftOut.Use.TEST);
    double worst =
        model.rows().stream()
            .mapToDouble(
                r -> 100 * Math.abs(r.row().publishedW() - r.withoutGroupW()) / r.withoutGroupW())
            .max()
            .orElseThrow();
    assertThat(model.uncertaintyPercent("board") - worst).isBetween(0.0, 5.0);
    assertThat(model.uncertaintyPercent("board") % 5).isZero();
  }

  private static Observation board(
      String name, String group, double watts, double dynamic, String... offset) {
    return new Observation(
        name,
        group,
        "board",
        watts,
        true,
        "s",
        List.of(Term.of(1, offset), Term.of(dynamic, "energy")));
  }

  /** The objective of the class comment, minimised by Nelder and Mead's simplex. */
  private static Fitted search(List<Parameter> parameters, List<Observation> rows) {
    double[] best = new double[parameters.size()];
    for (int restart = 0; restart < 3; restart++) {
      best =
          new SimplexOptimizer(1e-14, 1e-14)
              .optimize(
                  new MaxEval(100_000),
                  GoalType.MINIMIZE,
                  new ObjectiveFunction(u -> objective(parameters, rows, u)),
                  new InitialGuess(best),
                  new NelderMeadSimplex(best.length, 0.5))
              .getPoint();
    }
    return at(parameters, best);
  }

  private static Fitted at(List<Parameter> parameters, double[] u) {
    Map<String, Double> values = new TreeMap<>();
    for (int j = 0; j < u.length; j++) {
      values.put(
          parameters.get(j).name(),
          parameters.get(j).prior() * Math.exp(u[j] * Math.log(parameters.get(j).within())));
    }
    return new Fitted(values);
  }

  private static double objective(List<Parameter> parameters, List<Observation> rows, double[] u) {
    double sum = 0;
    for (double each : u) {
      sum += each * each;
    }
    for (Observation o : rows) {
      int alike = 0;
      for (Observation p : rows) {
        alike += p.group().equals(o.group()) && p.measures().equals(o.measures()) ? 1 : 0;
      }
      double r = Math.log(at(parameters, u).predict(o) / o.publishedW()) / Math.log(SCATTER);
      sum += r * r / alike;
    }
    return sum;
  }
}
