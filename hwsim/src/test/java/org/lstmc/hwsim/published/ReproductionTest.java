package org.lstmc.hwsim.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.asic.PublishedPoint;

class ReproductionTest {
  private static final Path PINS = Path.of("src/test/resources/published-pins.tsv");

  /**
   * Our own numbers, so that none drifts unseen. After a change that is meant to move them: {@code
   * -Dpins=write}, and read the difference.
   */
  @Test
  void ourFiguresStayWhatTheyAre() throws IOException {
    String now =
        Reproduction.of(PublishedSystems.NAMES).rows().stream()
            .map(
                r ->
                    String.format(
                        Locale.ROOT,
                        "%s\t%s\t%s%n",
                        r.system(),
                        r.row().name(),
                        r.ours() == null ? "-" : String.format(Locale.ROOT, "%.8g", r.ours())))
            .collect(Collectors.joining())
            .replace(System.lineSeparator(), "\n");
    if ("write".equals(System.getProperty("pins"))) {
      Files.writeString(PINS, now);
    }
    assertThat(now.lines()).containsExactlyElementsOf(Files.readAllLines(PINS));
  }

  /** Every row says where it comes from, and what is thought of the difference. */
  @Test
  void everyRowIsFurnished() {
    for (String name : PublishedSystems.NAMES) {
      PublishedSystem system = PublishedSystems.load(name);
      assertThat(system.system()).isEqualTo(name);
      assertThat(system.citation()).isNotBlank();
      for (PublishedRow r : system.rows()) {
        assertThat(r.name()).isNotBlank();
        assertThat(r.source()).as(r.name()).isNotBlank();
        assertThat(r.cause()).as(r.name()).isNotBlank();
        assertThat(r.provenance()).as(r.name()).isIn("seen", "recalled", "derived");
        assertThat(r.confidence()).as(r.name()).isIn("high", "medium", "low");
        assertThat(r.value()).as(r.name()).isPositive();
        assertThat(r.run() == null).as(r.name()).isEqualTo(r.figure() == null);
      }
      assertThat(system.rows().stream().map(PublishedRow::name)).doesNotHaveDuplicates();
    }
  }

  /** Every design is used, so that none rots. */
  @Test
  void everyRunIsUsed() {
    Reproduction all = Reproduction.of(PublishedSystems.NAMES);
    for (String name : PublishedSystems.NAMES) {
      for (String run : PublishedSystems.load(name).runs().keySet()) {
        assertThat(all.runs()).containsKey(name + "/" + run);
      }
    }
  }

  @Test
  void aRatioOfTwoDesignsDividesTheirFigures() {
    Reproduction all = Reproduction.of(List.of("e-rnn"));
    Reproduced ratio =
        all.rows().stream().filter(r -> r.row().over() != null).findFirst().orElseThrow();
    var upper = all.runs().get("e-rnn/" + ratio.row().run()).simulation();
    var lower = all.runs().get(ratio.row().over()).simulation();
    assertThat(ratio.ours())
        .isEqualTo(
            (upper.framesPerSecond() / upper.power().boardW())
                / (lower.framesPerSecond() / lower.power().boardW()));
  }

  /** Chip files hold the figures that uncertainty is made of; the record must not say otherwise. */
  @Test
  void chipsAndRecordAgree() {
    Map.of("HCGS-65LP", "hcgs", "TIE-28", "tie", "FDHT-28", "fdht", "CIRCNN-45", "circnn")
        .forEach(
            (chip, system) -> {
              List<Double> printed =
                  PublishedSystems.load(system).rows().stream().map(PublishedRow::value).toList();
              PublishedPoint first = Chips.load(chip).published().get(0);
              if (first.areaMm2() != null) {
                assertThat(printed).as(chip).contains(first.areaMm2());
              }
              assertThat(printed)
                  .as(chip)
                  .anyMatch(v -> Math.abs(1000 * v - first.powerMw()) < 1e-9 * first.powerMw());
            });
    assertThat(Chips.BUILT_IN)
        .containsExactlyInAnyOrder("HCGS-65LP", "TIE-28", "FDHT-28", "CIRCNN-45");
  }

  @Test
  void bands() {
    PublishedRow row =
        new PublishedRow("a", "b", Figure.DSP, null, null, null, 100, "seen", "high", "s", "c");
    assertThat(new Reproduced("s", row, 105.0, 5.0, null).band())
        .isEqualTo(Reproduced.Band.WITHIN_5);
    assertThat(new Reproduced("s", row, 94.9, -5.1, null).band())
        .isEqualTo(Reproduced.Band.WITHIN_15);
    assertThat(new Reproduced("s", row, 116.0, 16.0, null).band())
        .isEqualTo(Reproduced.Band.BEYOND);
    assertThat(new Reproduced("s", row, null, null, null).band())
        .isEqualTo(Reproduced.Band.NOT_SIMULATED);
  }

  @Test
  void unknownSystemsAndBrokenFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> PublishedSystems.load("npu"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("Known: brds");
    String good;
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/published/hcgs.json"))) {
      good = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThatThrownBy(() -> PublishedSystems.read("x", good.replaceFirst("chipW", "horsepower")))
        .hasMessageContaining("x: ")
        .hasMessageContaining("horsepower");
  }
}
