package org.lstmc.core.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Sequence;

class HmmFormatTest {
  /** Sums the probability of every path: exact, and nothing like the forward algorithm. */
  private static int likeliestByAllPaths(HiddenMarkov m, float[] seen, int steps) {
    double[] total = new double[m.states()];
    int paths = (int) Math.pow(m.states(), steps);
    for (int code = 0; code < paths; code++) {
      double p = 1.0 / m.states();
      int rest = code;
      int previous = -1;
      for (int t = 0; t < steps; t++) {
        int s = rest % m.states();
        rest /= m.states();
        if (t > 0) {
          p *= s == previous ? m.stickiness() : (1 - m.stickiness()) / (m.states() - 1);
        }
        for (int d = 0; d < m.dimensions(); d++) {
          double e = (seen[t * m.dimensions() + d] - m.means()[s][d]) / m.noise();
          p *= Math.exp(-e * e / 2);
        }
        previous = s;
      }
      total[previous] += p;
    }
    int best = 0;
    for (int s = 1; s < total.length; s++) {
      best = total[s] > total[best] ? s : best;
    }
    return best;
  }

  @Test
  void filterAgreesWithSummingAllPaths() {
    RandomStream random = new RandomStream(3);
    HiddenMarkov markov = HiddenMarkov.draw(3, 2, 1.3, 0.7, random);
    for (int round = 0; round < 20; round++) {
      int[] path = markov.path(7, random);
      float[] seen = markov.emit(path, random);
      int[] filtered = markov.filter(seen);
      for (int steps = 1; steps <= 7; steps++) {
        assertThat(filtered[steps - 1]).isEqualTo(likeliestByAllPaths(markov, seen, steps));
      }
    }
  }

  @Test
  void filterBeatsLookingAtOneStepAlone() {
    Dataset data = Datasets.open("hmm", Map.of(), 4);
    double filter = data.bestPossible();
    HiddenMarkov markov = HiddenMarkov.draw(5, 4, 1, 0.9, new RandomStream(4).branch(0));
    HiddenMarkov memoryless = new HiddenMarkov(markov.means(), 1, 0.2);
    long wrong = 0;
    for (Sequence s : data.test().sequences()) {
      int[] guess = memoryless.filter(s.features());
      for (int t = 0; t < s.length(); t++) {
        wrong += guess[t] == s.targets()[t] ? 0 : 1;
      }
    }
    double alone = (double) wrong / data.test().steps();
    assertThat(filter).isBetween(0.01, 0.5).isLessThan(alone - 0.05);
    assertThat(data.inputSize()).isEqualTo(4);
    assertThat(data.classes()).isEqualTo(5);
    assertThat(data.test().steps()).isEqualTo(200 * 50);
  }

  @Test
  void statesStickAsOftenAsAsked() {
    Dataset data = Datasets.open("hmm", Map.of("stickiness", "0.8", "states", "3"), 4);
    long stays = 0;
    long moves = 0;
    for (Sequence s : data.train().sequences()) {
      for (int t = 1; t < s.length(); t++) {
        stays += s.targets()[t] == s.targets()[t - 1] ? 1 : 0;
        moves++;
      }
    }
    assertThat((double) stays / moves).isCloseTo(0.8, within(0.01));
  }

  @Test
  void reopeningGivesTheSameNumbers() {
    Dataset one = Datasets.open("hmm", Map.of("test", "5"), 4);
    Dataset again = Datasets.reopen(one.task(), null, null);
    assertThat(again.test().sequences().get(4).features())
        .isEqualTo(one.test().sequences().get(4).features());
    assertThat(again.bestPossible()).isEqualTo(one.bestPossible());
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Datasets.open("hmm", Map.of("states", "1"), 4))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("states=1 must be a whole number from 2");
    assertThatThrownBy(() -> Datasets.open("hmm", Map.of("stickiness", "NaN"), 4))
        .hasMessageContaining("stickiness=NaN must be a number from 0.0 to 1.0");
  }
}
