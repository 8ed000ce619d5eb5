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

  @Test
  void unknownSystem() {
    Run run = Run.of("reproduce", "npu");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("npu").contains("Known: brds");
  }
}
