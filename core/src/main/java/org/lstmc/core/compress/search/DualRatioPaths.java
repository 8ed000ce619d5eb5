package org.lstmc.core.compress.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lstmc.core.LstmcException;

/**
 * The state of one run of {@link DualRatioSearch}. Phase 1 ({@code ramp}) raises both ratios
 * together; phase 2 walks both ways along the constraint, each trial starting from the shadow
 * weights of phase 1's last, so that a lower ratio can revive weights; {@code refine} halves the
 * step around the best.
 */
final class DualRatioPaths {
  private final RatioBalance balance;
  private final SearchOptions o;
  private final Map<String, Double> finished;
  private final Trial trial;
  private final Consumer<SearchTrial> progress;
  private final List<SearchTrial> trials = new ArrayList<>();
  private final Map<String, String> stops = new LinkedHashMap<>();
  private SearchTrial equal;
  private SearchTrial best;
  private int spent;

  DualRatioPaths(
      RatioBalance balance,
      SearchOptions options,
      Map<String, Double> finished,
      Trial trial,
      Consumer<SearchTrial> progress) {
    this.balance = balance;
    this.o = options;
    this.finished = finished;
    this.trial = trial;
    this.progress = progress;
  }

  SearchResult run() {
    ramp();
    // The first direction leaves the second as many trials as that needs to turn.
    walk("up", +1, o.patience());
    walk("down", -1, 0);
    refine();
    return new SearchResult(o, List.copyOf(trials), best, stops, spent);
  }

  private void ramp() {
    double largest = Math.min(balance.largestWx(), balance.largestWh());
    if (o.overall() > largest) {
      throw LstmcException.badInput(
          "search: overall sparsity %s for both matrices would empty a row; at most %.6f here",
          o.overall(), largest);
    }
    int steps = (int) Math.ceil(o.overall() / o.rampStep() - 1e-9);
    if ((long) steps * o.rampEpochs() > o.budgetEpochs()) {
      throw LstmcException.usage(
          "search: a budget of %d epochs does not reach %s in %d ramp steps of %d epochs; give at"
              + " least %d or a longer ramp step",
          o.budgetEpochs(), o.overall(), steps, o.rampEpochs(), (long) steps * o.rampEpochs());
    }
    String from = Trial.DENSE;
    for (int k = 1; k <= steps; k++) {
      double ratio = k == steps ? o.overall() : rounded(k * o.rampStep());
      equal = run("ramp", ratio, ratio, o.rampEpochs(), from);
      from = equal.key();
    }
    stops.put("ramp", "reached the overall sparsity");
    best = equal;
    // Phase 2 trains on from here; equal ratios get the same extra epochs, or they could not win.
    if (o.trialEpochs() > 0 && !outOfBudget("equal", 0)) {
      best = run("equal", equal.ratioWx(), equal.ratioWh(), o.trialEpochs(), equal.key());
      stops.put("equal", "one trial");
    }
  }

  /** Phase 2a (sense +1: Wx sparser) or 2b (sense -1: Wh sparser). */
  private void walk(String path, int sense, int reserve) {
    double pathBest = equalScore();
    int without = 0;
    double[] last = {equal.ratioWx(), equal.ratioWh()};
    for (int k = 1; ; k++) {
      double x = rounded(o.overall() + sense * k * o.step());
      double[] at = {x, rounded(balance.partnerWh(o.overall(), x))};
      String bound = bound(at);
      if (bound != null) {
        at = border(at);
      }
      boolean possible = at != null && sense * (at[0] - last[0]) > 0;
      if (possible && !balance.sameCounts(at[0], at[1], last[0], last[1])) {
        if (outOfBudget(path, reserve)) {
          return;
        }
        SearchTrial t = run(path, at[0], at[1], o.trialEpochs(), equal.key());
        last = at;
        without = o.better(t.score(), pathBest) ? 0 : without + 1;
        pathBest = o.better(t.score(), pathBest) ? t.score() : pathBest;
        keepBest(t);
      }
      if (bound != null) {
        stops.put(path, bound);
        return;
      }
      if (without >= o.patience()) {
        stops.put(path, without + " trials in a row without a new best of the path");
        return;
      }
    }
  }

  private double equalScore() {
    return trials.stream().filter(t -> t.path().equals("equal")).findFirst().orElse(equal).score();
  }

  private void refine() {
    if (o.refinements() == 0) {
      stops.put("refine", "not asked for");
      return;
    }
    for (int level = 1; level <= o.refinements(); level++) {
      SearchTrial centre = best;
      for (int sense = 1; sense >= -1; sense -= 2) {
        double x = rounded(centre.ratioWx() + sense * Math.scalb(o.step(), -level));
        double h = rounded(balance.partnerWh(o.overall(), x));
        if (bound(new double[] {x, h}) != null || tried(x, h)) {
          continue;
        }
        if (outOfBudget("refine", 0)) {
          return;
        }
        keepBest(run("refine", x, h, o.trialEpochs(), equal.key()));
      }
    }
    stops.put("refine", "step halved " + o.refinements() + " times");
  }

  private SearchTrial run(String path, double x, double h, int epochs, String from) {
    Double known = finished.get(SearchTrial.key(x, h, from));
    double score = known != null ? known : trial.score(x, h, from);
    SearchTrial t = new SearchTrial(path, x, h, balance.achieved(x, h), score, epochs, from);
    trials.add(t);
    spent += epochs; // finished trials count too, so that a resumed search takes the same path
    progress.accept(t);
    return t;
  }

  private void keepBest(SearchTrial t) {
    if (o.better(t.score(), best.score())) {
      best = t;
    }
  }

  /** Whether the next trial would leave no room for {@code reserve} more. */
  private boolean outOfBudget(String path, int reserve) {
    if (spent + (1L + reserve) * o.trialEpochs() <= o.budgetEpochs()) {
      return false;
    }
    stops.put(
        path,
        String.format(
            Locale.ROOT,
            "budget: the next trial takes %d epochs, %d of %d are left%s",
            o.trialEpochs(),
            o.budgetEpochs() - spent,
            o.budgetEpochs(),
            reserve == 0
                ? ""
                : ", " + reserve * o.trialEpochs() + " are kept for the other direction"));
    return true;
  }

  private boolean tried(double x, double h) {
    return trials.stream()
        .filter(t -> t == equal || !t.path().equals("ramp"))
        .anyMatch(t -> balance.sameCounts(x, h, t.ratioWx(), t.ratioWh()));
  }

  /** Why a point is out of bounds, or null if it is not. */
  private String bound(double[] at) {
    if (at[0] > balance.largestWx()) {
      return "bound: a sparser Wx would lose whole rows";
    }
    if (at[1] > balance.largestWh()) {
      return "bound: a sparser Wh would lose whole rows";
    }
    return at[0] < 0 ? "bound: Wx is dense" : at[1] < 0 ? "bound: Wh is dense" : null;
  }

  /** The last point of the constraint inside the bounds towards one outside; null if none. */
  private double[] border(double[] outside) {
    double x = Math.max(0, Math.min(floored(balance.largestWx()), outside[0]));
    double h = rounded(balance.partnerWh(o.overall(), x));
    if (h < 0 || h > balance.largestWh()) {
      h = h < 0 ? 0 : floored(balance.largestWh());
      x = rounded(balance.partnerWx(o.overall(), h));
    }
    double[] at = {x, h};
    return bound(at) == null ? at : null;
  }

  private static double rounded(double ratio) {
    return Math.rint(ratio * 1e6) / 1e6;
  }

  private static double floored(double ratio) {
    return Math.floor(ratio * 1e6) / 1e6;
  }
}
