package org.lstmc.core.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Score;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;

/** One run of a {@link Trainer}: the loop over epochs and steps. */
final class TrainingRun {
  private final RunSetup setup;
  private final TrainOptions options;
  private final TaskKind task;
  private final TrainBatches batches;
  private final boolean validates;
  private RunState state = new RunState();
  private TrainingSession session;
  private Checkpoint checkpoint;
  private Admm admm;
  private long lastWrite = System.nanoTime();
  private final Pace pace;
  private final LossGuard guard;

  TrainingRun(RunSetup setup) {
    this.setup = setup;
    options = setup.options();
    task = setup.data().task().kind();
    batches = TrainBatches.of(setup);
    validates = setup.validates();
    pace = new Pace(options.epochs(), batches.count());
    guard = new LossGuard(setup, task);
  }

  TrainResult run(Map<String, Tensor> start) {
    TrainingEngine.SessionSpec spec =
        new TrainingEngine.SessionSpec(
            setup.network(),
            task,
            setup.forms().parameters(start),
            setup.transforms(state.masks),
            setup.formats(),
            setup.exactSignals(),
            options.optimizer(),
            false,
            options.threads());
    try (TrainingSession opened = TrainingEngine.load().open(spec)) {
      session = opened;
      resume(start);
      startAdmm(start);
      while (state.epoch < options.epochs() && !state.stoppedEarly) {
        trainEpoch();
      }
      return result();
    }
  }

  /** Begins ADMM, or takes it up where the checkpoint left it. */
  private void startAdmm(Map<String, Tensor> start) {
    if (setup.admm() != null) {
      admm = new Admm(setup.structures(), setup.admm(), start);
      if (state.admm == AdmmState.NONE) {
        state.admm = admm.start(start);
      }
      session.pull(admm.pulls(state.admm));
    }
  }

  /** Updates Z and U when it is time. */
  private void iterate() {
    if (admm != null && state.total % admm.options().steps(batches.count()) == 0) {
      state.admm =
          admm.iterate(state.admm, session.parameters(), (double) state.total / batches.count());
      session.pull(admm.pulls(state.admm));
      List<AdmmIteration> all = state.admm.iterations();
      setup.listener().iterated(all.get(all.size() - 1));
    }
  }

  private void resume(Map<String, Tensor> start) {
    if (!setup.policy().active()) {
      return;
    }
    checkpoint = new Checkpoint(setup.policy().folder(), setup.identity(start));
    Checkpoint.Found found = checkpoint.read();
    if (found != null) {
      state = found.state();
      session.transforms(setup.transforms(state.masks));
      session.restore(found.parameters(), found.session());
      setup.listener().resumed(state.epoch + 1, state.step);
    }
  }

  private void trainEpoch() {
    batches.epoch(state.epoch);
    double rate = options.learningRate(state.epoch);
    pace.start(state.epoch, state.step);
    while (state.step < batches.count()) {
      askSchedule();
      Batch batch = batches.get(state.step);
      long dropoutSeed = Seeds.mix(options.seed() + 2, state.epoch, state.step);
      double loss =
          session.train(
              batch,
              new TrainingSession.Step(
                  state.total, rate, options.clipNorm(), options.dropout(), dropoutSeed));
      guard.step(loss, state.epoch, state.step, batches.count(), rate);
      int scored = batch.scored();
      state.lossSum += loss * scored;
      state.lossCount += scored;
      state.step++;
      state.total++;
      pace.count(scored);
      iterate();
      if (state.step < batches.count()) {
        report(rate);
        stopOrSave();
      }
    }
    endEpoch(rate);
  }

  private void askSchedule() {
    int every = setup.schedule().everySteps();
    boolean due = state.step == 0 || every > 0 && state.total % every == 0;
    if (!due || setup.schedule() == MaskSchedule.DENSE) {
      return;
    }
    Map<String, Mask> next = setup.schedule().masks(now(), session.parameters(), state.masks);
    if (!next.equals(state.masks)) {
      setup.checkFree(next);
      state.masks = new LinkedHashMap<>(next);
      session.transforms(setup.transforms(state.masks));
    }
  }

  private MaskSchedule.Moment now() {
    return new MaskSchedule.Moment(state.epoch, state.total, batches.count(), options.epochs());
  }

  private void endEpoch(double rate) {
    double loss = state.lossSum / Math.max(1, state.lossCount);
    guard.epoch(loss, state.epoch, rate);
    MaskSchedule.Moment end = now();
    Score valid =
        validates
            ? FloatEvaluator.score(
                session, setup.network(), setup.data().valid(), setup.data().task())
            : null;
    Double metric = valid == null ? null : valid.metric(task);
    state.curve.add(
        new EpochResult(
            state.epoch + 1,
            rate,
            loss,
            valid == null ? null : valid.loss(),
            metric,
            Trainer.sparsity(state.masks)));
    boolean settled = admm == null && setup.schedule().settled(end);
    boolean best = settled && (metric == null || better(metric));
    if (best) {
      state.best = session.parameters();
      state.bestMasks = state.masks;
      state.bestMetric = metric == null ? Double.NaN : metric;
      state.bestEpoch = state.epoch + 1;
    }
    state.stoppedEarly =
        settled
            && validates
            && options.patience() > 0
            && state.bestEpoch > 0
            && state.epoch + 1 - state.bestEpoch >= options.patience()
            && state.epoch + 1 < options.epochs();
    state.stoppedEarly |= admm != null && admm.converged(state.admm);
    state.epoch++;
    state.step = 0;
    state.lossSum = 0;
    state.lossCount = 0;
    setup.listener().progress(pace.epochEnd(state.epoch, rate, loss, metric, best));
    save();
    if (state.epoch < options.epochs() && !state.stoppedEarly) {
      stopIfAsked();
    }
  }

  private boolean better(double metric) {
    return Double.isNaN(state.bestMetric)
        || (task.higherIsBetter() ? metric > state.bestMetric : metric < state.bestMetric);
  }

  private void report(double rate) {
    if (pace.due()) {
      setup
          .listener()
          .progress(pace.now(state.epoch, state.step, rate, state.lossSum / state.lossCount));
    }
  }

  private void stopOrSave() {
    CheckpointPolicy policy = setup.policy();
    boolean byTime =
        policy.everySeconds() > 0 && System.nanoTime() - lastWrite >= policy.everySeconds() * 1e9;
    boolean bySteps = policy.everySteps() > 0 && state.total % policy.everySteps() == 0;
    if (byTime || bySteps) {
      save();
    }
    stopIfAsked();
  }

  private void stopIfAsked() {
    if (setup.interrupt().getAsBoolean() || Thread.currentThread().isInterrupted()) {
      save();
      throw LstmcException.of(
          LstmcException.Kind.INTERRUPTED,
          "training stopped in epoch %d of %d after %d of %d steps; %s",
          state.epoch + 1,
          options.epochs(),
          state.step,
          batches.count(),
          checkpoint == null
              ? "no checkpoint was asked for"
              : "its state is in " + setup.policy().folder() + ", the same command goes on");
    }
  }

  private void save() {
    if (checkpoint != null) {
      checkpoint.write(state, session);
      lastWrite = System.nanoTime();
    }
  }

  private TrainResult result() {
    boolean none = state.best.isEmpty();
    Map<String, Tensor> shadow = setup.forms().weights(none ? session.parameters() : state.best);
    Map<String, Mask> masks = none ? state.masks : state.bestMasks;
    Map<String, Tensor> weights = new LinkedHashMap<>(shadow);
    masks.forEach((name, m) -> weights.put(name, m.apply(shadow.get(name))));
    return new TrainResult(
        weights,
        shadow,
        masks,
        none ? state.epoch : state.bestEpoch,
        List.copyOf(state.curve),
        state.stoppedEarly,
        state.admm.iterations());
  }
}
