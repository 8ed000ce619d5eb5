package org.lstmc.core.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Split;
import org.lstmc.core.data.generate.RandomStream;
import org.lstmc.core.data.speech.DigitRecordings.Recording;
import org.lstmc.core.data.speech.DigitStrings.Spoken;
import org.lstmc.core.model.TaskKind;

class FsddFormatTest {
  @TempDir Path folder;

  private void recording(String name, int rate, int samples) throws IOException {
    Path file = folder.resolve("recordings").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, SoundTest.wave(rate, 1, 16, FeaturesTest.signal(samples)));
  }

  /** Three recordings of each digit and speaker, each of its own length. */
  private void speakers(String... names) throws IOException {
    for (String name : names) {
      for (int digit = 0; digit < 10; digit++) {
        for (int i = 0; i < 3; i++) {
          recording(digit + "_" + name + "_" + i + ".wav", 8000, 800 + 80 * digit + 10 * i);
        }
      }
    }
  }

  private Dataset open(String... options) {
    Map<String, String> map =
        IntStream.range(0, options.length / 2)
            .boxed()
            .collect(Collectors.toMap(i -> options[2 * i], i -> options[2 * i + 1]));
    return Datasets.open("fsdd:" + folder, map, 7);
  }

  private static int[] counts(Split split) {
    int[] counts = new int[10];
    split.sequences().forEach(s -> Arrays.stream(s.targets()).forEach(k -> counts[k]++));
    return counts;
  }

  @Test
  void everyRecordingIsSaidOnceARound() throws IOException {
    speakers("ann", "bob", "cid", "dan");
    Dataset data = open("longest", "4", "rounds", "5");
    assertThat(data.task().kind()).isEqualTo(TaskKind.TRANSCRIPTION);
    assertThat(data.classes()).isEqualTo(11);
    assertThat(data.task().labels()).hasSize(10);
    assertThat(data.task().options()).containsEntry("test", "dan").containsEntry("valid", "cid");
    assertThat(counts(data.train())).containsOnly(2 * 5 * 3);
    assertThat(counts(data.valid())).containsOnly(3);
    assertThat(counts(data.test())).containsOnly(3);
    assertThat(data.train().sequences())
        .allSatisfy(s -> assertThat(s.targets().length).isBetween(1, 4))
        .extracting(s -> s.targets().length)
        .contains(1, 2, 3, 4);
    List<List<Integer>> strings =
        data.train().sequences().stream()
            .map(s -> Arrays.stream(s.targets()).boxed().toList())
            .toList();
    assertThat(strings.stream().distinct().count()).isGreaterThan(strings.size() / 2);
  }

  @Test
  void validMayBeTheFirstRecordingsOfTheTrainSpeakers() throws IOException {
    speakers("ann", "bob", "cid");
    recording("4_ann_5.wav", 8000, 1234);
    recording("6_bob_12.wav", 8000, 1234);
    Dataset data = open("valid", "index", "rounds", "2");
    assertThat(data.task().options()).containsEntry("test", "cid").containsEntry("valid", "index");
    assertThat(counts(data.train())).containsExactly(0, 0, 0, 0, 2, 0, 2, 0, 0, 0);
    assertThat(counts(data.valid())).containsOnly(6);
    assertThat(counts(data.test())).containsOnly(3);
    assertThat(Datasets.reopen(data.task(), null, null).valid().sequences())
        .usingRecursiveComparison()
        .isEqualTo(data.valid().sequences());
  }

  @Test
  void theSeedDecidesTheStrings() throws IOException {
    speakers("ann", "bob", "cid");
    Dataset a = open();
    Dataset b = open("seed", "7");
    Dataset c = open("seed", "8");
    assertThat(b.train().sequences()).usingRecursiveComparison().isEqualTo(a.train().sequences());
    assertThat(c.train().sequences().get(0).features())
        .isNotEqualTo(a.train().sequences().get(0).features());
    Dataset again = Datasets.reopen(a.task(), null, null);
    assertThat(again.test().sequences()).usingRecursiveComparison().isEqualTo(a.test().sequences());
    assertThat(again.task()).usingRecursiveComparison().isEqualTo(a.task());
    assertThat(Datasets.open(folder.toString(), Map.of(), 7).task().data()).isEqualTo("fsdd");
  }

  @Test
  void stringsAreTheRecordingsWithPausesBetween() {
    List<Recording> recordings = new ArrayList<>();
    for (int d = 0; d < 6; d++) {
      short[] loud = new short[100 + d];
      Arrays.fill(loud, (short) (1000 + d));
      recordings.add(new Recording(d, 0, new Sound(8000, loud)));
    }
    DigitStrings maker = new DigitStrings(2, 3, 40, 0);
    int said = 0;
    for (Spoken s : maker.round(recordings, 0, new RandomStream(3))) {
      short[] all = s.sound().samples();
      int at = 0;
      for (int digit : s.digits()) {
        int pause = 0;
        while (all[at] == 0) {
          at++;
          pause++;
        }
        assertThat(pause).isLessThanOrEqualTo(40);
        for (int i = 0; i < 100 + digit; i++, at++) {
          assertThat(all[at]).isEqualTo((short) (1000 + digit));
        }
        said++;
      }
      assertThat(all.length - at).isBetween(0, 40);
    }
    assertThat(said).isEqualTo(6);
  }

  @Test
  void noiseAndSpeedAreAsAsked() {
    Recording quiet = new Recording(1, 0, new Sound(8000, new short[20_000]));
    Spoken noisy =
        new DigitStrings(1, 1, 0, 8).round(List.of(quiet), 0, new RandomStream(1)).get(0);
    double squares = 0;
    for (short v : noisy.sound().samples()) {
      squares += v * v;
    }
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(8, within(0.2));
    short[] ramp = {0, 100, 200, 300, 400};
    assertThat(DigitStrings.played(ramp, 2)).containsExactly(0, 200, 400);
    assertThat(DigitStrings.played(ramp, 0.5))
        .containsExactly(0, 50, 100, 150, 200, 250, 300, 350, 400);
    DigitStrings varied = new DigitStrings(1, 1, 0, 0);
    RandomStream random = new RandomStream(2);
    int[] lengths = new int[200];
    Arrays.setAll(
        lengths, i -> varied.round(List.of(quiet), 0.2, random).get(0).sound().samples().length);
    Arrays.sort(lengths);
    assertThat(lengths[0]).isBetween(16_666, 17_200);
    assertThat(lengths[199]).isBetween(24_000, 25_000);
  }

  @Test
  void normalisesEachStringByItself() throws IOException {
    speakers("ann", "bob", "cid");
    for (var s : open("longest", "3").test().sequences()) {
      double sum = 0;
      for (int t = 0; t < s.length(); t++) {
        sum += s.features()[39 * t];
      }
      assertThat(sum / s.length()).isCloseTo(0, within(0.02));
    }
    assertThat(open("normalise", "split").test().sequences().get(0).features())
        .isNotEqualTo(open().test().sequences().get(0).features());
  }

  @Test
  void classifiesSingleDigitsIfAsked() throws IOException {
    speakers("ann", "bob", "cid");
    Dataset data = open("target", "digits", "features", "mfcc13");
    assertThat(data.task().kind()).isEqualTo(TaskKind.CLASSIFICATION);
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.inputSize()).isEqualTo(13);
    assertThat(data.test().sequences()).hasSize(30).allMatch(s -> s.targets().length == 1);
    // 800 samples, windows of 200 every 160: 1 + ceil(600 / 160).
    assertThat(data.test().sequences().get(0).length()).isEqualTo(5);
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    assertThatThrownBy(this::open).hasMessageContaining("looked for DIGIT_SPEAKER_INDEX.wav");
    speakers("ann", "bob");
    assertThatThrownBy(this::open).hasMessageContaining("2 speaker(s) (ann, bob)");
    speakers("cid");
    recording("3_cid_9.wav", 16_000, 4000);
    assertThatThrownBy(this::open)
        .hasMessageContaining("3_cid_9.wav: 16000 Hz, but the files before have 8000 Hz");
    recording("3_cid_9.wav", 8000, 100);
    assertThatThrownBy(this::open)
        .hasMessageContaining("3_cid_9.wav: 100 samples, shorter than one window");
    Files.delete(folder.resolve("recordings/3_cid_9.wav"));
    assertThatThrownBy(() -> open("test", "eve")).hasMessageContaining("data 'fsdd': test=eve");
    assertThatThrownBy(() -> open("beam", "-1")).hasMessageContaining("beam=-1 must be");
    assertThatThrownBy(() -> open("shortest", "5", "longest", "4"))
        .hasMessageContaining("longest=4 must be a whole number from 5");
  }

  @Test
  void stringsThatCannotBeTranscribedAreNamed() throws IOException {
    for (String name : List.of("ann", "bob", "cid")) {
      for (int i = 0; i < 4; i++) {
        recording("5_" + name + "_" + i + ".wav", 8000, 200);
      }
    }
    assertThatThrownBy(
            () -> open("shortest", "4", "longest", "4", "pause", "0", "speed", "0", "hop", "25"))
        .hasMessageContaining("data 'fsdd': sequence 1 of 4 of the train split has 4 steps")
        .hasMessageContaining("its 4 labels need 7 to be transcribed");
  }

  @Test
  void realRecordingsHaveThePublishedCounts() throws Exception {
    Path packed = RealData.find("fsdd/fsdd_shared_5speakers.tar.gz");
    int rc =
        new ProcessBuilder("tar", "xzf", packed.toString(), "-C", folder.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(rc).isZero();
    long begin = RealData.cpuNanos();
    Dataset data = open("rounds", "1");
    System.out.printf(
        java.util.Locale.ROOT,
        "FSDD strings in %.2f s of CPU, frames %d + %d + %d%n",
        (RealData.cpuNanos() - begin) * 1e-9,
        data.train().steps(),
        data.valid().steps(),
        data.test().steps());
    assertThat(data.task().options())
        .containsEntry("test", "yweweler")
        .containsEntry("valid", "nicolas");
    assertThat(counts(data.train())).containsOnly(150);
    assertThat(counts(data.valid())).containsOnly(50);
    assertThat(counts(data.test())).containsOnly(50);
  }
}
