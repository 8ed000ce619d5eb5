package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.hwsim.asic.Chips;

/** The HCGS chip from the command line, without a model. */
class HcgsShapeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Run simulate(String shape, String... more) {
    Object[] args = new Object[4 + more.length];
    args[0] = "simulate";
    args[1] = "--shape=" + shape;
    args[2] = "--keep=1/4,1/4";
    args[3] = "--format=json";
    System.arraycopy(more, 0, args, 4, more.length);
    return Run.of(args);
  }

  @Test
  void thePapersNetworkIsAnsweredWithoutAModel() throws IOException {
    Run r = simulate("lstm:440,512x3", "--block=128,8");
    assertThat(r.code()).as(r.err()).isZero();
    JsonNode report = JSON.readTree(r.out());
    JsonNode c = report.path("compression");
    assertThat(c.path("scheme").asText()).isEqualTo("hcgs");
    long bits = c.path("matrixStoredBits").asLong();
    long padding = c.path("matrixPaddingBits").asLong();
    long index = c.path("matrixIndexBits").asLong();
    assertThat(bits - padding - index).isEqualTo(288_000 * 8);
    assertThat(bits - index).isEqualTo(294_912 * 8);
    assertThat(c.path("sparsity").asDouble()).isCloseTo(1 - 1.0 / 16, within(1e-12));
    JsonNode h = report.path("hardware");
    assertThat(h.path("accelerator").asText()).isEqualTo("hcgs");
    assertThat(h.path("device").asText()).isEqualTo("HCGS-65LP");
    assertThat(h.path("gopsPerWatt").asDouble() * 16)
        .isCloseTo(h.path("effectiveGopsPerWatt").asDouble(), within(1e-6));
    assertThat(h.at("/resources/areaMm2").asDouble()).isPositive();
    assertThat(h.at("/uncertainty/areaPercent").asDouble()).isPositive();
    Run text = Run.of("simulate", "--shape=lstm:440,512x3", "--keep=1/4,1/4", "--block=128,8");
    assertThat(text.out()).contains("mm2 +-40 %").contains("GOPS/W of work done");
    assertThat(text.out().replaceAll("\\s+", " "))
        .contains("67.30 mW published, 48.04 mW modelled (-29 %, in the calibration)");
  }

  @Test
  void aUsersChipFileWithAPointOfItsOwn() throws IOException {
    String json;
    try (InputStream in = Chips.class.getResourceAsStream("/chip/hcgs-65lp.json")) {
      json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path file =
        Files.writeString(
            folder.resolve("mine.json"),
            json.replace(
                "\"operatingPoints\": [",
                "\"operatingPoints\": [{\"name\": \"bench\", \"clockMhz\": 40, \"voltageV\": 0.9,"
                    + " \"origin\": \"measured\", \"source\": \"bench\", \"confidence\": \"high\"},"));
    Run r = simulate("lstm:512,512", "--device=" + file, "--set=point=bench");
    assertThat(r.code()).as(r.err()).isZero();
    JsonNode h = JSON.readTree(r.out()).path("hardware");
    assertThat(h.path("clockMhz").asDouble()).isEqualTo(40);
    assertThat(h.path("configuration").asText()).contains("0.9 V");
    assertThat(h.path("clockOrigin").asText()).contains("bench");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused(simulate("lstm:440,512"), 2, "1/4 of the 7 blocks of 64", "such as 16 or 128");
    refused(simulate("lstm:512,512x4"), 4, "393216 bytes", "HCGS-65LP has 294912");
    refused(simulate("gru:512,512", "--accelerator=hcgs"), 4, "lstm layers alone");
    refused(Run.of("simulate", "--shape=lstm:8,8", "--block=4,2"), 2, "needs --keep");
    refused(
        Run.of("simulate", "--shape=lstm:8,8", "--block-wx=4", "--keep=1/2", "--block=4"),
        2,
        "neither ratios nor block-circulant");
  }

  /** A model that its chip cannot hold is still a model; asked for by itself it is refused. */
  @Test
  void aModelLargerThanTheChipIsKept() throws IOException {
    Path file = folder.resolve("small.json");
    try (InputStream in = Chips.class.getResourceAsStream("/chip/hcgs-65lp.json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, json.replace("\"value\": 294912", "\"value\": 100"));
    }
    Path model = folder.resolve("m.json");
    Run trained =
        Run.train(
            model,
            "--pattern=hcgs",
            "--levels=4,2",
            "--keep=1/2,1/2",
            "--dense=layers.0.wx",
            "--device=" + file);
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode report = JSON.readTree(folder.resolve("m.report.json").toFile());
    assertThat(report.path("hardware").isNull()).isTrue();
    // Wx 32 x 7 whole, as 32 x 8, and a quarter of Wh 32 x 8, 16 bits each
    refused(Run.of("simulate", "-m", model, "--device=" + file), 4, "need 640 bytes", "has 100");
    assertThat(Run.of("simulate", "-m", model).code()).isZero();
  }

  private static void refused(Run r, int code, String... parts) {
    assertThat(r.code()).as(r.err()).isEqualTo(code);
    assertThat(r.err() + r.out()).contains(parts);
  }
}
