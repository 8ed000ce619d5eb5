package org.lstmc.core.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Task;

class SeriesFormatsTest {
  @TempDir Path folder;

  private Dataset vowels(String train, String test) throws IOException {
    String head = "# note\n@problemName x\n@classLabel true a b\n@data\n";
    Files.writeString(folder.resolve("J_TRAIN.ts"), head + train);
    Files.writeString(folder.resolve("J_TEST.ts"), head + test);
    return Datasets.open("japanese-vowels:" + folder, Map.of(), 0);
  }

  /** Mean and deviation of one feature over a split. */
  private static double[] moments(List<Sequence> sequences, int size, int feature) {
    double[] values =
        sequences.stream()
            .flatMapToDouble(
                s ->
                    IntStream.range(0, s.length())
                        .mapToDouble(t -> s.features()[t * size + feature]))
            .toArray();
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new double[] {mean, Math.sqrt(variance)};
  }

  @Test
  void seriesBecomeStepsAndAreScaledByTrain() throws IOException {
    Dataset data = vowels("0,2:7,7:a\n".repeat(5) + "9,9:7,7:a\n4:7:b\n", "3,1,1:8,7,7:b\n");
    assertThat(data.train().sequences()).hasSize(6);
    assertThat(data.valid().sequences()).hasSize(1);
    assertThat(data.task().labels()).containsExactly("a", "b");
    float mean = data.task().featureMean()[0];
    float std = data.task().featureStd()[0];
    assertThat(mean).isCloseTo(14f / 11, within(1e-6f));
    assertThat(std).isCloseTo((float) Math.sqrt(36.0 / 11 - 196.0 / 121), within(1e-6f));
    assertThat(data.task().featureStd()[1]).isEqualTo(1f);
    Sequence test = data.test().sequences().get(0);
    assertThat(test.targets()).containsExactly(1);
    assertThat(test.length()).isEqualTo(3);
    float a = (3 - mean) / std;
    float b = (1 - mean) / std;
    assertThat(test.features()).containsExactly(a, 1, b, 0, b, 0);
    Dataset again = Datasets.reopen(data.task(), folder, null);
    assertThat(again.task()).usingRecursiveComparison().isEqualTo(data.task());
    assertThat(again.test().sequences().get(0).features()).isEqualTo(test.features());
  }

  @Test
  void reopeningScalesAsTheTaskSays() throws IOException {
    Task t = vowels("0,2:7,7:a\n".repeat(6) + "4:7:b\n", "3,1:8,7:b\n").task();
    float[] mean = {1, 7};
    float[] std = {4, 0.5f};
    Task other =
        new Task(
            t.kind(),
            t.data(),
            t.path(),
            t.options(),
            t.sha256(),
            t.vocabulary(),
            t.labels(),
            t.scoredAs(),
            mean,
            std);
    Dataset again = Datasets.reopen(other, folder, null);
    assertThat(again.test().sequences().get(0).features()).containsExactly(0.5f, 2, 0, 0);
    assertThat(again.task().featureStd()).isEqualTo(std);
  }

  @Test
  void badCasesAreNamed() {
    assertThatThrownBy(() -> vowels("0:1:a\n0:NaN:a\n", "0:1:a\n"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("J_TRAIN.ts:6: 'NaN' is not a finite number");
    assertThatThrownBy(() -> vowels("0:1:a\n0:1,2:a\n", "0:1:a\n"))
        .hasMessageContaining("J_TRAIN.ts:6: series 2 has 2 values, the first has 1");
    assertThatThrownBy(() -> vowels("0:1:a\n0:1:z\n", "0:1:a\n"))
        .hasMessageContaining("J_TRAIN.ts:6: class 'z' is not in the header (a, b)");
    assertThatThrownBy(() -> vowels("0:1:a\n0:a\n", "0:1:a\n"))
        .hasMessageContaining("J_TRAIN.ts:6: 1 series, expected 2");
    assertThatThrownBy(() -> vowels("0:1:a\n", "0:a\n")).hasMessageContaining("1 series");
  }

  /** Utterances of one frame; the number of the utterance is its first feature. */
  private void digits(String role, int count) throws IOException {
    StringBuilder s = new StringBuilder("            \n");
    for (int k = 0; k < count; k++) {
      s.append(k).append(" 0".repeat(12)).append(k == count - 1 ? "\n" : "\r\n     \r\n");
    }
    Files.writeString(folder.resolve(role + "_Arabic_Digit.txt"), s);
  }

  @Test
  void digitsAreSplitByWholeSpeakers() throws IOException {
    digits("Train", 10 * 22 * 2);
    digits("Test", 10 * 1 * 2);
    String spec = "arabic-digits:" + folder;
    Dataset data = Datasets.open(spec, Map.of("repetitions", "2"), 0);
    assertThat(data.train().sequences()).hasSize(400);
    assertThat(data.valid().sequences()).hasSize(40);
    assertThat(data.test().sequences()).hasSize(20);
    float mean = data.task().featureMean()[0];
    float std = data.task().featureStd()[0];
    for (Sequence s : data.valid().sequences()) {
      long k = Math.round(s.features()[0] * (double) std + mean);
      assertThat(k % 44 / 2).isIn(10L, 21L);
      assertThat(s.targets()[0]).isEqualTo((int) k / 44);
    }
    digits("Test", 19);
    assertThatThrownBy(() -> Datasets.open(spec, Map.of("repetitions", "2"), 0))
        .hasMessageContaining("19 utterances, expected a multiple of 20");
  }

  @Test
  void badFramesAreNamed() throws IOException {
    digits("Train", 100);
    Files.writeString(folder.resolve("Test_Arabic_Digit.txt"), "1 2 3\n");
    assertThatThrownBy(() -> Datasets.open("arabic-digits:" + folder, Map.of(), 0))
        .hasMessageContaining("Test_Arabic_Digit.txt:1: 3 numbers, expected 13");
  }

  @Test
  void realVowelsHaveThePublishedCounts() {
    Dataset data = Datasets.open(RealData.find("japanese_vowels").toString(), Map.of(), 0);
    assertThat(data.task().data()).isEqualTo("japanese-vowels");
    assertThat(data.train().sequences()).hasSize(225);
    assertThat(data.valid().sequences()).hasSize(45);
    assertThat(data.test().sequences()).hasSize(370);
    assertThat(data.inputSize()).isEqualTo(12);
    assertThat(data.classes()).isEqualTo(9);
    assertThat(data.test().sequences()).allMatch(s -> s.length() >= 7 && s.length() <= 29);
    int[] sizes = new int[9];
    data.test().sequences().forEach(s -> sizes[s.targets()[0]]++);
    assertThat(sizes).containsExactly(31, 35, 88, 44, 29, 24, 40, 50, 29);
    double[] moments = moments(data.train().sequences(), 12, 3);
    assertThat(moments[0]).isCloseTo(0, within(1e-5));
    assertThat(moments[1]).isCloseTo(1, within(1e-5));
  }

  @Test
  void realDigitsHaveThePublishedCounts() {
    Dataset data = Datasets.open(RealData.find("spoken_arabic_digits").toString(), Map.of(), 0);
    assertThat(data.task().data()).isEqualTo("arabic-digits");
    assertThat(data.train().sequences()).hasSize(6000);
    assertThat(data.valid().sequences()).hasSize(600);
    assertThat(data.test().sequences()).hasSize(2200);
    assertThat(data.train().steps() + data.valid().steps()).isEqualTo(263_256);
    assertThat(data.test().steps()).isEqualTo(87_063);
    assertThat(data.test().sequences()).allMatch(s -> s.length() >= 7 && s.length() <= 83);
  }
}
