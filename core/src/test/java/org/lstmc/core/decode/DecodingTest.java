package org.lstmc.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Decoders and likelihood against the sum over every path of a few steps. */
class DecodingTest {
  /** Probability of every string that some path says, and the likeliest path's string. */
  private record AllPaths(Map<List<Integer>, Double> strings, List<Integer> bestPath) {
    static AllPaths of(double[] logs, int steps, int classes) {
      Map<List<Integer>, Double> strings = new LinkedHashMap<>();
      List<Integer> best = null;
      double most = -1;
      int paths = (int) Math.round(Math.pow(classes, steps));
      for (int path = 0; path < paths; path++) {
        double p = 1;
        List<Integer> string = new ArrayList<>();
        int before = -1;
        for (int t = 0, rest = path; t < steps; t++, rest /= classes) {
          int k = rest % classes;
          p *= Math.exp(logs[t * classes + k]);
          if (k != classes - 1 && k != before) {
            string.add(k);
          }
          before = k;
        }
        strings.merge(string, p, Double::sum);
        if (p > most) {
          most = p;
          best = string;
        }
      }
      return new AllPaths(strings, best);
    }

    List<Integer> likeliest() {
      return strings.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
  }

  private static double[] random(long seed, int steps, int classes) {
    Random random = new Random(seed);
    double[] logits = new double[steps * classes];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = 2 * random.nextGaussian();
    }
    return LogSum.softmax(logits, steps, classes);
  }

  private static List<Integer> list(int[] labels) {
    return java.util.Arrays.stream(labels).boxed().toList();
  }

  @Property(tries = 100)
  void equalTheSumOverAllPaths(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int steps,
      @ForAll @IntRange(min = 2, max = 4) int classes) {
    double[] logs = random(seed, steps, classes);
    AllPaths all = AllPaths.of(logs, steps, classes);
    assertThat(all.strings().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-12));
    all.strings()
        .forEach(
            (string, p) -> {
              int[] labels = string.stream().mapToInt(k -> k).toArray();
              assertThat(CtcLikelihood.negativeLog(logs, steps, classes, labels))
                  .as("%s", string)
                  .isCloseTo(-Math.log(p), within(1e-10));
              assertThat(CtcLikelihood.stepsNeeded(labels)).isLessThanOrEqualTo(steps);
            });
    assertThat(list(new GreedyDecoder().decode(logs, steps, classes))).isEqualTo(all.bestPath());
    assertThat(list(new PrefixBeamDecoder(1000).decode(logs, steps, classes)))
        .isEqualTo(all.likeliest());
  }

  @Property(tries = 100)
  void aNarrowBeamFindsAStringThatSomePathSays(@ForAll long seed) {
    double[] logs = random(seed, 5, 4);
    AllPaths all = AllPaths.of(logs, 5, 4);
    for (int width = 1; width <= 4; width++) {
      assertThat(all.strings()).containsKey(list(new PrefixBeamDecoder(width).decode(logs, 5, 4)));
    }
  }

  @Test
  void theLikeliestStringNeedNotLieOnTheLikeliestPath() {
    // Blank 0.6 and label 0.4 twice: the path of blanks has 0.36, the string "0" 0.64.
    double[] logs = {Math.log(0.4), Math.log(0.6), Math.log(0.4), Math.log(0.6)};
    assertThat(new GreedyDecoder().decode(logs, 2, 2)).isEmpty();
    assertThat(new PrefixBeamDecoder(2).decode(logs, 2, 2)).containsExactly(0);
  }

  @Test
  void aPrefixThatLeftTheBeamStartsAgainFromNothing() {
    // Of "0" and "1" the beam of one keeps "1"; what it says afterwards begins with it.
    double[] logs = {
      Math.log(0.3), Math.log(0.6), Math.log(0.1), Math.log(0.9), Math.log(0.05), Math.log(0.05)
    };
    assertThat(new PrefixBeamDecoder(1).decode(logs, 2, 3)).containsExactly(1, 0);
  }

  @Test
  void aStringWithoutRoomIsImpossible() {
    double[] logs = random(1, 3, 3);
    assertThat(CtcLikelihood.stepsNeeded(new int[] {0, 0, 1, 1})).isEqualTo(6);
    assertThat(CtcLikelihood.negativeLog(logs, 3, 3, new int[] {0, 0, 1}))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(CtcLikelihood.negativeLog(logs, 3, 3, new int[] {0, 0})).isFinite();
  }

  @Test
  void greatLogitsDoNotOverflow() {
    double[] logs = LogSum.softmax(new double[] {1e6, 0, -1e6, 5, 5, 5}, 2, 3);
    assertThat(logs[0]).isZero();
    assertThat(logs[3]).isCloseTo(-Math.log(3), within(1e-15));
    assertThat(new PrefixBeamDecoder(3).decode(logs, 2, 3)).startsWith(0);
  }

  @Test
  void aBeamHasAWidth() {
    assertThatThrownBy(() -> new PrefixBeamDecoder(0)).hasMessageContaining("must be 1 or more");
  }
}
