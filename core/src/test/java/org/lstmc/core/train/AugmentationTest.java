package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

class AugmentationTest {
  private static final ImageShape SHAPE = new ImageShape(4, 5, 2);
  private static final float[] BLACK = {-7, -8};

  private static float[] image() {
    float[] v = new float[SHAPE.size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = i + 1;
    }
    return v;
  }

  /** The image as it comes out for a shift (down, right), mirrored before it is shifted. */
  private static float[] expected(int down, int right, boolean mirrored) {
    float[] before = image();
    float[] after = new float[before.length];
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        for (int c = 0; c < 2; c++) {
          int fromX = x - right;
          boolean inside = y - down >= 0 && y - down < 4 && fromX >= 0 && fromX < 5;
          after[SHAPE.index(y, x, c)] =
              inside ? before[SHAPE.index(y - down, mirrored ? 4 - fromX : fromX, c)] : BLACK[c];
        }
      }
    }
    return after;
  }

  @Test
  void everyShiftAndItsMirrorImageComesAboutEquallyOften() {
    Augmentation a = Augmentation.parse("--augment", "shift1,flip");
    int[] counts = new int[18];
    for (int seed = 0; seed < 1800; seed++) {
      float[] values = new float[3 + SHAPE.size()];
      System.arraycopy(image(), 0, values, 3, SHAPE.size());
      a.apply(values, 3, SHAPE, BLACK, Seeds.mix(seed, 1, 2));
      assertThat(values).startsWith(0, 0, 0);
      float[] found = Arrays.copyOfRange(values, 3, values.length);
      int kind = -1;
      for (int k = 0; k < 18; k++) {
        kind = Arrays.equals(found, expected(k / 6 - 1, k / 2 % 3 - 1, k % 2 == 1)) ? k : kind;
      }
      assertThat(kind).as("seed %d", seed).isNotNegative();
      counts[kind]++;
    }
    for (int count : counts) {
      // 100 expected, five deviations of a binomial on either side.
      assertThat(count).isBetween(51, 149);
    }
  }

  @Test
  void isReadAsItIsWritten() {
    for (String text : List.of("none", "flip", "shift3", "shift3,flip")) {
      assertThat(Augmentation.parse("--augment", text)).hasToString(text);
    }
    assertThat(Augmentation.parse("--augment", "flip,shift3")).hasToString("shift3,flip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "shift", "shift-1", "rotate", "flip,none", "flip,flip", "shift1,shift2"})
  void otherTextsAreUsage(String text) {
    assertThatThrownBy(() -> Augmentation.parse("--augment", text))
        .hasMessageContaining("--augment")
        .hasMessageContaining("shiftN")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.USAGE);
  }

  private static RunSetup setup(NetworkSpec network, Dataset data, Augmentation a, long seed) {
    TrainOptions o =
        new TrainOptions(OptimizerKind.ADAM, 0.01, 1, 0, 2, 4, 10, 0, 0, 0, 0, 0, seed, 1)
            .withAugmentation(a);
    return new RunSetup(
        network,
        data,
        o,
        MaskSchedule.DENSE,
        TrainedForms.DENSE,
        Map.of(),
        null,
        Map.of(),
        false,
        CheckpointPolicy.NONE,
        p -> {},
        () -> false);
  }

  private static float[] epoch(TrainBatches batches, int epoch) {
    batches.epoch(epoch);
    float[] all = new float[batches.count() * 4 * SHAPE.size()];
    for (int b = 0; b < batches.count(); b++) {
      float[] part = batches.get(b).features();
      System.arraycopy(part, 0, all, b * 4 * SHAPE.size(), part.length);
    }
    return all;
  }

  /** All images are the same, so that what differs is the change alone. */
  @Test
  void followsFromSeedEpochAndPlaceAlone() {
    NetworkSpec network = new NetworkSpec("test", ForwardText.parse("3-2", SHAPE));
    Sequence one = new Sequence(null, image(), 1, new int[] {1});
    Split split = new Split("train", java.util.Collections.nCopies(10, one), false);
    Dataset data = Networks.dataset(network, TaskKind.CLASSIFICATION, split, split);
    Augmentation a = new Augmentation(2, true);
    TrainBatches batches = TrainBatches.of(setup(network, data, a, 3));
    float[] first = epoch(batches, 0);
    assertThat(epoch(batches, 1)).isNotEqualTo(first);
    assertThat(epoch(batches, 0)).isEqualTo(first);
    assertThat(batches.get(2).features()).isEqualTo(batches.get(2).features());
    assertThat(epoch(TrainBatches.of(setup(network, data, a, 4)), 0)).isNotEqualTo(first);
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < 10; i++) {
      kinds.add(
          Arrays.toString(Arrays.copyOfRange(first, i * SHAPE.size(), (i + 1) * SHAPE.size())));
    }
    assertThat(kinds).hasSizeGreaterThan(7);
    assertThat(split.sequences().get(0).features()).isEqualTo(image());
    assertThat(epoch(TrainBatches.of(setup(network, data, Augmentation.NONE, 3)), 0))
        .startsWith(image());
  }

  @Test
  void blackIsWhatByteZeroIsScaledTo() {
    NetworkSpec network = new NetworkSpec("test", ForwardText.parse("3-2", SHAPE));
    float[] mean = {0.25f, 0.5f};
    float[] std = {0.5f, 0.125f};
    Split split = Networks.split(network, TaskKind.CLASSIFICATION, 40, 1, false, 1);
    Task task =
        new Task(
            TaskKind.CLASSIFICATION,
            "test",
            null,
            Map.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            mean,
            std);
    Dataset data = new Dataset(task, SHAPE.size(), 2, split, split, split, null, SHAPE);
    TrainBatches batches = TrainBatches.of(setup(network, data, new Augmentation(3, false), 3));
    float[] all = epoch(batches, 0);
    int[] black = new int[2];
    for (int k = 0; k < all.length; k++) {
      black[k % 2] += all[k] == (k % 2 == 0 ? -0.5f : -4f) ? 1 : 0;
    }
    assertThat(black[0]).isEqualTo(black[1]).isGreaterThan(200);
  }

  @Test
  void otherNetworksAreRefused() {
    NetworkSpec network = Networks.of(InputSpec.features(3), 1, 4, 0, false, 2);
    Split split = Networks.split(network, TaskKind.CLASSIFICATION, 4, 3, false, 1);
    Dataset data = Networks.dataset(network, TaskKind.CLASSIFICATION, split, split);
    assertThatThrownBy(() -> TrainBatches.of(setup(network, data, new Augmentation(1, false), 3)))
        .hasMessageContaining("shift1")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.USAGE);
  }
}
