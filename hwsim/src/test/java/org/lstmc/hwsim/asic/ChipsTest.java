package org.lstmc.hwsim.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;

class ChipsTest {
  private static final MachineOptions DEFAULT = MachineOptions.DEFAULT;

  @TempDir private Path folder;

  @Test
  void chipsThatShipAreComplete() {
    for (String name : Chips.BUILT_IN) {
      Chip c = Chips.load(name.toLowerCase(java.util.Locale.ROOT));
      assertThat(c.name()).isEqualTo(name);
      assertThat(c.constants()).containsKeys(ChipKeys.ALL.toArray(String[]::new));
      assertThat(c.constants().values()).allSatisfy(k -> assertThat(k.source()).isNotBlank());
      assertThat(c.published()).isNotEmpty();
    }
  }

  @Test
  void allFaultsOfAFileAreToldAtOnce() throws IOException {
    String json =
        text()
            .replace("\"value\": 294912", "\"value\": 0.5")
            .replace("\"padRingMm\"", "\"padRing\"")
            .replace("\"technologyNm\": 65", "\"technologyNm\": 3")
            .replace("\"itrs-lstp\"", "\"sram\"")
            .replace("\"voltageV\": 0.75", "\"voltageV\": -1")
            .replace("\"name\": \"slow\"", "\"name\": \"fast\"")
            .replaceFirst("\"confidence\": \"low\"", "\"confidence\": \"sure\"");
    Path file = Files.writeString(folder.resolve("mine.json"), json);

    assertThatThrownBy(() -> Chips.load(file.toString()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("mine.json")
        .hasMessageContaining("memory.weightBytes.value: found 0.5, allowed is a whole number")
        .hasMessageContaining("area.padRingMm: found nothing")
        .hasMessageContaining("area.padRing: not a known key")
        .hasMessageContaining("technologyNm: found 3, allowed is a whole number from 16 to 65")
        .hasMessageContaining("sramCell: found \"sram\", allowed is one of [itrs-hp, itrs-lstp]")
        .hasMessageContaining("operatingPoints[1].voltageV: found -1, allowed is a number above 0")
        .hasMessageContaining("operatingPoints[2].name: found \"fast\"")
        .hasMessageContaining(
            "published[1].point: found \"slow\", allowed is one of [fast, medium]")
        .hasMessageContaining("confidence: found \"sure\", allowed is one of [high, low, medium]");
  }

  @Test
  void foreignFilesAndUnknownNamesAreRefused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"schema\":");
    Path device =
        Files.writeString(
            folder.resolve("device.json"), "{\"schema\":\"lstmc.device\",\"schemaVersion\":1}");
    Path newer =
        Files.writeString(
            folder.resolve("newer.json"),
            text().replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));

    assertThatThrownBy(() -> Chips.load(broken.toString())).hasMessageContaining("is not JSON");
    assertThatThrownBy(() -> Chips.load(device.toString()))
        .hasMessageContaining("found \"lstmc.device\", allowed is \"lstmc.chip\"");
    assertThatThrownBy(() -> Chips.load(newer.toString()))
        .hasMessageContaining("schemaVersion: found 2, allowed is 1");
    assertThatThrownBy(() -> Chips.load("XCKU060"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("chip 'XCKU060' is neither known nor a file")
        .hasMessageContaining("HCGS-65LP");
  }

  @Test
  void aUserAddsAnOperatingPoint() throws IOException {
    String point =
        "\"operatingPoints\": [{\"name\": \"mine\", \"clockMhz\": 30, \"voltageV\": 0.9,"
            + " \"origin\": \"measured\", \"source\": \"bench\", \"confidence\": \"high\"},";
    String json = text().replace("\"operatingPoints\": [", point);
    Path file = Files.writeString(folder.resolve("mine.json"), json);
    Chip chip = Chips.load(file.toString());

    assertThat(ClockChoice.of(chip, DEFAULT).name()).isEqualTo("mine");
    OperatingPoint p = ClockChoice.of(chip, DEFAULT.with("point", "mine"));
    assertThat(p.clockMhz()).isEqualTo(30);
    assertThat(p.voltageV()).isEqualTo(0.9);
    // a clock takes the voltage of the slowest point that reaches it
    assertThat(ClockChoice.of(chip, DEFAULT.withClockMhz(20)).voltageV()).isEqualTo(0.9);
    assertThat(ClockChoice.of(chip, DEFAULT.withClockMhz(10)).voltageV()).isEqualTo(0.75);
  }

  @Test
  void clocksThatTheChipCannotReachAreRefused() {
    Chip chip = Chips.load("HCGS-65LP");
    assertThat(ClockChoice.of(chip, DEFAULT).name()).isEqualTo("fast");
    assertThat(ClockChoice.limitMhz(chip, 0.68)).isCloseTo(80 * 19.15 / 41.33, within(0.2));
    MachineOptions low = DEFAULT.with("voltage", 0.68);
    assertThat(ClockChoice.of(chip, low.withClockMhz(30)).voltageV()).isEqualTo(0.68);
    assertThatThrownBy(() -> ClockChoice.of(chip, low.withClockMhz(60)))
        .hasMessageContaining("60.0 MHz at 0.68 V")
        .hasMessageContaining("about 37 MHz");
    assertThatThrownBy(() -> ClockChoice.of(chip, low)).hasMessageContaining("a clock is needed");
    assertThatThrownBy(() -> ClockChoice.of(chip, DEFAULT.withClockMhz(100)))
        .hasMessageContaining("above every operating point")
        .hasMessageContaining("slow (8.0 MHz, 0.68 V)");
    assertThatThrownBy(() -> ClockChoice.of(chip, DEFAULT.with("point", "turbo")))
        .hasMessageContaining("no operating point 'turbo'")
        .hasMessageContaining("fast");
    assertThatThrownBy(() -> ClockChoice.of(chip, low.with("point", "slow")))
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> ClockChoice.of(chip, DEFAULT.with("voltage", "x").withClockMhz(8)))
        .hasMessageContaining("setting voltage=x: allowed are numbers");
  }

  private static String text() throws IOException {
    try (InputStream in = ChipsTest.class.getResourceAsStream("/chip/hcgs-65lp.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
