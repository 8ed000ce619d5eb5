package org.lstmc.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Task;

class LabelledTextTest {
  @TempDir Path folder;

  private static String lines(int count, String pattern) {
    StringBuilder s = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      s.append(pattern.replace("#", Integer.toString(i))).append('\n');
    }
    return s.toString();
  }

  private Dataset file(String text, Map<String, String> options) throws IOException {
    Path file = Files.writeString(folder.resolve("t.tsv"), text);
    return Datasets.open("tsv:" + file, options, 0);
  }

  @Test
  void wordsAreCutAsStated() {
    List<String> words = new ArrayList<>();
    Tokens.WORDS.cut(
        "It's GREAT!<br /><br />'Tis 10/10\u00a0na\u00efve--ok",
        (s, from, to) -> words.add(s.substring(from, to)));
    assertThat(words)
        .containsExactly(
            "it's", "great", "!", "'", "tis", "10", "/", "10", "na\u00efve", "-", "-", "ok");
    List<String> parts = new ArrayList<>();
    Tokens.SPACE.cut(" it's  GREAT \u0085 x ", (s, from, to) -> parts.add(s.substring(from, to)));
    assertThat(parts).containsExactly("it's", "GREAT", "\u0085", "x");
  }

  @Test
  void aSingleFileIsCutByLine() throws IOException {
    Dataset data =
        file(
            lines(20, "#\tword")
                .replace("10\t", "1\t")
                .replace("20\t", "2\t")
                .replace("9\t", "1\t")
                .replace("11\t", "1\t")
                .replace("\t", "\tw "),
            Map.of());
    assertThat(data.train().sequences()).hasSize(16);
    assertThat(data.valid().sequences()).hasSize(2);
    assertThat(data.test().sequences()).hasSize(2);
  }

  @Test
  void labelsAndVocabularyComeFromTrain() throws IOException {
    String train = "10\tr\ta b b\n9\tr\tb c c a\n";
    String text = train.repeat(5) + "9\tr\tzebra b\n";
    Files.writeString(folder.resolve("x_train.tsv"), text);
    Files.writeString(folder.resolve("x_test.tsv"), "9\tr\tzebra b a c\n");
    Dataset data = Datasets.open("tsv:" + folder, Map.of("vocabulary", "3", "length", "3"), 0);
    assertThat(data.task().labels()).containsExactly("9", "10");
    assertThat(data.task().vocabulary()).containsExactly("<unk>", "b", "a");
    assertThat(data.valid().sequences()).hasSize(1);
    Sequence test = data.test().sequences().get(0);
    assertThat(test.tokens()).containsExactly(1, 2, 0);
    assertThat(test.targets()).containsExactly(0);
    Dataset first =
        Datasets.open(
            "tsv:" + folder, Map.of("vocabulary", "3", "length", "3", "keep", "first"), 0);
    assertThat(first.test().sequences().get(0).tokens()).containsExactly(0, 1, 2);
    Dataset again = Datasets.reopen(data.task(), folder, null);
    assertThat(again.task()).usingRecursiveComparison().isEqualTo(data.task());
    assertThat(again.test().sequences().get(0).tokens()).containsExactly(1, 2, 0);
  }

  @Test
  void reopeningReadsWithTheVocabularyAndLabelsOfTheTask() throws IOException {
    Files.writeString(folder.resolve("train.tsv"), "1\ta b b\n".repeat(10) + "2\ta\n");
    Files.writeString(folder.resolve("test.tsv"), "2\tb a c\n");
    Task t = Datasets.open("tsv:" + folder, Map.of(), 0).task();
    assertThat(t.vocabulary()).containsExactly("<unk>", "b", "a");
    Task other =
        new Task(
            t.kind(),
            t.data(),
            t.path(),
            t.options(),
            t.sha256(),
            List.of("c", "<unk>", "a"),
            List.of("2", "1"),
            t.scoredAs(),
            t.featureMean(),
            t.featureStd());
    Sequence test = Datasets.reopen(other, folder, null).test().sequences().get(0);
    assertThat(test.tokens()).containsExactly(1, 2, 0);
    assertThat(test.targets()).containsExactly(0);
  }

  @Test
  void badLinesAreNamed() {
    assertThatThrownBy(() -> file("1\ta\nno tab\n", Map.of()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("t.tsv:2: 1 column(s), expected 2");
    assertThatThrownBy(() -> file("1\ta\n1\t \n", Map.of()))
        .hasMessageContaining("t.tsv:2: the text has no tokens");
    assertThatThrownBy(() -> file("1\ta\n \ta\n", Map.of()))
        .hasMessageContaining("t.tsv:2: the label is empty");
    assertThatThrownBy(() -> file(lines(9, "1\ta") + "7\ta\n", Map.of()))
        .hasMessageContaining("t.tsv:10: label '7' does not occur in the train texts");
    assertThatThrownBy(() -> file("1\ta\n", Map.of("keep", "lasst")))
        .hasMessageContaining("keep=lasst must be last or first (did you mean 'last'?)");
  }

  @Test
  void polarityIsCutByLineInEachFile() throws IOException {
    Files.write(
        folder.resolve("rt-polarity.pos"),
        lines(20, "good \u00e9\u0085e #").getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("rt-polarity.neg"), lines(10, "bad #"));
    Dataset data = Datasets.open("polarity:" + folder, Map.of(), 0);
    assertThat(data.task().labels()).containsExactly("neg", "pos");
    assertThat(data.train().sequences()).hasSize(24);
    assertThat(data.test().sequences()).hasSize(3);
    assertThat(data.task().vocabulary()).contains("\u00e9\u0085e", "bad").doesNotContain("10");
    assertThat(data.test().sequences().get(1).targets()).containsExactly(1);
  }

  @Test
  void realPolarityHasThePublishedCounts() {
    Path root = RealData.find("sentence_polarity");
    Dataset data = Datasets.open(root.toString(), Map.of(), 0);
    assertThat(data.task().data()).isEqualTo("polarity");
    assertThat(data.train().sequences()).hasSize(2 * 5331 - 2132);
    assertThat(data.valid().sequences()).hasSize(1066);
    assertThat(data.test().sequences()).hasSize(1066);
    assertThat(data.classes()).isEqualTo(2);
    assertThat(data.inputSize()).isEqualTo(10_000);
  }

  @Test
  void realImdbHasThePublishedCounts() {
    Path root = RealData.find("imdb");
    long begin = RealData.cpuNanos();
    Dataset data = Datasets.open(root.toString(), Map.of(), 0);
    System.out.printf(
        java.util.Locale.ROOT,
        "IMDB loaded in %.2f s of CPU%n",
        (RealData.cpuNanos() - begin) * 1e-9);
    assertThat(data.task().data()).isEqualTo("tsv");
    assertThat(data.train().sequences()).hasSize(22_500);
    assertThat(data.valid().sequences()).hasSize(2_500);
    assertThat(data.test().sequences()).hasSize(25_000);
    assertThat(data.test().sequences().stream().filter(s -> s.targets()[0] == 1)).hasSize(12_500);
    assertThat(data.task().vocabulary()).startsWith("<unk>", "the", ".", ",");
    assertThat(data.test().sequences()).allMatch(s -> s.length() <= 400);
  }
}
