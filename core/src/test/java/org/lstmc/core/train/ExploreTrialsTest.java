package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.explore.DesignPoint;
import org.lstmc.core.explore.Trial;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.train.ExploreTrials.Method;

/** Trials of an exploration with real training of a small network. */
class ExploreTrialsTest {
  private static final NetworkSpec NETWORK = Networks.of(InputSpec.oneHot(6), 1, 8, 0, false, 6);
  private static final DesignPoint LSTM4 = DesignPoint.same(CellType.LSTM, 4);
  private static final DesignPoint GRU4 = DesignPoint.same(CellType.GRU_RESET_BEFORE, 4);

  @TempDir Path folder;
  private final List<String> trained = new ArrayList<>();
  private int stepsLeft = Integer.MAX_VALUE;

  private static Dataset data() {
    return Networks.dataset(
        NETWORK,
        TaskKind.LANGUAGE_MODEL,
        Networks.split(NETWORK, TaskKind.LANGUAGE_MODEL, 1, 400, true, 1),
        Networks.split(NETWORK, TaskKind.LANGUAGE_MODEL, 1, 200, true, 2));
  }

  private static TrainOptions options(int epochs) {
    return new TrainOptions(OptimizerKind.ADAM, 0.01, 0.8, 2, epochs, 4, 10, 1, 0.2, 0, 0, 0, 3, 1);
  }

  private ExploreTrials trials(Path where, Method method, Model given, int epochs) {
    TrainOptions o = options(epochs);
    AdmmOptions admm =
        new AdmmOptions(2, 0.5, 0, 0.05, Map.of(), AdmmOptions.Rule.GROWING, 1.5, 10, 0);
    return new ExploreTrials(
        new ExploreTrials.Setup(NETWORK, given, method, o, options(epochs + 1), admm),
        data(),
        where,
        (trainer, label, checkpoint) -> {
          trained.add(label);
          return trainer
              .checkpoint(new CheckpointPolicy(checkpoint, 0, 0))
              .interrupt(() -> --stepsLeft < 0);
        });
  }

  private Trial.Outcome run(Method method, DesignPoint point) {
    return trials(folder, method, null, 3).run(point);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodGivesAModelInTheStructureWithItsOwnScore(Method method) {
    ExploreTrials trials = trials(folder, method, null, 3);
    Trial.Outcome outcome = trials.run(LSTM4);
    Model m = trials.model(LSTM4);
    assertThat(m.compression().scheme()).isEqualTo("block-circulant");
    assertThat(Projector.project(m.weights(), LSTM4.structures(NETWORK))).isEqualTo(m.weights());
    Dataset d = data();
    double scored =
        FloatEvaluator.evaluate(m.network(), m.weights(), d.valid(), d.task(), 1)
            .metric(d.task().kind());
    assertThat(scored).isEqualTo(outcome.score());
    assertThat(outcome.epochs()).isEqualTo(method == Method.DIRECT ? 3 : 4);
  }

  @Test
  void aFinishedTrialIsNotTrainedAgain() {
    Trial.Outcome first = run(Method.ADMM, LSTM4);
    assertThat(trained)
        .containsExactly("LSTM, dense train", "LSTM, k = 4 admm", "LSTM, k = 4 retrain");
    trained.clear();
    assertThat(run(Method.ADMM, LSTM4)).isEqualTo(first);
    assertThat(trained).isEmpty();
  }

  @Test
  void otherSettingsAreAnotherTrial() {
    run(Method.HARD, LSTM4);
    trained.clear();
    trials(folder, Method.HARD, null, 2).run(LSTM4);
    assertThat(trained).containsExactly("LSTM, dense train", "LSTM, k = 4 retrain");
    trained.clear();
    run(Method.DIRECT, LSTM4);
    assertThat(trained).containsExactly("LSTM, k = 4 train");
  }

  @Test
  void aGruStartsFromItsOwnDenseNetworkWhoseEpochsCount() {
    assertThat(run(Method.HARD, GRU4).epochs()).isEqualTo(3 + 4);
    assertThat(trained)
        .containsExactly("GRU (reset before), dense train", "GRU (reset before), k = 4 retrain");
    assertThat(run(Method.DIRECT, GRU4).epochs()).isEqualTo(3);
  }

  @Test
  void aGivenModelIsTheBaselineAndTheStart() {
    Model given =
        new Model(
            NETWORK,
            data().task(),
            Networks.weights(NETWORK, 0.4, 5),
            Map.of(),
            CompressionSpec.DENSE,
            null,
            null,
            List.of());
    ExploreTrials trials = trials(folder, Method.HARD, given, 3);
    assertThat(trials.run(DesignPoint.dense(CellType.LSTM)).epochs()).isZero();
    trials.run(LSTM4);
    assertThat(trained).containsExactly("LSTM, k = 4 retrain");
    assertThat(trials.model(DesignPoint.dense(CellType.LSTM))).isSameAs(given);
    Model other = given.withWeights(Networks.weights(NETWORK, 0.4, 6));
    trained.clear();
    trials(folder, Method.HARD, other, 3).run(LSTM4);
    assertThat(trained).as("other start weights").containsExactly("LSTM, k = 4 retrain");
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aKilledTrialGoesOnAndEndsInTheSameBytes(Method method) throws IOException {
    Path whole = folder.resolve("whole");
    Trial.Outcome expected = trials(whole, method, null, 3).run(GRU4);
    Path part = folder.resolve("part");
    int kills = 0;
    Trial.Outcome outcome = null;
    while (outcome == null) {
      stepsLeft = 13;
      try {
        outcome = trials(part, method, null, 3).run(GRU4);
      } catch (LstmcException e) {
        assertThat(e.kind()).isEqualTo(LstmcException.Kind.INTERRUPTED);
        kills++;
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(outcome).isEqualTo(expected);
    assertThat(contents(part)).isEqualTo(contents(whole));
  }

  private static Map<String, String> contents(Path of) throws IOException {
    Map<String, String> all = new java.util.TreeMap<>();
    try (Stream<Path> files = Files.list(of)) {
      for (Path f : files.toList()) {
        all.put(f.getFileName().toString(), org.lstmc.core.manifest.Sha256.of(f));
      }
    }
    return all;
  }

  @Test
  void weightsThatWereChangedAreRefused() throws IOException {
    run(Method.DIRECT, LSTM4);
    Path weights;
    try (Stream<Path> files = Files.list(folder)) {
      weights = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    assertThatThrownBy(() -> run(Method.DIRECT, LSTM4))
        .hasMessageContaining("not the weights")
        .hasMessageContaining("--restart");
    ExploreTrials.discard(folder);
    assertThat(folder).doesNotExist();
  }

  @Test
  void divergenceIsAFinding() {
    ExploreTrials trials =
        new ExploreTrials(
            new ExploreTrials.Setup(
                NETWORK,
                null,
                Method.DIRECT,
                new TrainOptions(OptimizerKind.SGD, 9e5, 1, 0, 2, 4, 10, 0, 0, 0, 0, 0, 3, 1),
                options(2),
                null),
            data(),
            folder,
            (trainer, label, checkpoint) -> trainer);
    double first = trials.run(LSTM4).score();
    assertThat(Double.isFinite(first)).isFalse();
    assertThat(trials.run(LSTM4).score()).isEqualTo(Double.valueOf(first));
  }
}
