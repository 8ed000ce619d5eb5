package org.lstmc.core.data.speech;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;

class TimitFormatTest {
  @TempDir Path folder;

  private void utterance(String name, int samples, String phn) throws IOException {
    Path wav = folder.resolve(name + ".wav");
    Files.createDirectories(wav.getParent());
    Files.write(wav, SoundTest.wave(16000, 1, 16, FeaturesTest.signal(samples)));
    Files.writeString(folder.resolve(name + ".phn"), phn);
  }

  private void speakers(int count, String parent) throws IOException {
    for (int i = 1; i <= count; i++) {
      String name = String.format(java.util.Locale.ROOT, "%sspk%02d/si1", parent, i);
      utterance(name, 1600 + 160 * i, "0 800 h#\n800 1600 iy\n");
    }
  }

  private Dataset open(String... options) {
    Map<String, String> map =
        IntStream.range(0, options.length / 2)
            .boxed()
            .collect(Collectors.toMap(i -> options[2 * i], i -> options[2 * i + 1]));
    return Datasets.open("timit:" + folder, map, 0);
  }

  @Test
  void foldingGives39ClassesOutOf61Codes() {
    Phones all = Phones.all();
    Phones folded = Phones.folded();
    assertThat(all.labels()).hasSize(61).doesNotHaveDuplicates();
    assertThat(folded.labels()).hasSize(39).doesNotHaveDuplicates().isSorted();
    assertThat(folded.target("q")).isEqualTo(-1);
    assertThat(folded.target("zz")).isNull();
    assertThat(folded.labels().get(folded.target("zh"))).isEqualTo("sh");
    assertThat(folded.labels().get(folded.target("epi"))).isEqualTo("sil");
    assertThat(all.labels().stream().filter(c -> folded.target(c) >= 0)).hasSize(60);
  }

  @Test
  void stringsOf48CountAs39() {
    Phones models = Phones.models();
    assertThat(models.labels()).hasSize(48).doesNotHaveDuplicates().isSorted();
    assertThat(models.scoredAs()).hasSize(48).doesNotContain("");
    assertThat(models.scoredAs().stream().distinct().sorted().toList())
        .isEqualTo(Phones.folded().labels());
    assertThat(Phones.folded().scoredAs()).isEqualTo(Phones.folded().labels());
    for (String code : Phones.all().labels()) {
      int model = models.target(code);
      int all = Phones.all().target(code);
      int folded = Phones.folded().target(code);
      String expected = folded < 0 ? "" : Phones.folded().labels().get(folded);
      assertThat(Phones.all().scoredAs().get(all)).as(code).isEqualTo(expected);
      assertThat(model < 0 ? "" : models.scoredAs().get(model)).as(code).isEqualTo(expected);
    }
    // Of Lee and Hon's nine that count as another: two closures, epi, el, en, zh, ao, ix, ax.
    for (String own : new String[] {"cl", "vcl", "epi", "el", "en", "zh", "ao", "ix", "ax"}) {
      assertThat(models.scoredAs().get(models.labels().indexOf(own))).isNotEqualTo(own);
    }
  }

  @Test
  void stringsArePhonesInTheirOrder() throws IOException {
    String phn = "0 300 h#\n300 500 kcl\n500 700 k\n700 900 q\n900 1200 ix\n1200 1600 pau\n";
    for (int i = 1; i <= 3; i++) {
      utterance("spk" + i + "/si1", 4000, phn);
    }
    Dataset data = open("target", "phones");
    assertThat(data.task().kind()).isEqualTo(org.lstmc.core.model.TaskKind.TRANSCRIPTION);
    assertThat(data.classes()).isEqualTo(49);
    assertThat(data.task().scoredAs()).hasSize(48);
    assertThat(data.task().options())
        .containsEntry("phones", "48")
        .containsEntry("beam", "0")
        .containsEntry("target", "phones");
    assertThat(names(data)).containsExactly("sil", "cl", "k", "ix", "sil");
    assertThat(names(open("target", "phones", "phones", "39")))
        .containsExactly("sil", "sil", "k", "ih", "sil");
    assertThat(names(open("target", "phones", "phones", "61", "beam", "5")))
        .containsExactly("h#", "kcl", "k", "q", "ix", "pau");
    assertThat(open().task().options()).containsEntry("phones", "39");
    assertThatThrownBy(() -> open("phones", "48")).hasMessageContaining("must be 39 or 61");
    assertThatThrownBy(() -> open("target", "words")).hasMessageContaining("frames or phones");
    assertThatThrownBy(() -> open("beam", "x")).hasMessageContaining("from 0 to 1000");
  }

  private static java.util.List<String> names(Dataset data) {
    return Arrays.stream(data.test().sequences().get(0).targets())
        .mapToObj(data.task().labels()::get)
        .toList();
  }

  @Test
  void targetsAreThoseAtTheMiddleOfTheWindow() {
    // Middles at 200, 360, 520, 680, 840.
    String phn = "100 360 iy\n360 500 q\n600 681 b\n681 9999 d\n";
    Segments segments = Segments.read(phn.getBytes(UTF_8), Phones.folded(), Path.of("x.phn"));
    Phones p = Phones.folded();
    assertThat(segments.targets(5, 160, 400))
        .containsExactly(p.target("iy"), -1, -1, p.target("b"), p.target("d"));
  }

  @Test
  void badSegmentsAreNamed() {
    refused("0 10 h#\n10 10 iy\n", "x.phn:2: segment 10 to 10 after one that ends at 10");
    refused("0 10 h#\n9 12 iy\n", "x.phn:2: segment 9 to 12 after one that ends at 10");
    refused("0 10 h#\n\n10 20 zz\n", "x.phn:3: 'zz' is not one of the 61 TIMIT phone codes");
    refused("0 ten h#\n", "x.phn:1: '0 ten h#', expected 'BEGIN END PHONE'");
    refused("", "x.phn: no phone segments");
  }

  private static void refused(String phn, String message) {
    assertThatThrownBy(() -> Segments.read(phn.getBytes(UTF_8), Phones.folded(), Path.of("x.phn")))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(message);
  }

  @Test
  void splitsBySpeaker() throws IOException {
    speakers(12, "");
    utterance("spk01/sa1", 1600, "not even read");
    Dataset data = open();
    assertThat(data.test().sequences()).hasSize(2);
    assertThat(data.valid().sequences()).hasSize(1);
    assertThat(data.train().sequences()).hasSize(9);
    assertThat(data.task().options())
        .containsEntry("test", "spk06,spk12")
        .containsEntry("valid", "spk11");
    Dataset chosen = open("test", "SPK02,spk01", "valid", "spk03", "phones", "61");
    assertThat(chosen.test().sequences()).extracting(s -> s.length()).containsExactly(10, 11);
    assertThat(chosen.classes()).isEqualTo(61);
    assertThatThrownBy(() -> open("test", "spk01", "valid", "spk01"))
        .hasMessageContaining("speaker 'spk01' is in both test and valid");
    assertThatThrownBy(() -> open("test", "spk77"))
        .hasMessageContaining("no speaker 'spk77'; speakers: spk01, spk02");
    assertThatThrownBy(() -> open("features", "mfcc40"))
        .hasMessageContaining("must be mfcc39 or mfcc13")
        .hasMessageContaining("did you mean");
  }

  @Test
  void trainAndTestFoldersAreFollowed() throws IOException {
    speakers(11, "TRAIN/DR1/");
    utterance("TEST/DR1/ABC0/SX5", 1600, "0 1600 h#\n");
    Dataset data = Datasets.open(folder.toString(), Map.of(), 0);
    assertThat(data.task().data()).isEqualTo("timit");
    assertThat(data.task().options()).containsEntry("test", "abc0").containsEntry("valid", "spk10");
    utterance("TEST/DR1/SPK01/SX6", 1600, "0 1600 h#\n");
    assertThatThrownBy(this::open).hasMessageContaining("'spk01' is below both TRAIN and TEST");
  }

  @Test
  void reopensWithTheSameNormalisation() throws IOException {
    speakers(4, "");
    Dataset data = open("features", "mfcc13");
    Dataset again = Datasets.reopen(data.task(), null, null);
    assertThat(again.task()).usingRecursiveComparison().isEqualTo(data.task());
    assertThat(again.test().sequences().get(0).features())
        .isEqualTo(data.test().sequences().get(0).features());
    assertThat(data.inputSize()).isEqualTo(13);
  }

  @Test
  void missingPartnersAndShortSoundsAreNamed() throws IOException {
    assertThatThrownBy(this::open).hasMessageContaining("looked for SPEAKER/UTTERANCE.phn");
    speakers(3, "");
    utterance("spk01/si2", 100, "0 100 h#\n");
    assertThatThrownBy(this::open)
        .hasMessageContaining("si2.wav: 100 samples, shorter than one window of 25 ms (400)");
    Files.delete(folder.resolve("spk01/si2.wav"));
    assertThatThrownBy(this::open).hasMessageContaining("si2.phn: no .wav file beside it");
  }

  @Test
  void realSampleHasThePublishedCounts() throws Exception {
    Path packed = RealData.find("timit_sample/timit_sample_12speakers.tar.gz");
    int rc =
        new ProcessBuilder("tar", "xzf", packed.toString(), "-C", folder.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(rc).isZero();
    long begin = RealData.cpuNanos();
    Dataset data = open("test", "dr1-fvmh0,dr6-mbma1", "valid", "dr4-maeb0");
    System.out.printf(
        java.util.Locale.ROOT,
        "TIMIT sample in %.2f s of CPU, frames %d + %d + %d%n",
        (RealData.cpuNanos() - begin) * 1e-9,
        data.train().steps(),
        data.valid().steps(),
        data.test().steps());
    assertThat(data.train().steps()).isEqualTo(22_022);
    assertThat(data.valid().steps()).isEqualTo(2_312);
    assertThat(data.test().steps()).isEqualTo(4_849);
    assertThat(data.train().sequences()).hasSize(72);
    assertThat(data.valid().sequences()).hasSize(8);
    assertThat(data.test().sequences()).hasSize(16);
    assertThat(data.inputSize()).isEqualTo(39);
    assertThat(data.classes()).isEqualTo(39);
    Set<Integer> seen =
        data.train().sequences().stream()
            .flatMapToInt(s -> Arrays.stream(s.targets()))
            .boxed()
            .collect(Collectors.toSet());
    assertThat(seen).hasSize(40).contains(-1);
    double sum = 0;
    double squares = 0;
    for (var s : data.train().sequences()) {
      for (int t = 0; t < s.length(); t++) {
        sum += s.features()[39 * t + 5];
        squares += s.features()[39 * t + 5] * s.features()[39 * t + 5];
      }
    }
    assertThat(sum / data.train().steps()).isCloseTo(0, within(1e-4));
    assertThat(squares / data.train().steps()).isCloseTo(1, within(1e-3));
  }
}
