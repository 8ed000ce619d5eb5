package org.lstmc.core.compress.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/** Searches over surfaces whose optimum is known. */
class DualRatioSearchTest {
  private static NetworkSpec net(int x, int h) {
    return new NetworkSpec(
        "n", InputSpec.features(x), List.of(new LayerSpec(CellType.LSTM, x, h, 0, false)), 2);
  }

  private static SearchOptions options(double overall, int patience, int refine, int budget) {
    return new SearchOptions(overall, 0.2, 0.1, patience, 0, refine, 1, 2, budget, false);
  }

  private static SearchResult search(NetworkSpec net, SearchOptions o, Trial trial) {
    return DualRatioSearch.run(net, o, Map.of(), trial, t -> {});
  }

  @Test
  void findsTheBowlOnEitherSide() {
    for (double optimum : new double[] {0.3, 0.4, 0.8, 0.9}) {
      SearchResult r =
          search(net(200, 200), options(0.6, 2, 0, 99), (x, h, from) -> Math.pow(x - optimum, 2));
      assertThat(r.best().ratioWx()).isCloseTo(optimum, within(1e-9));
      assertThat(r.best().ratioWh()).isCloseTo(1.2 - optimum, within(1e-9));
      assertThat(r.stops().get(optimum > 0.6 ? "down" : "up")).startsWith("2 trials in a row");
    }
  }

  @Test
  void phaseOneRampsAndPhaseTwoStartsFromItsShadow() {
    List<String> calls = new ArrayList<>();
    search(
        net(200, 200),
        options(0.5, 1, 0, 99),
        (x, h, from) -> {
          calls.add(SearchTrial.key(x, h) + " from " + from);
          return Math.abs(x - 0.5);
        });
    assertThat(calls)
        .containsExactly(
            "0.200000/0.200000 from dense",
            "0.400000/0.400000 from 0.200000/0.200000",
            "0.500000/0.500000 from 0.400000/0.400000",
            "0.500000/0.500000 from 0.500000/0.500000",
            "0.600000/0.400000 from 0.500000/0.500000",
            "0.400000/0.600000 from 0.500000/0.500000");
  }

  @Test
  void reachesTheBorderAndTriesIt() {
    // Higher Wx is always better: the border is one weight a row of Wx, 199/200.
    SearchResult up = search(net(200, 200), options(0.65, 2, 0, 99), (x, h, from) -> -x);
    assertThat(up.best().ratioWx()).isCloseTo(0.995, within(1e-9));
    assertThat(up.stops().get("up")).contains("sparser Wx would lose whole rows");
    // Lower Wx is always better: it ends dense, with all the sparsity in Wh.
    SearchResult down = search(net(100, 300), options(0.6, 2, 0, 99), (x, h, from) -> x);
    assertThat(down.best().ratioWx()).isZero();
    assertThat(down.best().ratioWh()).isCloseTo(0.8, within(1e-6));
    assertThat(down.stops().get("down")).contains("Wx is dense");
    // A wide Wx cannot be dense at this sparsity: Wh is at its bound first.
    SearchResult wide = search(net(300, 100), options(0.6, 2, 0, 99), (x, h, from) -> x);
    assertThat(wide.best().ratioWh()).isCloseTo(0.99, within(1e-9));
    assertThat(wide.stops().get("down")).contains("sparser Wh would lose whole rows");
  }

  @Test
  void onAFlatSurfaceTheEqualRatiosStay() {
    SearchResult r = search(net(200, 200), options(0.6, 2, 1, 99), (x, h, from) -> 7);
    assertThat(r.best().path()).isEqualTo("equal");
    assertThat(r.best().ratioWx()).isEqualTo(0.6);
    assertThat(r.trials()).hasSize(3 + 1 + 2 + 2 + 2);
  }

  @Test
  void everyTrialMeetsTheOverallSparsityAsRowsAllow() {
    // 39 inputs, 100 cells: |Wx|/|Wh| = 0.39, and a column of Wx is 1/39.
    SearchResult r = search(net(39, 100), options(0.7, 9, 1, 999), (x, h, from) -> x * h);
    RatioBalance balance = new RatioBalance(net(39, 100));
    for (SearchTrial t : r.trials()) {
      if (!t.path().equals("ramp")) {
        // Half a column of Wh is the most that rounding can miss by.
        assertThat(t.achieved()).isCloseTo(0.7, within(0.5 / 139 + 1e-9));
        double exact =
            (39 * Math.floor(t.ratioWx() * 39 + 0.5) / 39 + Math.floor(t.ratioWh() * 100 + 0.5))
                / 139;
        assertThat(t.achieved()).isCloseTo(exact, within(1e-12));
      }
    }
    assertThat(balance.achieved(0.5, 0.5)).isCloseTo((20 + 50) / 139.0, within(1e-12));
  }

  @Test
  void refinementHalvesTheStepAroundTheBest() {
    double optimum = 0.775;
    SearchResult coarse =
        search(net(400, 400), options(0.6, 2, 0, 99), (x, h, f) -> Math.abs(x - optimum));
    SearchResult fine =
        search(net(400, 400), options(0.6, 2, 2, 99), (x, h, f) -> Math.abs(x - optimum));
    assertThat(coarse.best().ratioWx()).isCloseTo(0.8, within(1e-9));
    assertThat(fine.best().ratioWx()).isCloseTo(0.775, within(1e-9));
    assertThat(fine.best().path()).isEqualTo("refine");
  }

  @Test
  void theBudgetIsNeverExceeded() {
    for (int budget = 3; budget < 30; budget++) {
      SearchResult r = search(net(200, 200), options(0.6, 2, 2, budget), (x, h, from) -> -x);
      assertThat(r.epochsSpent()).isLessThanOrEqualTo(budget);
      assertThat(r.trials().stream().mapToInt(SearchTrial::epochs).sum())
          .isEqualTo(r.epochsSpent());
    }
    SearchResult r = search(net(200, 200), options(0.6, 2, 1, 6), (x, h, from) -> -x);
    assertThat(r.stops().get("up"))
        .isEqualTo(
            "budget: the next trial takes 2 epochs, 1 of 6 are left, 4 are kept for the other"
                + " direction");
    assertThat(r.stops().get("down"))
        .isEqualTo("budget: the next trial takes 2 epochs, 1 of 6 are left");
    assertThatThrownBy(() -> search(net(9, 9), options(0.6, 2, 1, 2), (x, h, from) -> 0))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("budget of 2 epochs");
  }

  @Test
  void anInterruptedSearchGoesOnAsIfNothingHappened() {
    Trial surface = (x, h, from) -> Math.pow(x - 0.42, 2);
    SearchOptions o = options(0.6, 2, 2, 40);
    SearchResult whole = search(net(200, 200), o, surface);
    Map<String, Double> stored = new HashMap<>();
    assertThatThrownBy(
            () ->
                DualRatioSearch.run(
                    net(200, 200),
                    o,
                    Map.of(),
                    (x, h, from) -> {
                      if (stored.size() == 5) {
                        throw new IllegalStateException("killed");
                      }
                      return surface.score(x, h, from);
                    },
                    t -> stored.put(t.key(), t.score())))
        .hasMessage("killed");
    int[] runs = {0};
    SearchResult resumed =
        DualRatioSearch.run(
            net(200, 200),
            o,
            stored,
            (x, h, from) -> {
              runs[0]++;
              return surface.score(x, h, from);
            },
            t -> {});
    assertThat(resumed).isEqualTo(whole);
    assertThat(runs[0]).isEqualTo(whole.trials().size() - 5);
  }

  @Test
  void aTrialThatDivergesIsNeverTheBest() {
    SearchResult r =
        search(net(200, 200), options(0.6, 2, 0, 99), (x, h, f) -> x > 0.65 ? Double.NaN : 1 - x);
    assertThat(r.best().ratioWx()).isEqualTo(0.6);
  }

  @Test
  void printsAndSurvivesJson() {
    SearchResult r =
        search(net(200, 200), options(0.6, 2, 1, 40), (x, h, from) -> Math.pow(x - 0.7, 2) + 115);
    assertThat(SearchResult.fromJson(r.toJson())).isEqualTo(r);
    assertThat(SearchResult.fromJson(r.toJson()).scores()).hasSize(r.trials().size());
    assertThat(r.table())
        .contains("* up       0.7000    0.5000    0.6000       115.000       2  0.600000/0.600000")
        .contains("up ended: 2 trials in a row without a new best of the path")
        .contains("best: ratioWx 0.7000, ratioWh 0.5000, score 115.000; 19 of 40 epochs spent");
    assertThatThrownBy(() -> SearchResult.fromJson("{"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not a search result");
  }

  @Test
  void aShortBudgetIsSpentInBothDirections() {
    SearchResult r = search(net(200, 200), options(0.6, 2, 0, 11), (x, h, from) -> x);
    assertThat(r.trials().stream().map(SearchTrial::path))
        .containsExactly("ramp", "ramp", "ramp", "equal", "up", "down", "down");
    assertThat(r.best().ratioWx()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void noPointIsTriedTwice() {
    // The rows of Wx have 4 columns, so most half steps give the same counts.
    SearchResult r = search(net(4, 100), options(0.5, 9, 3, 999), (x, h, from) -> x);
    assertThat(
            r.trials().stream()
                .filter(t -> !t.path().equals("ramp"))
                .map(t -> Math.round(t.ratioWx() * 4) + "/" + Math.round(t.ratioWh() * 100)))
        .doesNotHaveDuplicates();
    assertThat(r.trials().stream().filter(t -> t.path().equals("refine"))).isEmpty();
  }

  @Test
  void aGainMustReachTheLeastGainAndSizeUpAccuracyUpwards() {
    SearchOptions lower = new SearchOptions(0.6, 0.2, 0.1, 2, 0.5, 0, 1, 1, 9, false);
    assertThat(lower.better(1, 1.6)).isTrue();
    assertThat(lower.better(1, 1.5)).isFalse();
    SearchOptions higher = new SearchOptions(0.6, 0.2, 0.1, 2, 0.5, 0, 1, 1, 9, true);
    assertThat(higher.better(1.6, 1)).isTrue();
    assertThat(higher.better(1.5, 1)).isFalse();
    assertThat(higher.better(1, 1.6)).isFalse();
    assertThat(higher.better(Double.NaN, 1)).isFalse();
    assertThat(higher.better(1, Double.NaN)).isTrue();
  }

  @Test
  void projectionsCountAsRecurrent() {
    NetworkSpec n =
        new NetworkSpec(
            "n",
            InputSpec.features(10),
            List.of(new LayerSpec(CellType.LSTM, 10, 20, 5, false)),
            2);
    RatioBalance b = new RatioBalance(n);
    // Wx 80 x 10; Wh 80 x 5 and projection 5 x 20.
    assertThat(b.achieved(0.5, 0.4)).isCloseTo((400 + 160 + 40) / 1300.0, within(1e-12));
    assertThat(b.partnerWx(600 / 1300.0, 0.4)).isCloseTo(0.5, within(1e-12));
    assertThat(b.partnerWh(600 / 1300.0, 0.5)).isCloseTo(0.4, within(1e-12));
    assertThat(b.sameCounts(0.5, 0.4, 0.5, 0.42)).isTrue();
    assertThat(b.sameCounts(0.5, 0.4, 0.5, 0.45)).isFalse();
    assertThat(b.sameCounts(0.5, 0.4, 0.6, 0.4)).isFalse();
  }

  @Test
  void refusesASparsityThatEqualRatiosCannotHave() {
    assertThatThrownBy(() -> search(net(4, 100), options(0.8, 2, 1, 99), (x, h, from) -> 0))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("0.8")
        .hasMessageContaining("0.75");
  }
}
