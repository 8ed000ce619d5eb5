package org.lstmc.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;

class PtbFormatTest {
  @TempDir Path folder;

  private void write(String train, String valid, String test) throws IOException {
    Files.writeString(folder.resolve("train.txt"), train);
    Files.writeString(folder.resolve("valid.txt"), valid);
    Files.writeString(folder.resolve("test.txt"), test);
  }

  private Dataset open(String format) {
    return Datasets.open(format + ":" + folder, Map.of(), 0);
  }

  @Test
  void wordsAreOrderedByFrequencyThenAlphabet() throws IOException {
    write(" b a \n a c <unk> \r\n", "c\n", "zebra a");
    Dataset data = open("ptb");
    assertThat(data.task().vocabulary()).containsExactly("<eos>", "a", "<unk>", "b", "c");
    Sequence train = data.train().sequences().get(0);
    assertThat(train.targets()).containsExactly(3, 1, 0, 1, 4, 2, 0);
    assertThat(train.tokens()).containsExactly(0, 3, 1, 0, 1, 4, 2);
    assertThat(data.test().sequences().get(0).targets()).containsExactly(2, 1, 0);
    assertThat(data.train().stream()).isTrue();
    assertThat(data.bestPossible()).isNull();
  }

  @Test
  void charactersHaveBlanksBetweenWords() throws IOException {
    write("ab b\n", "a\n", "b_b\n");
    Dataset data = open("ptb-char");
    assertThat(data.task().vocabulary()).containsExactly("b", "<eos>", "_", "a");
    assertThat(data.train().sequences().get(0).targets()).containsExactly(3, 0, 2, 0, 1);
    Dataset same = Datasets.open("ptb:" + folder, Map.of("level", "char"), 0);
    assertThat(same.task().vocabulary()).isEqualTo(data.task().vocabulary());
  }

  @Test
  void aStrangeWordWithoutUnkIsAnErrorWithItsLine() throws IOException {
    write("a b\n", "a\n", "a\nb\na zebra\n");
    assertThatThrownBy(() -> open("ptb"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("test.txt:3: 'zebra' does not occur")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
  }

  @Test
  void badBytesAreAnErrorWithTheirLine() throws IOException {
    write("a\n", "a\n", "a\n");
    Files.write(folder.resolve("test.txt"), "a\na \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> open("ptb")).hasMessageContaining("test.txt:2: not UTF-8 text");
  }

  @Test
  void packedFilesAreTheSameData() throws IOException {
    write("a b\n", "a\n", "b\n");
    Dataset plain = open("ptb");
    Path test = folder.resolve("test.txt");
    byte[] content = Files.readAllBytes(test);
    Files.delete(test);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("test.txt.gz")))) {
      out.write(content);
    }
    Dataset packed = open("ptb");
    assertThat(packed.task().sha256()).isEqualTo(plain.task().sha256());
    byte[] half = Files.readAllBytes(folder.resolve("test.txt.gz"));
    Files.write(folder.resolve("test.txt.gz"), java.util.Arrays.copyOf(half, half.length - 9));
    assertThatThrownBy(() -> open("ptb")).hasMessageContaining("damaged gzip file");
  }

  @Test
  void realPtbHasThePublishedCounts() {
    Path ptb = RealData.find("ptb");
    long begin = RealData.cpuNanos();
    Dataset data = Datasets.open("ptb:" + ptb, Map.of(), 0);
    double seconds = (RealData.cpuNanos() - begin) * 1e-9;
    assertThat(data.train().steps()).isEqualTo(929_589);
    assertThat(data.valid().steps()).isEqualTo(73_760);
    assertThat(data.test().steps()).isEqualTo(82_430);
    assertThat(data.classes()).isEqualTo(10_000);
    assertThat(data.task().vocabulary()).startsWith("the", "<unk>", "<eos>", "N", "of");
    System.out.printf(java.util.Locale.ROOT, "PTB loaded in %.2f s of CPU%n", seconds);
    assertThat(seconds).isLessThan(1.5);
  }

  @Test
  void realPtbHasThePublishedCountsOfCharacters() {
    Dataset data = Datasets.open("ptb-char:" + RealData.find("ptb"), Map.of(), 0);
    assertThat(data.train().steps()).isEqualTo(5_017_482);
    assertThat(data.valid().steps()).isEqualTo(393_042);
    assertThat(data.test().steps()).isEqualTo(442_423);
    assertThat(data.classes()).isEqualTo(50);
  }
}
