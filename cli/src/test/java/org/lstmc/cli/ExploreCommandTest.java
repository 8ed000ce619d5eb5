package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.model.Model;

/** An exploration as a user starts it, on little generated data. */
class ExploreCommandTest {
  @TempDir Path folder;

  /** With other values where {@code more} has them. */
  private Run explore(String name, String... more) {
    List<String> usual =
        List.of(
            "--system",
            "e-rnn",
            "--hidden",
            "8",
            "--epochs",
            "2",
            "--method",
            "direct",
            "--max-loss",
            "2",
            "--trials",
            "4");
    List<Object> args = new ArrayList<>(List.of("-q", "explore", "--data", "reber"));
    for (String size : List.of("train=60", "valid=20", "test=30")) {
      args.addAll(List.of("--data-option", size));
    }
    for (int i = 0; i < usual.size(); i += 2) {
      if (!List.of(more).contains(usual.get(i))) {
        args.addAll(usual.subList(i, i + 2));
      }
    }
    args.addAll(List.of("-o", folder.resolve(name + ".json")));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  private String page(String name, String ending) throws IOException {
    return Files.readString(folder.resolve(name + ".explore." + ending));
  }

  /** Every file of a model but its finished trials. */
  private Map<String, String> results(String name) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.filter(Files::isRegularFile).toList()) {
        if (f.getFileName().toString().startsWith(name)) {
          all.put(f.getFileName().toString(), Sha256.of(f));
        }
      }
    }
    return all;
  }

  @Test
  void endsWithAQuantizedModelItsReportAndAPageThatExplainsIt() throws IOException {
    Run run = explore("a");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("block-circulant", "e-rnn on XCKU060", "quantized");
    Model m = ManifestStore.read(folder.resolve("a.json")).model();
    assertThat(m.compression().scheme()).isEqualTo("block-circulant");
    assertThat(m.quantization()).isNotNull();
    assertThat(m.metrics().compressed()).isPositive();
    assertThat(m.metrics().quantized()).isPositive();
    assertThat(m.history()).hasSize(1);
    assertThat(m.history().get(0).command()).isEqualTo("explore");
    assertThat(m.history().get(0).notes()).contains("sanity: LSTM, k = 2", "4 of 4 trials spent");
    assertThat(m.history().get(0).arguments()).contains("--data-option=train=60");
    String md = page("a", "md");
    assertThat(md)
        .contains("# Exploration of reber for e-rnn on XCKU060")
        .contains("| sanity | LSTM, k = 2 | taken |")
        .contains("not tried", "budget: 1 of 4 trials are left and kept for the next steps")
        .contains("## Phase II: width of words", "## Phase II: activations", "Clock: 200 MHz");
    assertThat(folder.resolve("a.explore")).isDirectory();
    assertThat(folder.resolve("a.json.checkpoint")).doesNotExist();
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    assertThat(explore("a").code()).isZero();
    String html = page("a", "html");
    assertThat(html).startsWith("<!DOCTYPE html>").contains("<svg", "@media print");
    assertThat(html).doesNotContain("http:", "https:", "<script", "<link", "<img", "url(");
  }

  @Test
  void aKilledExplorationEndsInTheSameBytes() throws IOException {
    assertThat(explore("a").code()).isZero();
    Map<String, String> whole = results("a");
    // What a kill leaves: some trials finished, the page of nothing, no model.
    try (Stream<Path> files = Files.list(folder.resolve("a.explore"))) {
      for (Path f : files.filter(f -> f.toString().contains("trial-gru")).toList()) {
        Files.delete(f);
      }
    }
    for (String f : whole.keySet()) {
      Files.delete(folder.resolve(f));
    }
    Files.createFile(folder.resolve(".a.explore.md.1.tmp"));
    Run again = explore("a");
    assertThat(again.code()).isZero();
    assertThat(results("a")).isEqualTo(whole);
    assertThat(folder.resolve(".a.explore.md.1.tmp")).doesNotExist();
  }

  @Test
  void finishedTrialsServeOtherBoundsAndRestartDiscardsThem() throws IOException {
    assertThat(explore("a", "--trials", "3").code()).isZero();
    assertThat(trials()).isEqualTo(3);
    // The dense network, k = 2 and k = 4 are there; k = 8 and a GRU are new.
    assertThat(explore("a", "--trials", "5", "--max-loss", "2.5").code()).isZero();
    assertThat(trials()).isEqualTo(5);
    assertThat(explore("a", "--trials", "2", "--restart").code()).isZero();
    assertThat(trials()).isEqualTo(2);
  }

  private long trials() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("a.explore"))) {
      return files.filter(f -> f.toString().endsWith(".json")).count();
    }
  }

  @Test
  void startsFromAModelThatIsThere() throws IOException {
    Path dense = folder.resolve("dense.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
    Run run =
        Run.of(
            "explore",
            "-m",
            dense,
            "-o",
            folder.resolve("b.json"),
            "--trials",
            "2",
            "--epochs",
            "2",
            "--max-loss",
            "9",
            "--method",
            "hard");
    assertThat(run.code()).as(run.err()).isZero();
    Model m = ManifestStore.read(folder.resolve("b.json")).model();
    assertThat(m.history()).extracting(h -> h.command()).containsExactly("train", "explore");
    assertThat(m.metrics().dense()).isEqualTo(ManifestStore.read(dense).model().metrics().dense());
    assertThat(page("b", "md")).contains("the model that was given; it costs no trial");
    Run again = Run.of("explore", "-m", folder.resolve("b.json"), "-o", folder.resolve("c.json"));
    assertThat(again.code()).isEqualTo(5);
    assertThat(again.err()).contains("an exploration starts from a dense one");
  }

  @Test
  void aBoundThatIsNotMetStopsWithAPageAndNoModel() throws IOException {
    // At k = 2 this network is 0.19 worse than dense.
    Run run = explore("a", "--max-loss", "0.01");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("at the smallest block size that fits, k = 2", "--max-loss");
    assertThat(run.err()).contains("a.explore.md has the numbers");
    assertThat(page("a", "md")).contains("Nothing was chosen", "| sanity | LSTM, k = 2 | refused");
    assertThat(page("a", "md")).doesNotContain("Phase II");
    assertThat(folder.resolve("a.json")).doesNotExist();
  }

  @Test
  void refusesWhatDoesNotFitInOneLine() {
    assertRefused(2, "--trials 1: allowed is 2", "--trials", "1");
    assertRefused(2, "--system brds: known is e-rnn", "--system", "brds");
    assertRefused(2, "--bits 13: allowed is one of", "--bits", "13");
    assertRefused(2, "options of ADMM were given with --method direct", "--rho", "1");
    assertRefused(2, "--method direct retrains nothing", "--retrain-epochs", "3");
    assertRefused(2, "--gru lstm: allowed is gru", "--gru", "lstm");
    assertRefused(2, "device 'none' is neither known nor a file", "--device", "none");
    assertRefused(4, "no block size from 2 to 8 fits", "--set", "dsp=1");
    Run missing = Run.of("explore", "--data", "ptb:" + folder.resolve("nowhere"));
    assertThat(missing.code()).isEqualTo(5);
    assertThat(missing.err()).contains("does not exist");
    Run both = Run.of("explore", "-m", folder.resolve("no.json"));
    assertThat(both.code()).isEqualTo(5);
  }

  private void assertRefused(int code, String message, String... more) {
    Run run = explore("r", more);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("r.json")).doesNotExist();
  }
}
