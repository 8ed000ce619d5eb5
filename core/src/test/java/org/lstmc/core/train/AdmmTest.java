package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PruningPatterns;
import org.lstmc.core.compress.SparseStructure;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.Tensor;

/** The updates of ADMM on a problem whose answer is known: the matrix of a set nearest to A. */
class AdmmTest {
  private static final String NAME = "w";
  private static final Tensor A = random(12, 10, 1);

  private static Tensor random(int rows, int cols, long seed) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(rows, cols);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = (float) random.nextGaussian();
    }
    return t;
  }

  private static AdmmOptions options(AdmmOptions.Rule rule, double rho, double factor) {
    return new AdmmOptions(10, 1, 0, rho, Map.of(), rule, factor, 100, 1e-5);
  }

  /** The exact minimum of ||W - A||^2 / 2 + rho/2 ||W - target||^2. */
  private static Tensor minimum(TrainingSession.Pull pull) {
    Tensor w = Tensor.zeros(A.shape());
    for (int i = 0; i < w.data().length; i++) {
      double t = pull.target().data()[i];
      w.data()[i] = (float) ((A.data()[i] + pull.rho() * t) / (1 + pull.rho()));
    }
    return w;
  }

  @ParameterizedTest
  @EnumSource(AdmmOptions.Rule.class)
  void findsTheNearestCirculantMatrix(AdmmOptions.Rule rule) {
    Structure structure = new CirculantStructure(4);
    Tensor start = random(12, 10, 2);
    Admm admm =
        new Admm(
            Map.of(NAME, structure),
            options(rule, 0.5, rule == AdmmOptions.Rule.GROWING ? 1.02 : 1.3),
            Map.of(NAME, start));
    AdmmState state = admm.start(Map.of(NAME, start));
    Tensor w = start;
    for (int i = 0; i < 60; i++) {
      w = minimum(admm.pulls(state).get(NAME));
      state = admm.iterate(state, Map.of(NAME, w), i);
      Tensor z = state.z().get(NAME);
      assertThat(structure.project(z)).isEqualTo(z);
      AdmmIteration now = state.iterations().get(i);
      AdmmIteration.Matrix m = now.matrices().get(NAME);
      // One matrix alone is the whole.
      assertThat(now.primal()).isCloseTo(m.primal(), within(1e-12));
      assertThat(now.dual()).isCloseTo(m.dual(), within(1e-12));
    }
    assertThat(admm.converged(state)).isTrue();
    assertThat(state.iterations().get(0).primal()).isGreaterThan(0.1);
    float[] nearest = structure.project(A).data();
    assertThat(state.z().get(NAME).data()).containsExactly(nearest, within(1e-4f));
    assertThat(w.data()).containsExactly(nearest, within(1e-4f));
    // At the optimum the dual variable rho U is the loss's gradient turned round, A - W.
    double rho = admm.pulls(state).get(NAME).rho();
    for (int i = 0; i < nearest.length; i++) {
      assertThat(rho * state.u().get(NAME).data()[i])
          .isCloseTo(A.data()[i] - nearest[i], within(2e-4));
    }
  }

  /** Not convex, so only a fixed point is promised: in the set, and no gap to it. */
  @Test
  void sparseSetsConvergeToo() {
    Structure structure =
        new SparseStructure(PruningPatterns.byName("row-balanced"), 0.5, Map.of());
    Admm admm =
        new Admm(Map.of(NAME, structure), options(AdmmOptions.Rule.FIXED, 2, 2), Map.of(NAME, A));
    AdmmState state = admm.start(Map.of(NAME, A));
    for (int i = 0; i < 60; i++) {
      state = admm.iterate(state, Map.of(NAME, minimum(admm.pulls(state).get(NAME))), i);
    }
    assertThat(admm.converged(state)).isTrue();
    Tensor z = state.z().get(NAME);
    assertThat(structure.project(z)).isEqualTo(z);
    assertThat(structure.mask(z).orElseThrow().count()).isEqualTo(60);
    for (int i = 0; i < z.data().length; i++) {
      assertThat(z.data()[i] == 0 || Math.abs(z.data()[i] - A.data()[i]) < 1e-3).isTrue();
    }
  }

  @Test
  void penaltiesFollowTheirRule() {
    AdmmIteration.Matrix far = new AdmmIteration.Matrix(1, 0.5, 0.01);
    AdmmIteration.Matrix near = new AdmmIteration.Matrix(1, 0.01, 0.5);
    AdmmIteration.Matrix even = new AdmmIteration.Matrix(1, 0.1, 0.1);
    AdmmOptions balanced = options(AdmmOptions.Rule.BALANCED, 1, 2);
    assertThat(balanced.next(far)).isEqualTo(2);
    assertThat(balanced.next(near)).isEqualTo(0.5);
    assertThat(balanced.next(even)).isEqualTo(1);
    AdmmOptions growing = options(AdmmOptions.Rule.GROWING, 1, 2);
    assertThat(growing.next(even)).isEqualTo(2);
    assertThat(growing.next(new AdmmIteration.Matrix(80, 0.1, 0.1))).isEqualTo(100);
    assertThat(options(AdmmOptions.Rule.FIXED, 1, 2).next(far)).isEqualTo(1);
  }

  /** A change of rho leaves rho U, the dual variable, where it was. */
  @Test
  void growingKeepsTheDualVariable() {
    Structure structure = new CirculantStructure(4);
    Map<String, Tensor> w = Map.of(NAME, A);
    Admm fixed = new Admm(Map.of(NAME, structure), options(AdmmOptions.Rule.FIXED, 0.5, 4), w);
    Admm grown = new Admm(Map.of(NAME, structure), options(AdmmOptions.Rule.GROWING, 0.5, 4), w);
    float[] u = fixed.iterate(fixed.start(w), w, 1).u().get(NAME).data();
    float[] less = grown.iterate(grown.start(w), w, 1).u().get(NAME).data();
    for (int i = 0; i < u.length; i++) {
      assertThat(less[i] * 4).isEqualTo(u[i]);
    }
  }

  @Test
  void stateSurvivesItsText() {
    AdmmIteration one =
        new AdmmIteration(
            3, 1.5, 0.1, 1.0 / 3, 7e-9, Map.of("a.b", new AdmmIteration.Matrix(1e-3, 2, 1.0 / 7)));
    AdmmState state = new AdmmState(Map.of(), Map.of(), List.of(one, one));
    assertThat(AdmmState.iterations(state.text())).containsExactly(one, one);
  }

  @Test
  void explodingWeightsAreSaid() {
    Admm admm =
        new Admm(
            Map.of(NAME, new CirculantStructure(4)),
            options(AdmmOptions.Rule.FIXED, 3, 2),
            Map.of(NAME, A));
    AdmmState state = admm.start(Map.of(NAME, A));
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e6f}) {
      Tensor w = random(12, 10, 1);
      w.data()[5] = bad;
      assertThatThrownBy(() -> admm.iterate(state, Map.of(NAME, w), 1))
          .isInstanceOf(LstmcException.class)
          .hasMessageContaining("ADMM diverges: by iteration 1 the norm of w went from")
          .hasMessageContaining("at rho 3.0. Lower rho, its growth or the learning rate");
    }
  }

  @Test
  void badOptionsAreSaid() {
    for (double rho : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> options(AdmmOptions.Rule.FIXED, rho, 2))
          .isInstanceOf(LstmcException.class)
          .hasMessageContaining("ADMM: rho is " + rho + "; allowed is above 0, at most 100.0");
      assertThatThrownBy(
              () ->
                  new AdmmOptions(4, 1, 0, 1, Map.of("x", rho), AdmmOptions.Rule.FIXED, 2, 100, 0))
          .hasMessageContaining("rho of x is " + rho);
    }
    assertThatThrownBy(() -> options(AdmmOptions.Rule.GROWING, 1, 1))
        .hasMessageContaining("factor of rho is 1.0; allowed is above 1");
    assertThatThrownBy(
            () -> new AdmmOptions(4, 5, 0, 1, Map.of(), AdmmOptions.Rule.FIXED, 2, 100, 0))
        .hasMessageContaining(
            "epochs an iteration is 5.0; allowed is above 0, at most the 4 epochs");
  }
}
