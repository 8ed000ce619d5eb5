package org.lstmc.core.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Sequence;

class ReberFormatTest {
  private static final int LONGEST = 12;

  /** The inner grammar a second time, as rules "symbol node". */
  private static final Map<String, List<String>> RULES =
      Map.of(
          "start", List.of("B a"),
          "a", List.of("T b", "P c"),
          "b", List.of("S b", "X d"),
          "c", List.of("T c", "V e"),
          "d", List.of("X c", "S f"),
          "e", List.of("P d", "V f"),
          "f", List.of("E end"));

  private final Map<String, Double> mass = new HashMap<>();

  /** Adds the probability of every string, down to very rare ones, to each of its prefixes. */
  private void walk(String text, String node, double p, String closing) {
    if (p < 0x1p-30) {
      return;
    }
    if (node.equals("end")) {
      String whole = text + closing;
      for (int n = 1; n <= Math.min(LONGEST, whole.length()); n++) {
        mass.merge(whole.substring(0, n), p, Double::sum);
      }
      return;
    }
    for (String edge : RULES.get(node)) {
      walk(text + edge.charAt(0), edge.substring(2), p / RULES.get(node).size(), closing);
    }
  }

  private static String text(int[] symbols) {
    return IntStream.of(symbols)
        .mapToObj(i -> ReberGrammar.SYMBOLS.substring(i, i + 1))
        .reduce("", String::concat);
  }

  @Test
  void bestPerplexityAgreesWithEnumeratingTheGrammar() {
    walk("BT", "start", 0.5, "TE");
    walk("BP", "start", 0.5, "PE");
    assertThat(mass.get("B")).isCloseTo(1, within(0.002));
    RandomStream random = new RandomStream(9);
    List<int[]> strings =
        IntStream.range(0, 400)
            .mapToObj(i -> ReberGrammar.draw(random))
            .filter(s -> s.length <= LONGEST)
            .toList();
    assertThat(strings).hasSizeGreaterThan(150);
    double nats = 0;
    int steps = 0;
    for (int[] s : strings) {
      String text = text(s);
      double[] conditionals = ReberGrammar.conditionals(s);
      for (int t = 1; t < s.length; t++) {
        double p = mass.get(text.substring(0, t + 1)) / mass.get(text.substring(0, t));
        assertThat(conditionals[t - 1]).as("%s at %d", text, t).isCloseTo(p, within(0.01));
        nats -= Math.log(p);
        steps++;
      }
    }
    assertThat(ReberFormat.bestPerplexity(strings))
        .isCloseTo(Math.exp(nats / steps), within(0.002));
  }

  @Test
  void everySequenceKeepsItsSecondSymbol() {
    Dataset data = Datasets.open("reber", Map.of(), 1);
    assertThat(data.train().sequences()).hasSize(2000);
    assertThat(data.classes()).isEqualTo(7);
    for (Sequence s : data.test().sequences()) {
      int n = s.length();
      assertThat(s.targets()[n - 2]).isEqualTo(s.tokens()[1]);
      assertThat(text(s.targets())).endsWith("E");
      assertThat(s.targets()).hasSize(n);
      assertThat(s.tokens()).hasSize(n);
    }
    assertThat(data.bestPossible()).isBetween(1.3, 1.7);
  }

  @Test
  void theSameSeedGivesTheSameAndAnotherDoesNot() {
    Dataset one = Datasets.open("reber", Map.of("test", "20"), 1);
    Dataset same = Datasets.open("reber", Map.of("test", "20", "seed", "1"), 77);
    Dataset other = Datasets.open("reber", Map.of("test", "20"), 2);
    Dataset again = Datasets.reopen(one.task(), null, null);
    assertThat(strings(same)).isEqualTo(strings(one));
    assertThat(strings(again)).isEqualTo(strings(one));
    assertThat(again.bestPossible()).isEqualTo(one.bestPossible());
    assertThat(strings(other)).isNotEqualTo(strings(one));
    assertThat(text(one.train().sequences().get(0).tokens())).startsWith("B");
  }

  private static List<String> strings(Dataset data) {
    return data.test().sequences().stream().map(s -> text(s.targets())).toList();
  }
}
