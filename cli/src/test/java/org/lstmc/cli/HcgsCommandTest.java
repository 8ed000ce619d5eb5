package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;

/** Blocks in blocks from the command line: before training, and from a trained model. */
class HcgsCommandTest {
  @TempDir Path folder;

  private Run prune(Path in, Path out, String... more) {
    List<Object> args = new ArrayList<>(List.of("prune", "-m", in, "-o", out, "--no-simulate"));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  @Test
  void theMaskIsInForceFromTheStart() {
    Path out = folder.resolve("m.json");
    Run r =
        Run.train(
            out,
            "--no-simulate",
            "--pattern=hcgs",
            "--levels=4,2",
            "--keep=1/2,1/2",
            "--dense=layers.0.wx");
    assertThat(r.code()).as(r.err()).isZero();
    Model m = ManifestStore.read(out).model();
    assertThat(m.masks().keySet()).containsExactly("layers.0.wh");
    Mask mask = m.masks().get("layers.0.wh");
    assertThat(mask.count()).isEqualTo(32 * 8 / 4);
    assertThat(mask.apply(m.weights().get("layers.0.wh")))
        .isEqualTo(m.weights().get("layers.0.wh"));
    assertThat(m.compression().scheme()).isEqualTo("hcgs");
    assertThat(m.metrics().compressed()).isPositive();
  }

  @Test
  void aTrainedModelIsPrunedByMagnitude() {
    Path dense = folder.resolve("dense.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
    Path out = folder.resolve("pruned.json");
    Run r =
        prune(
            dense,
            out,
            "--pattern=hcgs-guided",
            "--block=4,2",
            "--keep=1/2,1/2",
            "--ratio=wx=0",
            "--epochs=4");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(ManifestStore.read(out).model().masks().get("layers.0.wh").count()).isEqualTo(64);
  }

  @Test
  void whatDoesNotFitIsOneClearLine() {
    Path dense = folder.resolve("dense.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
    Path out = folder.resolve("pruned.json");
    refused(prune(dense, out, "--pattern=hcgs"), "8 rows of a gate", "blocks of 64");
    refused(
        prune(dense, out, "--pattern=hcgs", "--block=4,2", "--keep=1/3,1/2"),
        "layers.0.wx",
        "1/3 of the 2 blocks of 4 that cover 7 columns");
    refused(
        prune(dense, out, "--pattern=hcgs", "--block=4,3", "--keep=1/2,1/2"),
        "do not divide into blocks of 3");
    refused(prune(dense, out, "--pattern=hcgs", "--block=x"), "--block 'x'", "64,8");
    refused(prune(dense, out, "--pattern=hcgs", "--keep=0.25"), "--keep '0.25'", "1/4,1/4");
    refused(prune(dense, out, "--keep=1/4"), "row-balanced has no blocks");
    refused(
        prune(dense, out, "--pattern=hcgs", "--block=4,2", "--keep=1/2,1/2", "--schedule=cubic"),
        "prunes all at once");
    for (String lone :
        List.of("--levels=4,2", "--dense=wx", "--keep=1/2", "--pattern-option=seed=2")) {
      refused(Run.train(folder.resolve("x.json"), lone), "add --pattern hcgs");
    }
    refused(
        Run.train(folder.resolve("x.json"), "--pattern=row-balanced"),
        "chooses among trained weights");
    refused(
        Run.train(folder.resolve("x.json"), "--pattern=hcgs", "--block-wh=4"), "one or the other");
  }

  private static void refused(Run r, String... parts) {
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.err()).contains(parts);
  }
}
