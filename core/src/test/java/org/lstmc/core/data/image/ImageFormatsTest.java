package org.lstmc.core.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.ImageShape;

/** Whole images: mnist and cifar10. */
class ImageFormatsTest {
  private static final int RECORD = 3073;
  @TempDir Path folder;

  /** A record's planes: pixel i of channel c is (image + 3 i + 50 c) mod 256. */
  static byte[] cifar(int count) {
    byte[] file = new byte[count * RECORD];
    for (int i = 0; i < count; i++) {
      file[i * RECORD] = (byte) (i % 10);
      for (int k = 0; k < 3072; k++) {
        file[i * RECORD + 1 + k] = (byte) (i + 3 * (k % 1024) + 50 * (k / 1024));
      }
    }
    return file;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static List<Integer> sizes(Dataset d) {
    return List.of(
        d.train().sequences().size(), d.valid().sequences().size(), d.test().sequences().size());
  }

  @Test
  void anMnistImageIsOneStepScaledByTheTrainImages() throws IOException {
    Path files = TinyMnist.write(folder, 60, 20, 6, 5);
    Dataset d = Datasets.open("mnist:" + files, Map.of("train", "30", "test", "7"), 1);
    assertThat(d.image()).isEqualTo(new ImageShape(6, 5, 1));
    assertThat(d.inputSize()).isEqualTo(30);
    assertThat(sizes(d)).containsExactly(30, 10, 7);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 30 * 30; i++) {
      double v = TinyMnist.pixel(i / 30, i % 30 / 5, i % 5) / 255.0;
      sum += v;
      squares += v * v;
    }
    double mean = sum / 900;
    double std = Math.sqrt(squares / 900 - mean * mean);
    assertThat(d.task().featureMean()).hasSize(30);
    for (int k = 0; k < 30; k++) {
      assertThat(d.task().featureMean()[k]).isCloseTo((float) mean, within(1e-6f));
      assertThat(d.task().featureStd()[k]).isCloseTo((float) std, within(1e-6f));
    }
    Sequence second = d.valid().sequences().get(1);
    assertThat(second.length()).isEqualTo(1);
    assertThat(second.targets()).containsExactly(51 % 10);
    float[] pixels = second.features();
    for (int k = 0; k < 30; k++) {
      double expected = (TinyMnist.pixel(51, k / 5, k % 5) / 255.0 - mean) / std;
      assertThat((double) pixels[k]).isCloseTo(expected, within(2e-6));
    }
    Dataset again = Datasets.reopen(d.task(), null, null);
    assertThat(again.test().sequences().get(3).features())
        .isEqualTo(d.test().sequences().get(3).features());
    assertThat(again.image()).isEqualTo(d.image());
  }

  @Test
  void theModelsScalingIsKept() throws IOException {
    Path files = TinyMnist.write(folder, 12, 4, 6, 6);
    Dataset d = Datasets.open("mnist:" + files, Map.of(), 1);
    float[] mean = new float[36];
    float[] std = new float[36];
    Arrays.fill(mean, 0.25f);
    Arrays.fill(std, 0.5f);
    var t = d.task();
    var other =
        new org.lstmc.core.model.Task(
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
    Dataset again = Datasets.reopen(other, null, null);
    assertThat(again.test().sequences().get(0).features()[0])
        .isEqualTo((TinyMnist.pixel(0, 0, 0) / 255f - 0.25f) / 0.5f);
  }

  @Test
  void cifarPlanesBecomeChannelLast() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), cifar(20));
    Files.write(folder.resolve("data_batch_2.bin.gz"), gzip(cifar(15)));
    Files.write(folder.resolve("test_batch.bin"), cifar(5));
    Dataset d = Datasets.open(folder.toString(), Map.of(), 1);
    assertThat(d.task().data()).isEqualTo("cifar10");
    assertThat(d.task().labels()).startsWith("airplane", "automobile").endsWith("truck");
    assertThat(d.image()).isEqualTo(new ImageShape(32, 32, 3));
    assertThat(sizes(d)).containsExactly(32, 3, 5);
    // Of the second file, which follows the first.
    Sequence s = d.train().sequences().get(23);
    assertThat(s.targets()).containsExactly(3);
    float[] pixels = s.features();
    for (int k = 0; k < 3072; k += 7) {
      int c = k % 3;
      double value = ((3 + 3 * (k / 3) + 50 * c) & 0xff) / 255.0;
      double expected = (value - d.task().featureMean()[k]) / d.task().featureStd()[k];
      assertThat((double) pixels[k]).isCloseTo(expected, within(2e-6));
    }
  }

  @Test
  void scaledTrainImagesHaveMeanZeroAndDeviationOne() throws IOException {
    Files.write(folder.resolve("a_train.bin"), cifar(20));
    Files.write(folder.resolve("a_test.bin"), cifar(3));
    Split train = Datasets.open("cifar10:" + folder, Map.of("size", "11"), 1).train();
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (Sequence s : train.sequences()) {
        float[] f = s.features();
        for (int k = c; k < f.length; k += 3, n++) {
          sum += f[k];
          squares += f[k] * f[k];
        }
      }
      assertThat(n).isEqualTo(18 * 121);
      assertThat(sum / n).isCloseTo(0, within(1e-5));
      assertThat(squares / n).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void wrongFilesAreRefusedInOneLine() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(cifar(3), 3 * RECORD - 1));
    refused("cifar10:" + folder, "looked for test_batch.bin or *test*.bin");
    Files.write(folder.resolve("test_batch.bin"), cifar(2));
    refused("cifar10:" + folder, "9218 bytes are no whole number of records of 3073", "CIFAR-100");
    byte[] labels = cifar(3);
    labels[2 * RECORD] = 10;
    Files.write(folder.resolve("data_batch_1.bin"), labels);
    refused("cifar10:" + folder, "data_batch_1.bin: label 10 of image 2");
    Files.write(folder.resolve("data_batch_1.bin"), new byte[0]);
    refused("cifar10:" + folder, "0 bytes are no whole number");
    Files.write(folder.resolve("data_batch_1.bin"), cifar(3));
    Files.write(folder.resolve("data_batch_3.bin"), cifar(3));
    refused("cifar10:" + folder, "there is data_batch_3.bin but no data_batch_2.bin");
    Files.delete(folder.resolve("data_batch_3.bin"));
    byte[] cut = gzip(cifar(3));
    Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(cut, cut.length / 2));
    refused("cifar10:" + folder, "damaged gzip file");
    Files.write(folder.resolve("data_batch_1.bin"), cifar(1));
    refused("cifar10:" + folder, "one image");
    Files.delete(folder.resolve("data_batch_1.bin"));
    refused("cifar10:" + folder, "looked for data_batch_1.bin or *train*.bin");
    TinyMnist.write(folder, 12, 4, 6, 6);
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] good = Files.readAllBytes(images);
    good[3] = 1;
    Files.write(images, good);
    refused("mnist:" + folder, "train-images-idx3-ubyte: not an idx file of images");
  }

  private static void refused(String spec, String... parts) {
    assertThatThrownBy(() -> Datasets.open(spec, Map.of(), 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
  }

  @Test
  void wrongOptionsAreUsage() throws IOException {
    Path files = TinyMnist.write(folder, 12, 4, 6, 6);
    for (String option : List.of("size=0", "size=2000", "size=16x16", "train=0", "label=x")) {
      Map<String, String> given = new TreeMap<>();
      given.put(option.split("=")[0], option.split("=")[1]);
      assertThatThrownBy(() -> Datasets.open("mnist:" + files, given, 1))
          .as(option)
          .hasMessageContaining(option.split("=")[0])
          .extracting("kind")
          .isEqualTo(LstmcException.Kind.USAGE);
    }
  }

  @Test
  void theRealMnistHasItsKnownMeanAndDeviation() {
    Path mnist = RealData.find("mnist");
    Dataset d = Datasets.open("mnist:" + mnist, Map.of(), 1);
    assertThat(sizes(d)).containsExactly(50_000, 10_000, 10_000);
    // As numpy has them for the first 50,000; all 60,000 have the well-known 0.1307 and 0.3081.
    assertThat(d.task().featureMean()[400]).isCloseTo(0.1309613f, within(1e-6f));
    assertThat(d.task().featureStd()[400]).isCloseTo(0.3084949f, within(1e-6f));
    assertThat(d.train().sequences().get(0).targets()).containsExactly(5);
    assertThat(d.test().sequences().get(0).targets()).containsExactly(7);
    Dataset small = Datasets.open("mnist:" + mnist, Map.of("size", "16", "train", "2000"), 1);
    assertThat(small.inputSize()).isEqualTo(256);
    assertThat(small.task().featureMean()[0]).isCloseTo(0.1307f, within(0.01f));
  }

  @Test
  void theRealSubsetOfCifarIsThatOfItsReadme() {
    Dataset d = Datasets.open("cifar10:" + RealData.find("cifar10_subset"), Map.of(), 1);
    assertThat(sizes(d)).containsExactly(3600, 400, 1000);
    assertThat(d.train().sequences().subList(0, 10))
        .extracting(s -> s.targets()[0])
        .containsExactly(6, 9, 9, 4, 1, 1, 2, 7, 8, 3);
    int[] counts = new int[10];
    d.test().sequences().forEach(s -> counts[s.targets()[0]]++);
    assertThat(counts).containsExactly(103, 89, 100, 103, 90, 86, 112, 102, 106, 109);
    // As numpy has them for these 3,600; the whole set's means are 0.4914, 0.4822, 0.4465.
    assertThat(Arrays.copyOf(d.task().featureMean(), 3))
        .containsExactly(new float[] {0.4915271f, 0.4813660f, 0.4443266f}, within(1e-6f));
    assertThat(Arrays.copyOf(d.task().featureStd(), 3))
        .containsExactly(new float[] {0.2465541f, 0.2434137f, 0.2617696f}, within(1e-6f));
  }
}
