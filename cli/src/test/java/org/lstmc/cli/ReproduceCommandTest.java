package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.hwsim.published.PublishedSystems;

class ReproduceCommandTest {
  @TempDir private Path folder;

  @Test
  void everyFormHoldsEveryRow() throws IOException {
    Path html = folder.resolve("page.html");
    Run json = Run.of("reproduce", "hcgs", "--format", "json", "--html", html + "");
    assertThat(json.code()).isZero();
    JsonNode system = new ObjectMapper().readTree(json.out()).at("/systems/0");
    int rows = PublishedSystems.load("hcgs").rows().size();
    assertThat(system.path("rows")).hasSize(rows);
    long inBands = 0;
    for (JsonNode n : system.path("summary")) {
      inBands += n.asLong();
    }
    assertThat(inBands).isEqualTo(rows);
    String csv = Run.of("reproduce", "hcgs", "--format", "csv").out();
    assertThat(csv.lines()).hasSize(rows + 1);
    String text = Run.of("reproduce", "hcgs").out();
    String page = Files.readString(html);
    for (JsonNode row : system.path("rows")) {
      String name = row.path("figure").asText();
      assertThat(text).contains(name);
      assertThat(csv).contains(name);
      assertThat(page).contains(name);
      double ours = row.path("ours").asDouble();
      double published = row.path("published").asDouble();
      assertThat(row.path("differencePercent").asDouble()).isEqualTo(100 * (ours / published - 1));
    }
    assertThat(page).doesNotContain("http://").doesNotContain("https://");
    assertThat(ReportPageTest.downloads(page))
        .containsEntry("reproduction.json", json.out())
        .containsEntry("reproduction.csv", csv);
  }

  /** What the page says is what reports say, and no row of the calibration is hidden. */
  @Test
  void powerModels() throws IOException {
    Path html = folder.resolve("power.html");
    Run run = Run.of("reproduce", "--power", "--format", "json", "--html", html + "");
    assertThat(run.code()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    String page = Files.readString(html);
    String text = Run.of("reproduce", "--power").out();
    String md = Run.of("reproduce", "--power", "--format", "md").out();
    String csv = Run.of("reproduce", "--power", "--format", "csv").out();
    int rows = 0;
    for (String model : new String[] {"boards", "chips"}) {
      for (JsonNode row : json.path(model).path("rows")) {
        rows++;
        String name = row.path("row").asText();
        assertThat(text).contains(name);
        assertThat(md).contains(name).contains(row.path("source").asText());
        assertThat(csv).contains(name);
        assertThat(page).contains(name);
      }
    }
    assertThat(csv.lines()).hasSize(rows + 1);
    for (JsonNode unused : json.path("unused")) {
      assertThat(md).contains(unused.path("name").asText());
    }
    JsonNode report = simulated("--shape", "lstm:153,1024,p512,peep", "--accelerator", "ese");
    assertThat(report.path("boardPowerPercent")).isEqualTo(json.at("/boards/uncertaintyPercent"));
    assertThat(report.path("powerPercent")).isEqualTo(json.at("/fpgaChips/uncertaintyPercent"));
    JsonNode chip = simulated("--shape", "lstm:440,512x3", "--keep", "1/4,1/4", "--block", "128,8");
    assertThat(chip.path("powerPercent")).isEqualTo(json.at("/chips/uncertaintyPercent"));
    assertThat(chip.path("boardPowerPercent").isNull()).isTrue();
    assertThat(Files.readString(Path.of("../docs/results/reproduce.md"))).contains(text);
    assertThat(Run.of("reproduce", "ese", "--power").code()).isEqualTo(2);
  }

  private static JsonNode simulated(String... options) throws IOException {
    String[] all = new String[options.length + 3];
    all[0] = "simulate";
    System.arraycopy(options, 0, all, 1, options.length);
    all[options.length + 1] = "--format";
    all[options.length + 2] = "json";
    return new ObjectMapper().readTree(Run.of(all).out()).at("/hardware/uncertainty");
  }

  @Test
  void unknownSystem() {
    Run run = Run.of("reproduce", "npu");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("npu").contains("Known: brds");
  }
}
