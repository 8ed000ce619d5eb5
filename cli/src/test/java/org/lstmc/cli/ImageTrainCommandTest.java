package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.Model;

/** Feed-forward networks over images from the command line. */
class ImageTrainCommandTest {
  @TempDir Path folder;

  private Run train(Path out, String... more) throws IOException {
    IdxFiles.write(folder, 240, 40);
    List<Object> args =
        new ArrayList<>(
            List.of("-q", "train", "--data", "mnist:" + folder, "-o", out, "--no-simulate"));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  @Test
  void aNetworkIsTrainedOnResampledImages() throws IOException {
    Path out = folder.resolve("m.json");
    Run r =
        train(
            out,
            "--image-size=14",
            "--network=8c3p1-mp2-8C3-AP2-20-10",
            "--epochs=8",
            "--learning-rate=0.01",
            "--augment=shift1");
    assertThat(r.code()).as(r.err()).isZero();
    Model m = ManifestStore.read(out).model();
    assertThat(ForwardText.of(m.network().forward())).isEqualTo("8C3p1-MP2-8C3-AP2-20-10");
    assertThat(m.network().forward().image().size()).isEqualTo(196);
    assertThat(m.task().options()).containsEntry("size", "14");
    assertThat(m.metrics().dense()).isGreaterThan(0.5);
    Map<String, String> record = m.history().get(0).options();
    assertThat(record)
        .containsEntry("augment", "shift1")
        .containsEntry("network", "8C3p1-MP2-8C3-AP2-20-10")
        .containsEntry("batch", "64")
        .doesNotContainKeys("cell", "forgetBias", "bptt");
  }

  @Test
  void imagesAloneTakeTheDefaultNetwork() throws IOException {
    Path out = folder.resolve("m.json");
    assertThat(train(out, "--epochs=1").code()).isZero();
    Model m = ManifestStore.read(out).model();
    assertThat(ForwardText.of(m.network().forward())).isEqualTo("16C5-MP2-32C5-MP2-128-10");
    assertThat(m.history().get(0).options()).doesNotContainKey("augment");
    assertThat(train(out, "--epochs=1", "--image-size=11", "--restart").code()).isZero();
    assertThat(ForwardText.of(ManifestStore.read(out).model().network().forward()))
        .isEqualTo("128-128-10");
  }

  @Test
  void whatDoesNotFitIsOneClearLine() throws IOException {
    Path out = folder.resolve("m.json");
    refused(train(out, "--hidden=8"), "--hidden", "data 'mnist' takes a feed-forward one");
    refused(train(out, "--network=20-10", "--cell=gru"), "--cell", "--network");
    refused(train(out, "--network=20-11"), "11 outputs", "10 classes");
    refused(train(out, "--network=20Q-10"), "'20Q' is no layer", "NCk");
    refused(
        train(out, "--network=8C5-MP2-8C5-MP2-8C5-10"), "filter of 5 x 5 does not fit", "4x4x8");
    refused(train(out, "--forget-bias=1"), "--forget-bias", "no forget gate");
    refused(train(out, "--augment=turn"), "--augment turn", "shiftN");
    refused(
        train(out, "--image-size=9", "--data-option=size=8"),
        "--image-size 9",
        "size=8",
        "give one");
    refused(
        Run.of("train", "--data=reber", "--network=20-7"), "--network 20-7", "'reber'", "mnist");
    refused(Run.of("train", "--data=reber", "--image-size=16"), "no option 'size'");
    refused(
        Run.of("train", "--data=reber", "--augment=flip", "-o", out),
        "augmentation flip",
        "'reber'");
    Run factored = train(out, "--format=ht", "--modes-in=28,28", "--modes-out=4,4");
    assertThat(factored.code()).isEqualTo(4);
    assertThat(factored.err()).contains("tensor networks");
    Run explored =
        Run.of("explore", "--system=e-rnn", "--data=mnist:" + folder, "-o", out, "--seed=1");
    assertThat(explored.code()).as(explored.err()).isEqualTo(4);
    assertThat(explored.err()).contains("explore takes LSTM", "'mnist' is a feed-forward network");
    assertThat(out).doesNotExist();
  }

  private static void refused(Run r, String... parts) {
    assertThat(r.code()).as(r.err()).isEqualTo(2);
    assertThat(r.err()).contains(parts).hasLineCount(1);
  }
}
