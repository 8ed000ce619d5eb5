package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.PruningPatterns;
import org.lstmc.core.compress.SparseStructure;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;

/** ADMM and hard projection on a small network. */
class AdmmRunTest {
  private static final NetworkSpec NETWORK = Networks.of(InputSpec.oneHot(6), 2, 8, 0, false, 6);
  private static final int STEPS = 10;

  @TempDir Path folder;

  private static Dataset data() {
    Split train = Networks.split(NETWORK, TaskKind.LANGUAGE_MODEL, 1, 4 * 10 * STEPS, true, 1);
    Split valid = Networks.split(NETWORK, TaskKind.LANGUAGE_MODEL, 1, 200, true, 2);
    return Networks.dataset(NETWORK, TaskKind.LANGUAGE_MODEL, train, valid);
  }

  private static TrainOptions options(int epochs) {
    return new TrainOptions(OptimizerKind.ADAM, 0.01, 0.8, 2, epochs, 4, 10, 1, 0.2, 0, 0, 0, 3, 1);
  }

  private static AdmmOptions admm(int epochs, double tolerance) {
    return new AdmmOptions(
        epochs, 0.5, 0, 0.05, Map.of(), AdmmOptions.Rule.GROWING, 1.5, 10, tolerance);
  }

  private static Model model() {
    return new Model(
        NETWORK,
        data().task(),
        Networks.weights(NETWORK, 0.4, 5),
        Map.of(),
        CompressionSpec.DENSE,
        null,
        null,
        List.of());
  }

  /** One matrix of each kind beside a dense one. */
  private static Map<String, Structure> structures() {
    return new TreeMap<>(
        Map.of(
            "layers.0.wh", new CirculantStructure(4),
            "layers.1.wx",
                new SparseStructure(PruningPatterns.byName("row-balanced"), 0.5, Map.of()),
            "layers.1.wh",
                new SparseStructure(
                    PruningPatterns.byName("bank-balanced"), 0.5, Map.of("banks", 2))));
  }

  @Test
  void residualsFallAndTheResultIsInTheStructures() {
    List<AdmmIteration> heard = new ArrayList<>();
    AdmmOptions slow =
        new AdmmOptions(45, 3, 0, 0.05, Map.of(), AdmmOptions.Rule.GROWING, 1.3, 100, 0);
    Model in = model();
    StructuredOutcome out =
        new AdmmRun(structures(), slow, options(47).withLearningRate(0.003))
            .run(
                in,
                in.weights(),
                data(),
                (t, phase) ->
                    t.listener(
                        new ProgressListener() {
                          @Override
                          public void progress(TrainProgress p) {
                            // Weights that are near no structure yet must not count as best.
                            assertThat(p.best() && phase.equals("admm")).isFalse();
                          }

                          @Override
                          public void iterated(AdmmIteration i) {
                            heard.add(i);
                          }
                        }));
    assertThat(out.iterations()).hasSize(15).isEqualTo(heard);
    assertThat(out.iterations().get(0).primal()).isGreaterThan(0.3);
    assertThat(out.iterations().get(14).primal()).isLessThan(0.01);
    assertThat(out.iterations().get(14).dual()).isLessThan(0.01);
    assertThat(out.iterations().get(14).matrices()).containsOnlyKeys(structures().keySet());
    assertThat(out.converged()).isFalse();
    assertThat(out.admm().curve()).hasSize(45);
    assertThat(out.training().curve()).hasSize(2);
    structures()
        .forEach(
            (name, s) -> {
              Tensor w = out.model().weights().get(name);
              assertThat(s.project(w)).isEqualTo(w);
              assertThat(out.model().compression().matrices().get(name)).isEqualTo(s.describe(w));
            });
    assertThat(out.model().compression().matrices()).hasSize(3);
    assertThat(out.model().masks()).containsOnlyKeys("layers.1.wx", "layers.1.wh");
    // The metric after the projection is that of the projected weights.
    double metric =
        FloatEvaluator.evaluate(
                NETWORK,
                Projector.project(out.admm().weights(), structures()),
                data().valid(),
                data().task(),
                1)
            .metric(TaskKind.LANGUAGE_MODEL);
    assertThat(out.projectedMetric()).isEqualTo(metric);
  }

  @Test
  void epochsThatToleranceSavesGoToRetraining() {
    Model in = model();
    StructuredOutcome out =
        new AdmmRun(structures(), admm(12, 0.15), options(14))
            .run(in, in.weights(), data(), PhaseSetting.NONE);
    assertThat(out.converged()).isTrue();
    int used = out.admm().curve().size();
    assertThat(used).isBetween(2, 11);
    assertThat(out.training().curve()).hasSize(14 - used);
    AdmmIteration last = out.iterations().get(out.iterations().size() - 1);
    assertThat(Math.max(last.primal(), last.dual())).isLessThanOrEqualTo(0.15);
    // ADMM at the full rate; retraining from the full rate on, decaying after a seventh of it.
    assertThat(out.admm().curve()).allMatch(e -> e.learningRate() == 0.01);
    assertThat(out.training().curve().get(0).learningRate()).isEqualTo(0.01);
    int full = 2 * (14 - used) / 14;
    for (EpochResult e : out.training().curve()) {
      assertThat(e.learningRate()).isEqualTo(0.01 * Math.pow(0.8, Math.max(0, e.epoch() - full)));
    }
  }

  /** A penalty below the last bit leaves training as it was, so the loss is reported without it. */
  @Test
  void atTinyRhoItIsPlainTraining() {
    AdmmOptions tiny = new AdmmOptions(3, 1, 0, 1e-30, Map.of(), AdmmOptions.Rule.FIXED, 2, 1, 0);
    TrainResult drawn =
        new Trainer(NETWORK, data(), options(3)).admm(structures(), tiny).run(model().weights());
    List<Map<String, Tensor>> plain = new ArrayList<>();
    TrainOptions one = options(3);
    TrainResult whole = new Trainer(NETWORK, noValid(), one).run(model().weights());
    plain.add(whole.weights());
    assertThat(drawn.weights()).isEqualTo(whole.weights());
    for (int e = 0; e < 3; e++) {
      assertThat(drawn.curve().get(e).trainLoss()).isEqualTo(whole.curve().get(e).trainLoss());
    }
  }

  /** Without a validation split the last epoch is the result, as it is for ADMM. */
  private static Dataset noValid() {
    Dataset d = data();
    return Networks.dataset(NETWORK, TaskKind.LANGUAGE_MODEL, d.train(), null);
  }

  @Test
  void hardProjectionIsExactAndKeepsTheRest() {
    Model in =
        new ProjectionRun(Map.of("layers.0.wx", new CirculantStructure(2)), options(1))
            .run(model(), model().weights(), data(), PhaseSetting.NONE)
            .model();
    StructuredOutcome out =
        new ProjectionRun(structures(), options(3))
            .run(in, in.weights(), data(), PhaseSetting.NONE);
    assertThat(out.iterations()).isEmpty();
    assertThat(out.training().curve()).hasSize(3);
    Map<String, Structure> all = structures();
    all.put("layers.0.wx", new CirculantStructure(2));
    all.forEach(
        (name, s) -> {
          Tensor w = out.model().weights().get(name);
          assertThat(s.project(w)).isEqualTo(w).isNotEqualTo(in.weights().get(name));
        });
    assertThat(out.model().compression().matrices()).hasSize(4);
    // The same in ADMM, where the matrix that is not named stays in its blocks throughout.
    StructuredOutcome drawn =
        new AdmmRun(structures(), admm(2, 0), options(3))
            .run(in, in.weights(), data(), PhaseSetting.NONE);
    Tensor kept = drawn.admm().weights().get("layers.0.wx");
    assertThat(all.get("layers.0.wx").project(kept)).isEqualTo(kept);
  }

  /** Stops in both phases: 6 epochs of ADMM with 10 steps each, then 2 of retraining. */
  @ParameterizedTest
  @CsvSource({"1, '3,5,17,38,60,61,79'", "2, '12,65'"})
  void resumedRunsEndWithTheSameBytes(int threads, String stops) {
    StructuredOutcome whole = run(threads, Path.of("none"), Long.MAX_VALUE, true);
    Path kept = folder.resolve("kept");
    boolean kill = false;
    for (String stop : stops.split(",")) {
      boolean now = kill;
      long at = Long.parseLong(stop);
      assertThatThrownBy(() -> run(threads, kept, at, now))
          .isInstanceOf(now ? IllegalStateException.class : LstmcException.class);
      kill = !kill;
    }
    StructuredOutcome resumed = run(threads, kept, Long.MAX_VALUE, true);
    assertThat(resumed.iterations()).isEqualTo(whole.iterations()).hasSize(12);
    assertThat(resumed.admm()).isEqualTo(whole.admm());
    assertThat(resumed.training()).isEqualTo(whole.training());
    assertThat(resumed.model().weights()).isEqualTo(whole.model().weights());
    assertThat(resumed.model().masks()).isEqualTo(whole.model().masks());
    assertThat(run(threads, kept, 0, true).training()).isEqualTo(whole.training());
  }

  private static StructuredOutcome run(int threads, Path kept, long stop, boolean kill) {
    TrainOptions o = options(8);
    TrainOptions threaded =
        new TrainOptions(o.optimizer(), 0.01, 0.8, 2, 8, 4, 10, 1, 0.2, 0, 0, 0, 3, threads);
    long[] from = {0};
    long[] steps = {0};
    PhaseSetting setting =
        (trainer, phase) -> {
          from[0] = phase.equals("admm") ? 0 : 6 * STEPS;
          steps[0] = 0;
          CheckpointPolicy policy =
              kept.equals(Path.of("none"))
                  ? CheckpointPolicy.NONE
                  : new CheckpointPolicy(kept.resolve(phase), 0, 2);
          return trainer
              .checkpoint(policy)
              .listener(
                  new ProgressListener() {
                    @Override
                    public void progress(TrainProgress p) {}

                    @Override
                    public void resumed(int epoch, long step) {
                      from[0] += (epoch - 1L) * STEPS + step;
                    }
                  })
              .interrupt(
                  () -> {
                    steps[0]++;
                    boolean now = from[0] + steps[0] >= stop;
                    if (now && kill) {
                      throw new IllegalStateException("killed");
                    }
                    return now;
                  });
        };
    Model in = model();
    return new AdmmRun(structures(), admm(6, 0), threaded).run(in, in.weights(), data(), setting);
  }

  @Test
  void defaultsFitTheTraining() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      TrainOptions o = options(9).withOptimizer(kind);
      AdmmOptions d = AdmmOptions.defaults(o);
      assertThat(new AdmmRun(structures(), d, o).admm().epochs()).isEqualTo(4);
      assertThat(d.everyEpochs()).isEqualTo(0.4);
      for (int steps : new int[] {1, 7, 11, 320, 1399}) {
        int updates = 4 * steps / d.steps(steps);
        assertThat(updates).isBetween(Math.min(10, 4 * steps), 14);
      }
    }
  }

  @Test
  void badRunsAreSaid() {
    assertThatThrownBy(() -> new AdmmRun(structures(), admm(8, 0), options(8)))
        .hasMessageContaining("its 8 epochs leave none of the 8 epochs to retraining");
    TrainOptions sgd = options(8).withOptimizer(OptimizerKind.SGD).withLearningRate(0.5);
    assertThatThrownBy(() -> new AdmmRun(structures(), admm(6, 0), sgd))
        .hasMessageContaining("the greatest rho must be below 2/rate = 4.000, found 10.0");
    AdmmOptions other =
        new AdmmOptions(6, 1, 0, 1, Map.of("x", 1.0), AdmmOptions.Rule.FIXED, 2, 1, 0);
    assertThatThrownBy(() -> new AdmmRun(structures(), other, options(8)))
        .hasMessageContaining("rho of 'x', which has no structure");
  }
}
