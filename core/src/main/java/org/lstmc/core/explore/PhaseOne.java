package org.lstmc.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.explore.ExploreStep.Stage;
import org.lstmc.core.explore.ExploreStep.Verdict;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;

/**
 * Phase I of E-RNN (Li et al., arXiv 1812.07106): sanity training at the lower bound of the block
 * size, the largest block size by powers of two that holds the accuracy, a GRU in place of the LSTM
 * at that size, then larger blocks for input matrices and projections. Half of the trainings that
 * are left after the sanity training are kept for the last two, as far as they can use them.
 */
public final class PhaseOne {
  private final NetworkSpec base;
  private final CellType cell;
  private final BlockBounds bounds;
  private final ExploreOptions options;
  private final boolean denseGiven;
  private final Trial trial;
  private final MachineSurface machine;
  private final Consumer<ExploreStep> progress;
  private final List<ExploreStep> steps = new ArrayList<>();
  private double dense;
  private double maxLoss;
  private DesignPoint best;
  private double score = Double.NaN;
  private int spent;

  /**
   * A phase to run.
   *
   * @param base the dense network
   * @param bounds of the block size
   * @param options what to keep to
   * @param denseGiven whether the dense network is trained already, so that it costs no trial
   * @param trial trains
   * @param machine answers
   * @param progress hears of every decision
   */
  public PhaseOne(
      NetworkSpec base,
      BlockBounds bounds,
      ExploreOptions options,
      boolean denseGiven,
      Trial trial,
      MachineSurface machine,
      Consumer<ExploreStep> progress) {
    this.base = base;
    this.cell = base.layers().get(0).cell();
    this.bounds = bounds;
    this.options = options;
    this.denseGiven = denseGiven;
    this.trial = trial;
    this.machine = machine;
    this.progress = progress;
  }

  /** Runs it. */
  public PhaseOneResult run() {
    baseline();
    if (!Double.isFinite(dense)) {
      return result("the dense network does not learn; lower the learning rate (--learning-rate)");
    }
    if (!holds(Stage.SANITY, DesignPoint.same(cell, bounds.lower()))) {
      return result(
          text(
              "at the smallest block size that fits, k = %d, %s is %.6g where the dense network has"
                  + " %.6g: a loss of %.4g, allowed is %.4g. Larger blocks lose more. Allow more"
                  + " (--max-loss), train longer (--epochs) or take a larger device (--device)",
              bounds.lower(),
              options.task().metric(),
              steps.get(1).outcome().score(),
              dense,
              steps.get(1).loss(),
              maxLoss));
    }
    grow((options.trials() - spent) / 2);
    changeCell();
    growInput();
    return result(null);
  }

  private void baseline() {
    DesignPoint point = DesignPoint.dense(cell);
    Trial.Outcome outcome = trial.run(point);
    spent += denseGiven ? 0 : 1;
    dense = outcome.score();
    maxLoss = options.maxLoss(dense);
    add(
        Stage.BASELINE,
        point,
        Verdict.REFERENCE,
        outcome,
        null,
        denseGiven ? "the model that was given; it costs no trial" : "trained as asked");
  }

  private void grow(int half) {
    int reserve =
        Math.min(half, (cellRefusal() == null ? 1 : 0) + (inputRefusal() == null ? 1 : 0));
    for (int k = 2 * bounds.lower(); ; k *= 2) {
      DesignPoint point = DesignPoint.same(cell, k);
      if (k > bounds.upper()) {
        if (k <= bounds.compute().largest()) {
          skip(Stage.GROW, point, "above the upper bound, k = " + bounds.upper());
        }
        return;
      }
      if (spent + 1 + reserve > options.trials()) {
        skip(
            Stage.GROW,
            point,
            text(
                "budget: %d of %d trials are left%s",
                options.trials() - spent,
                options.trials(),
                reserve == 0 ? "" : " and kept for the next steps"));
        return;
      }
      if (!holds(Stage.GROW, point)) {
        return;
      }
    }
  }

  private void changeCell() {
    String refusal = cellRefusal();
    if (refusal == null && spent >= options.trials()) {
      refusal = "budget: all " + options.trials() + " trials are spent";
    }
    if (refusal != null) {
      skip(Stage.CELL, best.withCell(options.gru()), refusal);
    } else {
      holds(Stage.CELL, best.withCell(options.gru()));
    }
  }

  private void growInput() {
    while (true) {
      int block = Math.min(BlockCirculant.MOST, 2 * best.blockInput());
      DesignPoint next = best.withInput(block);
      String refusal = inputRefusal();
      if (refusal == null && spent >= options.trials()) {
        refusal = "budget: all " + options.trials() + " trials are spent";
      }
      if (refusal != null) {
        skip(Stage.INPUT, next, refusal);
        return;
      }
      if (!holds(Stage.INPUT, next)) {
        return;
      }
    }
  }

  /** Why a GRU need not be trained; null where it is worth a trial. */
  private String cellRefusal() {
    if (cell.isGru()) {
      return "the network is a GRU already";
    }
    return refusal(best.withCell(options.gru()));
  }

  /** Why a larger input block need not be trained; null where it is worth a trial. */
  private String inputRefusal() {
    int block = 2 * best.blockInput();
    return block > bounds.upper()
        ? "a larger one is above the upper bound, k = " + bounds.upper()
        : slowerOr(best.withInput(block));
  }

  /** A machine may run blocks of two sizes slower than of one; then fewer words are no gain. */
  private String slowerOr(DesignPoint next) {
    String refusal = refusal(next);
    if (refusal != null) {
      return refusal;
    }
    double now = machine.at(base, best, bounds.bits()).cyclesPerStep();
    double then = machine.at(base, next, bounds.bits()).cyclesPerStep();
    return then > now ? text("the machine would be slower; %s", comparison(best, next)) : null;
  }

  private String refusal(DesignPoint next) {
    long now = best.storedWords(base);
    long then = next.storedWords(base);
    if (then >= now) {
      return text("it would store %,d words, no fewer than the %,d now", then, now);
    }
    MachineAnswer answer = machine.at(base, next, bounds.bits());
    return answer.fits() ? null : "the machine does not run it: " + answer.refusal();
  }

  private boolean holds(Stage stage, DesignPoint point) {
    Trial.Outcome outcome = trial.run(point);
    spent++;
    double loss = options.loss(outcome.score(), dense);
    boolean ok = ExploreOptions.holds(loss, maxLoss);
    String gain = best == null ? "" : "; " + comparison(best, point);
    if (ok) {
      best = point;
      score = outcome.score();
    }
    add(
        stage,
        point,
        ok ? Verdict.TAKEN : Verdict.REFUSED,
        outcome,
        machine.at(base, point, bounds.bits()),
        !Double.isFinite(loss)
            ? "its training diverged"
            : text("loss %.4g, allowed %.4g%s", loss, maxLoss, gain));
    return ok;
  }

  /** What a point gains on the machine over another. */
  private String comparison(DesignPoint before, DesignPoint after) {
    MachineAnswer a = machine.at(base, before, bounds.bits());
    MachineAnswer b = machine.at(base, after, bounds.bits());
    String words = text("words %,d -> %,d", before.storedWords(base), after.storedWords(base));
    return a.fits() && b.fits()
        ? text(
            "%s, cycles %.0f -> %.0f, latency %.2f -> %.2f us, energy %.4g -> %.4g uJ",
            words,
            a.cyclesPerStep(),
            b.cyclesPerStep(),
            a.latencyUs(),
            b.latencyUs(),
            a.energyUj(),
            b.energyUj())
        : words;
  }

  private void skip(Stage stage, DesignPoint point, String why) {
    MachineAnswer answer = why.startsWith("budget") ? machine.at(base, point, bounds.bits()) : null;
    add(stage, point, Verdict.NOT_TRIED, null, answer, why);
  }

  private void add(
      Stage stage,
      DesignPoint point,
      Verdict verdict,
      Trial.Outcome outcome,
      MachineAnswer answer,
      String why) {
    double loss = outcome == null ? Double.NaN : options.loss(outcome.score(), dense);
    ExploreStep step =
        new ExploreStep(stage, point, verdict, outcome, loss, point.storedWords(base), answer, why);
    steps.add(step);
    progress.accept(step);
  }

  private PhaseOneResult result(String stopped) {
    return new PhaseOneResult(
        bounds, maxLoss, List.copyOf(steps), options.trials(), spent, dense, best, score, stopped);
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
