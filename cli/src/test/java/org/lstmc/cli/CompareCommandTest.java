package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.cli.compare.Technique;
import org.lstmc.core.compress.StructureFamily;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.TensorForm;

class CompareCommandTest {
  @TempDir Path folder;

  @Test
  void aModelThroughEveryTechnique() throws IOException {
    Path dense = folder.resolve("m.json");
    assertThat(Run.train(dense, "--no-simulate").code()).isZero();
    Path html = folder.resolve("page.html");
    Object[] line = {
      "compare",
      "-m",
      dense,
      "--fewer",
      "2",
      "--epochs",
      "2",
      "--blocks",
      "4,2",
      "--banks",
      "2",
      "--dense",
      "layers.0.wx",
      "--format",
      "json",
      "--html",
      html
    };
    Run first = Run.of(line);
    assertThat(first.code()).as(first.err()).isZero();
    JsonNode rows = new ObjectMapper().readTree(first.out()).path("rows");
    TreeSet<String> simulated = new TreeSet<>();
    boolean best = false;
    for (JsonNode row : rows) {
      if (!row.path("hardware").isNull()) {
        simulated.add(row.path("technique").asText());
        Path made = folder.resolve("m.compare/" + row.path("technique").asText() + ".json");
        assertThat(row.path("accuracy").asDouble())
            .isEqualTo(ManifestStore.read(made).model().metrics().quantized());
        best |= row.path("pareto").asBoolean();
      } else {
        assertThat(row.path("whyNot").asText()).isNotBlank();
      }
    }
    assertThat(simulated)
        .containsExactlyElementsOf(
            Technique.ALL.stream()
                .map(Technique::name)
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(best).isTrue();
    String page = Files.readString(html);
    assertThat(page).contains("<circle").doesNotContain("https://");
    assertThat(ReportPageTest.downloads(page)).containsEntry("comparison.json", first.out());
    assertThat(ReportPageTest.downloads(page).get("comparison.csv").lines())
        .hasSize(rows.size() + 1);

    Run again = Run.of(line);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).as("nothing is made twice").doesNotContain("compare: ");
    assertThat(first.err()).contains("compare: row-balanced: prune ");
  }

  @Test
  void whatATechniqueCannotDoStandsInTheTable() throws IOException {
    Run r = Run.of("compare", "--shape", "lstm:16,16", "--fewer", "3", "--format", "json");
    assertThat(r.code()).as(r.err()).isZero();
    JsonNode rows = new ObjectMapper().readTree(r.out()).path("rows");
    assertThat(StreamSupport.stream(rows.spliterator(), false))
        .anyMatch(
            row ->
                row.path("technique").asText().equals("block-circulant")
                    && row.path("whyNot").asText().contains("no power of two"));
  }

  /**
   * Tensor networks on their chips; what is compared is machines, since a shape has no accuracy.
   */
  @Test
  void aShapeAsTensorNetworks() throws IOException {
    Run r = Run.of("compare", "--shape", "lstm:48,64", "--fewer", "8", "--format", "json");
    assertThat(r.code()).as(r.err()).isZero();
    TreeSet<String> there = new TreeSet<>();
    TreeSet<String> marked = new TreeSet<>();
    for (JsonNode row : new ObjectMapper().readTree(r.out()).path("rows")) {
      String technique = row.path("technique").asText();
      if (row.path("hardware").isNull()) {
        continue;
      }
      there.add(technique + " on " + row.path("machine").asText());
      if (row.path("pareto").asBoolean()) {
        marked.add(technique);
      }
      if (technique.startsWith("tensor") || technique.startsWith("hier")) {
        assertThat(row.path("smaller").asDouble()).isGreaterThanOrEqualTo(8);
        assertThat(row.at("/hardware/multipliers").asLong()).isEqualTo(256);
      }
    }
    assertThat(there)
        .contains("tensor-train on tie", "tensor-train on fdht")
        .contains("hierarchical-tucker on tie", "hierarchical-tucker on fdht", "hcgs on hcgs");
    assertThat(marked)
        .containsExactly(
            "block-circulant",
            "dense",
            "hcgs",
            "hierarchical-tucker",
            "row-balanced",
            "tensor-train");
    String text = Run.of("compare", "--shape", "lstm:48,64,peep").out();
    assertThat(text).contains("tensor-train: tie runs lstm layers without peepholes");
  }

  /** Blocks that are filled up are stored, here as in simulate's report. */
  @Test
  void aShapeStoresWhatSimulateSays() throws IOException {
    String[] hcgs = {"--shape", "lstm:440,64", "--format", "json"};
    Run compared =
        Run.of(
            "compare",
            hcgs[0],
            hcgs[1],
            "--fewer",
            "4",
            "--blocks",
            "16,4",
            hcgs[2],
            hcgs[3],
            "--width",
            "6");
    Run simulated =
        Run.of(
            "simulate",
            hcgs[0],
            hcgs[1],
            "--keep",
            "1/2,1/2",
            "--block",
            "16,4",
            "--activation-bits",
            "6",
            hcgs[2],
            hcgs[3]);
    long bits =
        new ObjectMapper().readTree(simulated.out()).at("/compression/matrixStoredBits").asLong();
    assertThat(bits).isPositive();
    assertThat(
            StreamSupport.stream(
                new ObjectMapper().readTree(compared.out()).path("rows").spliterator(), false))
        .anyMatch(
            row ->
                row.path("technique").asText().equals("hcgs")
                    && row.path("machine").asText().equals("hcgs")
                    && row.path("storedBits").asLong() == bits);
  }

  @Test
  void whatWouldBeIgnoredIsRefused() {
    Run shape = Run.of("compare", "--shape", "lstm:8,8", "--epochs", "3");
    assertThat(shape.code()).isEqualTo(2);
    assertThat(shape.err()).contains("--epochs does nothing here: a shape has no weights");
    Run own = Run.of("compare", "--shape", "lstm:8,8", "--terms", "own", "--multipliers", "9");
    assertThat(own.code()).isEqualTo(2);
    assertThat(own.err()).contains("--multipliers does nothing here");
  }

  /** A new technique belongs into the comparison. */
  @Test
  void everyStructureIsCompared() {
    assertThat(Technique.ALL.stream().flatMap(t -> t.schemes().stream()))
        .containsAll(
            Stream.of(Structures.ALL)
                .flatMap(java.util.List::stream)
                .map(StructureFamily::name)
                .toList())
        .containsAll(Stream.of(TensorForm.Format.values()).map(TensorForm.Format::label).toList());
  }

  @Test
  void aQuantizedModelIsRefused() {
    Path m = folder.resolve("m.json");
    assertThat(Run.train(m, "--no-simulate").code()).isZero();
    assertThat(Run.of("quantize", "-m", m, "--no-simulate").code()).isZero();
    Run r = Run.of("compare", "-m", m);
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.err()).contains("is quantized");
  }
}
