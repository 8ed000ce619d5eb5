package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.rowbalanced.RowBalanced;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** Which weights patterns keep, against an exhaustive search, and what they refuse. */
class PatternChoiceTest {
  /** Those that take any ratio; the others have tests of their own. */
  static List<PruningPattern> patterns() {
    return PruningPatterns.ALL.stream().filter(p -> p.fixedRatio(Map.of()).isEmpty()).toList();
  }

  private static Map<String, Integer> small(PruningPattern p) {
    return switch (p.name()) {
      case "bank-balanced" -> Map.of("banks", 2);
      case "load-balanced" -> Map.of("pes", 2);
      default -> Map.of();
    };
  }

  /** The groups of positions that a pattern balances over, written down apart from it. */
  private static List<List<Integer>> groups(PruningPattern p, int rows, int cols) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < rows * cols; i++) {
      int row = i / cols;
      int group =
          switch (p.name()) {
            case "row-balanced" -> row;
            case "bank-balanced" -> 2 * row + i % cols / ((cols + 1) / 2);
            case "load-balanced" -> row % 2;
            default -> 0;
          };
      while (groups.size() <= group) {
        groups.add(new ArrayList<>());
      }
      groups.get(group).add(i);
    }
    return groups;
  }

  @Property(tries = 60)
  void noOtherChoiceOfThatSizeKeepsMore(
      @ForAll @IntRange(min = 0, max = 3) int which,
      @ForAll @IntRange(min = 0, max = 1) int ties,
      @ForAll @LongRange(min = 0, max = 500) long seed) {
    PruningPattern p = PruningPatterns.ALL.get(which);
    Tensor w = ties == 1 ? TestMatrices.tied(3, 4, seed) : TestMatrices.normal(3, 4, seed);
    Mask m = p.select(w, 0.5, small(p));
    for (List<Integer> group : groups(p, 3, 4)) {
      int chosen = 0;
      for (int k = 0; k < group.size(); k++) {
        chosen |= m.kept().get(group.get(k)) ? 1 << k : 0;
      }
      double best = 0;
      for (int set = 0; set < 1 << group.size(); set++) {
        if (Integer.bitCount(set) == Integer.bitCount(chosen)) {
          best = Math.max(best, magnitude(w, group, set));
        }
      }
      assertThat(magnitude(w, group, chosen)).isEqualTo(best);
    }
  }

  private static double magnitude(Tensor w, List<Integer> group, int set) {
    double sum = 0;
    for (int k = 0; k < group.size(); k++) {
      sum += (set >> k & 1) == 1 ? Math.abs(w.data()[group.get(k)]) : 0;
    }
    return sum;
  }

  @Test
  void amongEqualsTheLowerColumnStays() {
    Tensor w = new Tensor(new int[] {2, 4}, new float[] {1, -1, 1, 2, 0, 0, 0, 0});
    Mask m = new RowBalanced().select(w, 0.5, Map.of());
    assertThat(m.kept().stream().toArray()).containsExactly(0, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void sameInputSameMask(PruningPattern p) {
    Tensor w = TestMatrices.tied(12, 16, 9);
    float[] before = w.data().clone();
    Mask first = p.select(w, 0.6, small(p));
    assertThat(p.select(w, 0.6, small(p))).isEqualTo(first);
    assertThat(w.data()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pruningThePrunedChangesNothing(PruningPattern p) {
    Tensor w = TestMatrices.normal(12, 16, 10);
    Mask once = p.select(w, 0.6, small(p));
    assertThat(p.select(once.apply(w), 0.6, small(p))).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void ratioZeroKeepsAll(PruningPattern p) {
    assertThat(p.select(TestMatrices.tied(5, 8, 2), 0, small(p)).count()).isEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void refusesRatiosOutsideTheRange(PruningPattern p) {
    Tensor w = TestMatrices.normal(4, 8, 1);
    for (double ratio : new double[] {-0.1, 1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> p.select(w, ratio, small(p)))
          .isInstanceOfSatisfying(
              LstmcException.class, e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.USAGE))
          .hasMessageContaining("from 0 up to but not including 1");
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void refusesToEmptyAGroup(PruningPattern p) {
    Tensor w = TestMatrices.normal(2, 4, 1);
    assertThatThrownBy(() -> p.select(w, 0.99, small(p)))
        .isInstanceOfSatisfying(
            LstmcException.class,
            e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.BAD_INPUT))
        .hasMessageContaining("largest allowed ratio here: ");
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void refusesWeightsThatAreNoNumbers(PruningPattern p) {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      Tensor w = TestMatrices.normal(2, 4, 1);
      w.data()[6] = bad;
      assertThatThrownBy(() -> p.select(w, 0.5, small(p)))
          .isInstanceOf(LstmcException.class)
          .hasMessageContaining("row 1, column 2 is " + bad);
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void refusesUnknownParameters(PruningPattern p) {
    Tensor w = TestMatrices.normal(2, 4, 1);
    assertThatThrownBy(() -> p.select(w, 0.5, Map.of("size", 2)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("no parameter 'size'");
  }

  @Test
  void refusesBanksWithoutColumns() {
    Tensor w = TestMatrices.normal(2, 9, 1);
    assertThatThrownBy(
            () -> PruningPatterns.byName("bank-balanced").select(w, 0.3, Map.of("banks", 4)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("row of 9 columns")
        .hasMessageContaining("banks=3");
  }
}
