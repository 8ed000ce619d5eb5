package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** The page of {@code report --html}: whole, safe, with its data. */
class ReportPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path report(String name, Object... line) throws IOException {
    Object[] all = new Object[line.length + 4];
    System.arraycopy(line, 0, all, 3, line.length);
    all[0] = "simulate";
    all[1] = "--format=json";
    all[2] = "--shape";
    all[all.length - 1] = "--steps=5";
    Run r = Run.of(all);
    assertThat(r.code()).as(r.err()).isZero();
    return Files.writeString(folder.resolve(name), r.out());
  }

  /** What a browser would save, by file name. */
  static Map<String, String> downloads(String page) {
    Map<String, String> files = new HashMap<>();
    Matcher m =
        Pattern.compile(
                "<a download=\"([^\"]+)\" href=\"data:[a-z/]+;charset=utf-8;base64,([^\"]+)\"")
            .matcher(page);
    while (m.find()) {
      files.put(
          m.group(1), new String(Base64.getDecoder().decode(m.group(2)), StandardCharsets.UTF_8));
    }
    return files;
  }

  /** Elements that close, nothing fetched, nothing run. */
  static void isWholeAndAlone(String page) throws Exception {
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("src=");
    String xml =
        page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void oneReport() throws Exception {
    Path a = report("a.json", "lstm:16,32,p8", "--sparsity", "0.75");
    Path html = folder.resolve("a.html");
    Run json = Run.of("report", a, "--format", "json", "--html", html);
    assertThat(json.code()).as(json.err()).isZero();
    String page = Files.readString(html);
    isWholeAndAlone(page);
    assertThat(downloads(page))
        .containsEntry("report.json", json.out())
        .containsEntry("report.csv", Run.of("report", a, "--format", "csv").out());
    JsonNode r = JSON.readTree(json.out());
    assertThat(r.at("/compression/ratioWx").asDouble()).isEqualTo(0.75);
    assertThat(r.at("/compression/ratioProjection").asDouble()).isEqualTo(0.75);
    long bits = 0;
    for (JsonNode t : r.at("/compression/tensors")) {
      assertThat(page).contains(t.path("tensor").asText());
      for (String kind : new String[] {"value", "index", "padding", "pointer"}) {
        bits += t.path(kind + "Bits").asLong();
      }
    }
    assertThat(bits).isEqualTo(r.at("/compression/storedBits").asLong());
    for (JsonNode u : r.at("/hardware/units")) {
      assertThat(page).contains(u.path("unit").asText());
    }
    for (JsonNode m : r.at("/hardware/activity/memories")) {
      assertThat(page).contains(m.path("memory").asText());
    }
    r.at("/hardware/powerPartsW").fieldNames().forEachRemaining(p -> assertThat(page).contains(p));
  }

  /** Machines of two kinds; a bar for each in every comparison. */
  @Test
  void severalSideBySide() throws Exception {
    Path a = report("a.json", "lstm:16,32", "--sparsity", "0.5");
    Path b = report("b.json", "lstm:32,32", "--keep", "1/2,1/2", "--block", "8,4");
    Path html = folder.resolve("both.html");
    Run csv = Run.of("report", a, b, "--format", "csv", "--html", html);
    assertThat(csv.code()).as(csv.err()).isZero();
    String page = Files.readString(html);
    isWholeAndAlone(page);
    assertThat(downloads(page)).containsEntry("reports.csv", csv.out());
    assertThat(JSON.readTree(downloads(page).get("reports.json")).path("reports")).hasSize(2);
    assertThat(page).contains("a.json", "b.json", "placementAndRouting", "Reports side by side");
  }

  /** Names come from files that others wrote. */
  @Test
  void whatOthersWroteIsOnlyText() throws Exception {
    ObjectNode r = (ObjectNode) JSON.readTree(report("a.json", "lstm:8,8").toFile());
    String evil = "</title><script>alert('x')</script>\"onload=\"&amp;";
    ((ObjectNode) r.get("model")).put("name", evil);
    ((ObjectNode) r.get("hardware")).put("boundBy", evil);
    ((ObjectNode) r.at("/hardware/units/0")).put("unit", evil);
    ((ObjectNode) r.at("/hardware/activity/memories/0")).put("memory", evil);
    ((ObjectNode) r.at("/compression/tensors/0")).put("tensor", evil);
    Path bad = folder.resolve("<b>&.json");
    JSON.writeValue(bad.toFile(), r);
    Path html = folder.resolve("bad.html");
    assertThat(Run.of("report", bad, bad, "--html", html, "--format", "csv").code()).isZero();
    String page = Files.readString(html);
    isWholeAndAlone(page);
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<b>").doesNotContain("\"onload");
  }

  /** A report of a version before tensors were listed is still a report. */
  @Test
  void anOldReport() throws Exception {
    ObjectNode r = (ObjectNode) JSON.readTree(report("a.json", "lstm:8,8").toFile());
    ((ObjectNode) r.get("compression")).remove("tensors");
    Path old = folder.resolve("old.json");
    JSON.writeValue(old.toFile(), r);
    Path html = folder.resolve("old.html");
    Run run = Run.of("report", old, "--html", html);
    assertThat(run.code()).as(run.err()).isZero();
    isWholeAndAlone(Files.readString(html));
  }

  @Test
  void whatDescribesAShapeNeedsOne() {
    Run model = Run.of("simulate", "--ratio-wx", "0.5");
    assertThat(model.code()).isEqualTo(2);
    assertThat(model.err()).contains("--ratio-wx describes a shape");
    Run check = Run.of("simulate", "--shape", "lstm:8,8", "--check", "3");
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).contains("--check needs a model");
  }
}
