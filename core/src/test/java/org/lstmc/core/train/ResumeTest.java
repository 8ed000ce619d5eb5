package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;

/** A run that was stopped or killed ends with the very bytes of one that was not. */
class ResumeTest {
  @TempDir Path folder;

  /** Steps an epoch: 8 for the stream, 7 for the sequences. */
  @ParameterizedTest
  @CsvSource({
    "true, 1, '1,5,8,9,20'",
    "true, 2, '3,17'",
    "false, 1, '1,6,7,13,20'",
    "false, 2, '4,15'"
  })
  void sameBytes(boolean stream, int threads, String stops) {
    TrainResult whole = run(stream, threads, CheckpointPolicy.NONE, Long.MAX_VALUE, false);
    Path kept = folder.resolve("kept");
    int[] at = Arrays.stream(stops.split(",")).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < at.length; i++) {
      boolean kill = i % 2 == 1;
      int stop = at[i];
      CheckpointPolicy policy = new CheckpointPolicy(kept, 0, 2);
      assertThatThrownBy(() -> run(stream, threads, policy, stop, kill))
          .satisfies(
              e -> {
                if (!kill) {
                  assertThat(((LstmcException) e).kind())
                      .isEqualTo(LstmcException.Kind.INTERRUPTED);
                } else {
                  assertThat(e).isInstanceOf(Killed.class);
                }
              });
    }
    TrainResult resumed = run(stream, threads, CheckpointPolicy.in(kept), Long.MAX_VALUE, false);
    assertSame(resumed, whole);
    // A finished run gives its result again without training.
    assertSame(run(stream, threads, CheckpointPolicy.in(kept), 0, true), whole);
  }

  @Test
  void otherSeedOtherWeights() {
    TrainResult a = run(true, 1, CheckpointPolicy.NONE, Long.MAX_VALUE, false);
    NetworkSpec network = network(true);
    TrainOptions options = options(true, 1);
    TrainOptions other =
        new TrainOptions(
            options.optimizer(),
            options.learningRate(),
            0.5,
            1,
            options.epochs(),
            4,
            5,
            1,
            0.3,
            0,
            1,
            0,
            8,
            1);
    TrainResult b =
        new Trainer(network, data(network, true), other)
            .masks(new Growing())
            .run(Trainer.initialWeights(network, options));
    assertThat(b.weights()).isNotEqualTo(a.weights());
  }

  @Test
  void refusesAnotherRunsState() {
    CheckpointPolicy policy = CheckpointPolicy.in(folder);
    assertThatThrownBy(() -> run(true, 1, policy, 3, false)).isInstanceOf(LstmcException.class);
    NetworkSpec network = network(true);
    TrainOptions options = options(true, 1).withLearningRate(0.3);
    assertThatThrownBy(
            () ->
                new Trainer(network, data(network, true), options)
                    .masks(new Growing())
                    .checkpoint(policy)
                    .run(Trainer.initialWeights(network, options)))
        .hasMessageContaining("another run: its options differ")
        .hasMessageContaining("delete the file");
    assertThatThrownBy(
            () ->
                new Trainer(network, data(network, true), options(true, 1))
                    .checkpoint(policy)
                    .run(Trainer.initialWeights(network, options)))
        .hasMessageContaining("its masks differ");
    assertThatThrownBy(
            () ->
                new Trainer(network, data(network, true), options(true, 1))
                    .masks(new Growing())
                    .checkpoint(policy)
                    .run(Trainer.initialWeights(network, options)))
        .hasMessageContaining("its structures differ");
  }

  @Test
  void findsEveryFlippedBit() throws IOException {
    assertThatThrownBy(() -> run(true, 1, CheckpointPolicy.in(folder), 3, false))
        .isInstanceOf(LstmcException.class);
    Path file = folder.resolve("checkpoint.safetensors");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < 20; i++) {
      byte[] bad = good.clone();
      bad[good.length - 1 - i * (good.length / 25)] ^= 4;
      Files.write(file, bad);
      assertThatThrownBy(() -> run(true, 1, CheckpointPolicy.in(folder), 5, true))
          .isInstanceOf(LstmcException.class);
    }
    Files.write(file, Arrays.copyOf(good, good.length / 2));
    assertThatThrownBy(() -> run(true, 1, CheckpointPolicy.in(folder), 5, true))
        .isInstanceOf(LstmcException.class);
  }

  private static void assertSame(TrainResult found, TrainResult expected) {
    assertThat(found.curve()).isEqualTo(expected.curve());
    assertThat(found.bestEpoch()).isEqualTo(expected.bestEpoch());
    assertThat(found.masks()).isEqualTo(expected.masks());
    assertThat(found.weights()).isEqualTo(expected.weights());
    assertThat(found.shadow()).isEqualTo(expected.shadow());
  }

  /** Stands for a power cut: nothing is written after it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainResult run(
      boolean stream, int threads, CheckpointPolicy policy, long stop, boolean kill) {
    NetworkSpec network = network(stream);
    TrainOptions options = options(stream, threads);
    long[] steps = {0};
    long[] from = {0};
    int perEpoch = stream ? 8 : 7;
    return new Trainer(network, data(network, stream), options)
        .masks(new Growing())
        .forms(forms(network))
        .checkpoint(policy)
        .listener(
            new ProgressListener() {
              @Override
              public void progress(TrainProgress now) {}

              @Override
              public void resumed(int epoch, long step) {
                from[0] = (epoch - 1L) * perEpoch + step;
              }
            })
        .interrupt(
            () -> {
              steps[0]++;
              boolean now = from[0] + steps[0] >= stop;
              if (now && kill) {
                throw new Killed();
              }
              return now;
            })
        .run(Trainer.initialWeights(network, options));
  }

  /** One matrix in blocks beside pruned ones and dense ones. */
  private static TrainedForms forms(NetworkSpec network) {
    return TrainedForms.of(network, Map.of("layers.0.wh", new CirculantStructure(4)));
  }

  private static NetworkSpec network(boolean stream) {
    return stream
        ? Networks.mixed(InputSpec.embedding(9, 6), List.of(CellType.LSTM, CellType.GRU), 8, 9)
        : Networks.of(InputSpec.features(4), 2, 8, 0, false, 9);
  }

  private static Dataset data(NetworkSpec network, boolean stream) {
    TaskKind kind = stream ? TaskKind.LANGUAGE_MODEL : TaskKind.CLASSIFICATION;
    Split train = Networks.split(network, kind, stream ? 1 : 28, stream ? 160 : 12, stream, 1);
    Split valid = Networks.split(network, kind, stream ? 1 : 9, stream ? 90 : 12, stream, 2);
    return Networks.dataset(network, kind, train, valid);
  }

  private static TrainOptions options(boolean stream, int threads) {
    OptimizerKind kind = stream ? OptimizerKind.SGD : OptimizerKind.ADAM;
    return new TrainOptions(kind, stream ? 2 : 0.01, 0.5, 1, 3, 4, 5, 1, 0.3, 0, 1, 0, 7, threads);
  }

  /** Drops the least weights, more and more of them, every three steps. */
  private static final class Growing implements MaskSchedule {
    @Override
    public String id() {
      return "growing";
    }

    @Override
    public int everySteps() {
      return 3;
    }

    @Override
    public Map<String, Mask> masks(
        Moment now, Map<String, Tensor> shadow, Map<String, Mask> inForce) {
      Map<String, Mask> masks = new LinkedHashMap<>();
      for (String name : List.of("layers.0.wx", "layers.1.wh")) {
        Tensor t = shadow.get(name);
        float[] sorted = t.data().clone();
        for (int i = 0; i < sorted.length; i++) {
          sorted[i] = Math.abs(sorted[i]);
        }
        Arrays.sort(sorted);
        float limit = sorted[(int) (0.6 * now.progress() * sorted.length)];
        Mask m = Mask.empty(t.rows(), t.cols());
        for (int i = 0; i < sorted.length; i++) {
          m.kept().set(i, Math.abs(t.data()[i]) >= limit);
        }
        masks.put(name, m);
      }
      return masks;
    }

    @Override
    public boolean settled(Moment now) {
      return now.epochsDone() > 1.5;
    }
  }
}
