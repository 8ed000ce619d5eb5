package org.lstmc.core.compress.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.RankBounds;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/** Decompositions against the expansion, commons-math's SVD of every cut, and the known bounds. */
class TensorDecompositionTest {
  /** What float factors leave. */
  private static final double ROUNDING = 3e-6;

  @Property(tries = 30)
  void exactAtFullRank(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Tensor matrix = noise(random, cut(random, form.rows()), cut(random, form.columns()));
    TensorForm full = form.withRanks(fullRanks(form));
    TensorDecomposition exact = TensorDecomposition.toRanks(matrix, full);
    assertThat(exact.form()).isEqualTo(full);
    assertThat(exact.relativeError()).isLessThan(ROUNDING);
    assertThat(distance(exact, matrix)).isLessThan(ROUNDING);
    assertThat(distance(TensorDecomposition.toError(matrix, form, 0), matrix)).isLessThan(ROUNDING);
  }

  /** Cuts of this matrix have so low a rank that commons-math's eigenvalues do not converge. */
  @Example
  void exactWhereEigenvaluesDoNotConverge() {
    exactAtFullRank(3267);
  }

  @Property(tries = 30)
  void errorIsTheOneOfTheExpansionAndWithinItsBounds(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Tensor matrix = nearlyLowRank(form, random, 0.3);
    TensorDecomposition found = TensorDecomposition.toRanks(matrix, form);
    double error = distance(found, matrix);
    assertThat(found.relativeError()).isCloseTo(error, within(ROUNDING));
    double greatest = 0;
    double sum = 0;
    for (double tail : tails(form, matrix)) {
      greatest = Math.max(greatest, tail);
      sum += tail * tail;
    }
    // No tensor of these ranks is nearer than the worst cut allows.
    assertThat(error).isGreaterThan(greatest - ROUNDING);
    assertThat(error).isLessThan(Math.sqrt(sum) + ROUNDING);
  }

  @Property(tries = 30)
  void errorIsWithinTheFactorOfTheBest(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Tensor low =
        TensorExpansion.matrix(
            form, RandomForms.factors(form, random), form.rows(), form.columns());
    Tensor noise = noise(random, form.rows(), form.columns());
    Tensor matrix = sum(low, noise, 0.2 * norm(low) / norm(noise));
    // The low-rank part has the form's ranks, so the best is at least as near as it is.
    double best = distance(low, matrix);
    int d = form.modes();
    double factor = Math.sqrt(form.format() == TensorForm.Format.TT ? d - 1 : 2 * d - 3);
    double error = distance(TensorDecomposition.toRanks(matrix, form), matrix);
    assertThat(error).isLessThan(factor * best + ROUNDING);
  }

  @Property(tries = 30)
  void errorStaysWithinItsTarget(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Tensor matrix = nearlyLowRank(form, random, 0.5);
    double target = 0.05 + 0.8 * random.nextDouble();
    TensorDecomposition found = TensorDecomposition.toError(matrix, form, target);
    assertThat(distance(found, matrix)).isLessThan(target + ROUNDING);
  }

  @Property(tries = 20)
  void parametersStayWithinTheirBudget(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Tensor matrix = nearlyLowRank(form, random, 0.5);
    long least = form.withRanks(Collections.nCopies(form.ranks().size(), 1)).parameters();
    long budget = least + random.nextInt((int) (2 * least));
    TensorDecomposition found = TensorDecomposition.toParameters(matrix, form, budget);
    assertThat(found.form().parameters()).isLessThanOrEqualTo(budget);
    assertThat(found.relativeError()).isCloseTo(distance(found, matrix), within(ROUNDING));
    long full = form.withRanks(fullRanks(form)).parameters();
    if (full < 100_000) {
      assertThat(TensorDecomposition.toParameters(matrix, form, full).relativeError())
          .isLessThan(ROUNDING);
    }
    assertThatThrownBy(() -> TensorDecomposition.toParameters(matrix, form, least - 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("ranks of 1 already need " + least);
  }

  @Test
  void errorFallsAsRanksRise() {
    Random random = new Random(5);
    Tensor matrix = noise(random, 64, 64);
    for (boolean train : new boolean[] {true, false}) {
      double before = 2;
      for (int rank = 1; rank <= 16; rank += 3) {
        TensorForm form = uniform(train, rank);
        double error = distance(TensorDecomposition.toRanks(matrix, form), matrix);
        assertThat(error).isLessThan(before - 0.001);
        before = error;
      }
    }
  }

  @Test
  void aMatrixOfLowRankIsFoundWithItsRanks() {
    TensorForm form = uniform(false, 3);
    Tensor matrix = TensorExpansion.matrix(form, RandomForms.factors(form, new Random(2)), 64, 64);
    // The matrix is rounded to float, so its exact ranks are full.
    TensorDecomposition found = TensorDecomposition.toError(matrix, uniform(false, 1), 1e-6);
    assertThat(found.form().ranks()).isEqualTo(form.ranks());
  }

  /** A budget is spent about as well as by one who knows the ranks of what lies under the noise. */
  @Property(tries = 20)
  void aBudgetIsSpentWhereTheMatrixIs(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = uniform(random.nextBoolean(), 3);
    Tensor matrix = nearlyLowRank(form, random, 0.5);
    TensorDecomposition spent = TensorDecomposition.toParameters(matrix, form, form.parameters());
    assertThat(spent.relativeError())
        .isLessThan(1.1 * TensorDecomposition.toRanks(matrix, form).relativeError());
    assertThat(spent.form().parameters()).isGreaterThan(form.parameters() / 2);
  }

  @Test
  void zerosAndMatricesThatAreTooLarge() {
    TensorForm form = uniform(true, 2);
    assertThat(TensorDecomposition.toRanks(Tensor.zeros(64, 64), form).relativeError()).isZero();
    assertThatThrownBy(() -> TensorDecomposition.toRanks(Tensor.zeros(65, 64), form))
        .isInstanceOf(LstmcException.class)
        .hasMessage("matrix of 65 x 64: modes hold 64 x 64; choose larger modes");
    assertThatThrownBy(() -> TensorDecomposition.toError(Tensor.zeros(4, 4), form, 1.5))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("must be from 0 to below 1");
  }

  private static TensorForm uniform(boolean train, int rank) {
    return new TensorForm(
        train ? TensorForm.Format.TT : TensorForm.Format.HT,
        List.of(4, 4, 4),
        List.of(4, 4, 4),
        train ? null : "((1,2),3)",
        Collections.nCopies(train ? 2 : 4, rank),
        false,
        List.of());
  }

  private static int cut(Random random, int n) {
    return n - random.nextInt(1 + n / 3);
  }

  /** Ranks at which nothing is lost, and that no child forbids: children go first. */
  private static List<Integer> fullRanks(TensorForm form) {
    boolean train = form.format() == TensorForm.Format.TT;
    return RankBounds.ofModes(form.modesIn(), form.modesOut(), train ? null : form.dimensionTree());
  }

  private static Tensor nearlyLowRank(TensorForm form, Random random, double share) {
    Tensor low =
        TensorExpansion.matrix(
            form, RandomForms.factors(form, random), form.rows(), form.columns());
    Tensor noise = noise(random, form.rows(), form.columns());
    return sum(low, noise, share * (norm(low) + 1e-3) / norm(noise));
  }

  private static Tensor noise(Random random, int rows, int cols) {
    Tensor out = Tensor.zeros(rows, cols);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) random.nextGaussian();
    }
    return out;
  }

  private static Tensor sum(Tensor a, Tensor b, double times) {
    Tensor out = Tensor.zeros(a.rows(), a.cols());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) (a.data()[i] + times * b.data()[i]);
    }
    return out;
  }

  private static double norm(Tensor a) {
    double sum = 0;
    for (float v : a.data()) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }

  private static double distance(TensorDecomposition d, Tensor matrix) {
    return distance(
        TensorExpansion.matrix(d.form(), d.factors(), matrix.rows(), matrix.cols()), matrix);
  }

  private static double distance(Tensor a, Tensor matrix) {
    return norm(sum(a, matrix, -1)) / norm(matrix);
  }

  /** Relative norm of what the best matrix of a cut's rank leaves, for every cut once. */
  private static List<Double> tails(TensorForm form, Tensor matrix) {
    List<List<Integer>> cuts = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    if (form.format() == TensorForm.Format.TT) {
      List<Integer> inside = new ArrayList<>();
      for (int k = 1; k < form.modes(); k++) {
        inside.add(k);
        cuts.add(List.copyOf(inside));
        ranks.add(form.ranks().get(k - 1));
      }
    } else {
      var tree = form.dimensionTree();
      int[] of = tree.nodeRanks(form.ranks());
      for (int n = 0; n < of.length - 1; n++) {
        boolean twin = n == tree.root().right();
        if (!twin) {
          boolean child = n == tree.root().left();
          cuts.add(tree.nodes().get(n).modes());
          ranks.add(child ? Math.min(of[n], of[tree.root().right()]) : of[n]);
        }
      }
    }
    List<Double> tails = new ArrayList<>();
    for (int c = 0; c < cuts.size(); c++) {
      tails.add(tail(form, matrix, cuts.get(c), ranks.get(c)));
    }
    return tails;
  }

  private static double tail(TensorForm form, Tensor matrix, List<Integer> inside, int rank) {
    int d = form.modes();
    int rows = 1;
    for (int k : inside) {
      rows *= form.modesIn().get(k - 1) * form.modesOut().get(k - 1);
    }
    double[][] unfolded = new double[rows][form.rows() * form.columns() / rows];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.cols(); c++) {
        int in = 0;
        int out = 0;
        int i = r;
        int j = c;
        int inScale = 1;
        int outScale = 1;
        for (int k = d; k >= 1; k--) {
          int m = form.modesOut().get(k - 1);
          int n = form.modesIn().get(k - 1);
          int pair = i % m * n + j % n;
          i /= m;
          j /= n;
          if (inside.contains(k)) {
            in += pair * inScale;
            inScale *= m * n;
          } else {
            out += pair * outScale;
            outScale *= m * n;
          }
        }
        unfolded[in][out] = matrix.at(r, c);
      }
    }
    double[] values =
        new SingularValueDecomposition(new Array2DRowRealMatrix(unfolded)).getSingularValues();
    double sum = 0;
    for (int v = rank; v < values.length; v++) {
      sum += values[v] * values[v];
    }
    return Math.sqrt(sum) / norm(matrix);
  }
}
