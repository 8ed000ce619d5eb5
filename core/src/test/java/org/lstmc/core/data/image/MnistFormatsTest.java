package org.lstmc.core.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;

class MnistFormatsTest {
  @TempDir Path folder;

  private Dataset moving(String... options) throws IOException {
    Map<String, String> given = new TreeMap<>();
    given.put("size", "20x12x3");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return Datasets.open("moving-digits:" + TinyMnist.write(folder, 60, 20, 6, 6), given, 7);
  }

  @Test
  void rowsAreThePixelsOfTheFilesInOrder() throws IOException {
    Path files = TinyMnist.write(folder, 60, 20, 6, 5);
    Dataset d = Datasets.open(files.toString(), Map.of("valid", "4"), 1);
    assertThat(d.task().data()).isEqualTo("row-mnist");
    assertThat(d.task().synthetic()).isFalse();
    assertThat(List.of(d.train(), d.valid(), d.test()))
        .extracting(s -> s.sequences().size())
        .containsExactly(50, 4, 20);
    Sequence second = d.valid().sequences().get(1);
    assertThat(second.targets()).containsExactly(51 % 10);
    assertThat(second.length()).isEqualTo(6);
    for (int t = 0; t < 6; t++) {
      for (int c = 0; c < 5; c++) {
        assertThat(second.features()[t * 5 + c]).isEqualTo(TinyMnist.pixel(51, t, c) / 255f);
      }
      assertThat(second.frame(t, 5))
          .isEqualTo(Arrays.copyOfRange(second.features(), t * 5, (t + 1) * 5));
    }
  }

  @Test
  void theSameSeedMakesTheSameVideoAndAnotherSeedAnother() throws IOException {
    Dataset one = moving();
    Dataset again = moving();
    Dataset other = moving("seed", "8");
    for (int i : new int[] {0, 99, 1999}) {
      assertThat(again.train().sequences().get(i).features())
          .isEqualTo(one.train().sequences().get(i).features());
      assertThat(again.train().sequences().get(i).frames().id())
          .isEqualTo(one.train().sequences().get(i).frames().id())
          .isNotEqualTo(other.train().sequences().get(i).frames().id());
      assertThat(other.train().sequences().get(i).features())
          .isNotEqualTo(one.train().sequences().get(i).features());
    }
    assertThat(Datasets.reopen(one.task(), null, null).test().sequences().get(3).features())
        .isEqualTo(one.test().sequences().get(3).features());
    assertThat(one.task().synthetic()).isTrue();
    assertThat(one.inputSize()).isEqualTo(720);
  }

  @Test
  void noImageServesTwoSplits() throws IOException {
    Dataset d = moving();
    Set<Integer> train = images(d.train());
    assertThat(train).allMatch(i -> i < 50).hasSizeGreaterThan(40);
    assertThat(images(d.valid())).allMatch(i -> i >= 50 && i < 60);
    for (Sequence s : d.train().sequences()) {
      assertThat(s.targets()[0]).isEqualTo(((MovingDigit) s.frames()).image() % 10);
    }
  }

  private static Set<Integer> images(Split split) {
    Set<Integer> images = new HashSet<>();
    split.sequences().forEach(s -> images.add(((MovingDigit) s.frames()).image()));
    return images;
  }

  /** The centre of brightness moves at the speed asked for until an edge throws it back. */
  @Test
  void digitsMoveSteadilyAndBounce() throws IOException {
    Dataset d = moving("size", "64x48x1", "frames", "30", "scale", "0.25", "label", "motion");
    assertThat(d.classes()).isEqualTo(4);
    double speed = 48 * 0.1;
    int[] turns = new int[4];
    for (Sequence s : d.train().sequences().subList(0, 40)) {
      boolean across = s.targets()[0] % 2 == 0;
      double sign = s.targets()[0] < 2 ? 1 : -1;
      double before = Double.NaN;
      for (int t = 0; t < 30; t++) {
        double at = centre(s.frame(t, 64 * 48), across);
        double step = at - before;
        if (t > 0 && Math.abs(step * sign - speed) > 1.001) {
          turns[s.targets()[0]]++;
          assertThat(Math.abs(step)).isLessThan(speed + 1.001);
          break;
        }
        before = at;
      }
    }
    assertThat(turns).doesNotContain(0);
  }

  private static double centre(float[] frame, boolean across) {
    double sum = 0;
    double moment = 0;
    for (int i = 0; i < frame.length; i++) {
      sum += frame[i];
      moment += frame[i] * (across ? i % 64 : i / 64);
    }
    return moment / sum;
  }

  @Test
  void aDigitAtItsOwnSizeIsTheImageItself() throws IOException {
    Dataset d = moving("scale", "0.5", "speed", "0");
    Sequence s = d.test().sequences().get(2);
    MovingDigit m = (MovingDigit) s.frames();
    assertThat(m.side()).isEqualTo(6);
    float[] frame = s.frame(4, 720);
    int left = (int) Math.rint(m.startX());
    int top = (int) Math.rint(m.startY());
    double inside = 0;
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        for (int c = 0; c < 3; c++) {
          float v = frame[((top + y) * 20 + left + x) * 3 + c];
          inside += v;
          assertThat(v)
              .isCloseTo(TinyMnist.pixel(m.image(), y, x) / 255f * m.colour()[c], within(1e-6f));
        }
      }
    }
    double all = 0;
    for (float v : frame) {
      all += v;
    }
    assertThat(all).isCloseTo(inside, within(1e-6));
  }

  @Test
  void wrongFilesAreRefusedInOneLine() throws IOException {
    Path files = TinyMnist.write(folder, 12, 4, 6, 6);
    Path images = files.resolve("train-images-idx3-ubyte");
    Path labels = files.resolve("train-labels-idx1-ubyte");
    byte[] good = Files.readAllBytes(images);
    byte[] goodLabels = Files.readAllBytes(labels);
    Files.write(images, goodLabels);
    refused(files, "train-images-idx3-ubyte: not an idx file of images", "0x00000801");
    Files.write(images, Arrays.copyOf(good, good.length - 5));
    refused(files, "427 bytes after the head, which announces 432");
    Files.write(images, new byte[2]);
    refused(files, "not an idx file");
    Files.write(images, good);
    byte[] eleven = goodLabels.clone();
    eleven[8 + 3] = 10;
    Files.write(labels, eleven);
    refused(files, "label 10 of image 3");
    Files.delete(labels);
    refused(files, "looked for train-labels");
    TinyMnist.write(folder, 12, 4, 6, 6);
    Files.copy(
        files.resolve("t10k-labels-idx1-ubyte"),
        labels,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused(files, "has 12 images", "has 4 labels");
  }

  private static void refused(Path files, String... parts) {
    assertThatThrownBy(() -> Datasets.open("row-mnist:" + files, Map.of(), 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
  }

  @Test
  void wrongOptionsAreUsage() {
    for (String[] o :
        new String[][] {
          {"size", "160x120"},
          {"size", "3x9x1"},
          {"size", "20x12x2"},
          {"label", "colour"},
          {"scale", "2"},
          {"frames", "0"},
          {"train", "-1"}
        }) {
      assertThatThrownBy(() -> moving(o))
          .as(o[0] + "=" + o[1])
          .hasMessageContaining(o[0] + "=" + o[1])
          .extracting("kind")
          .isEqualTo(LstmcException.Kind.USAGE);
    }
  }

  @Test
  void theRealFilesAreRead() {
    Path mnist = RealData.find("mnist");
    Dataset d = Datasets.open("moving-digits:" + mnist, Map.of("train", "100000"), 1);
    assertThat(d.inputSize()).isEqualTo(57_600);
    assertThat(d.train().sequences()).hasSize(100_000);
    // README of the data: the first train label is a 5, the first test label a 7.
    Dataset rows = Datasets.open("row-mnist:" + mnist, Map.of(), 1);
    assertThat(rows.train().sequences().get(0).targets()).containsExactly(5);
    assertThat(rows.test().sequences().get(0).targets()).containsExactly(7);
    assertThat(rows.train().steps()).isEqualTo(50_000 * 28);
    double sum = 0;
    for (Sequence s : rows.test().sequences().subList(0, 1000)) {
      for (float v : s.features()) {
        sum += v;
      }
    }
    // Mean brightness of MNIST is 0.131.
    assertThat(sum / 784_000).isCloseTo(0.131, within(0.01));
  }
}
