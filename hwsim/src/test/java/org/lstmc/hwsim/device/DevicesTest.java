package org.lstmc.hwsim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.power.BoardPower;
import org.lstmc.hwsim.power.LeftOut;

class DevicesTest {
  @TempDir private Path folder;

  @Test
  void devicesThatShipAreComplete() {
    for (String name : Devices.BUILT_IN) {
      Device d = Devices.load(name);
      assertThat(d.name()).isEqualTo(name);
      assertThat(d.constants()).containsOnlyKeys(DeviceKeys.ALL);
      assertThat(d.constants().values()).allSatisfy(c -> assertThat(c.source()).isNotBlank());
    }
    assertThat(Devices.load("xcku9p").dsp()).isEqualTo(2520);
    // ESE prints 1504 DSP = 54.5 % of its XCKU060
    assertThat(1504.0 / Devices.load("XCKU060").dsp()).isBetween(0.5445, 0.5455);
  }

  @Test
  void allFaultsOfAFileAreToldAtOnce() throws IOException {
    String json =
        text("/device/xcku9p.json")
            .replace("\"value\": 2520", "\"value\": -1")
            .replace("\"macPj\"", "\"makPj\"")
            .replaceFirst("\"confidence\": \"low\"", "\"confidence\": \"sure\"");
    Path file = Files.writeString(folder.resolve("mine.json"), json);

    assertThatThrownBy(() -> Devices.load(file.toString()))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("mine.json")
        .hasMessageContaining("resources.dsp.value: found -1, allowed is a whole number")
        .hasMessageContaining("energy.macPj: found nothing")
        .hasMessageContaining("energy.makPj: not a known key")
        .hasMessageContaining("confidence: found \"sure\", allowed is one of [high, low, medium]");
  }

  @Test
  void aUsersFileIsRead() throws IOException {
    String json = text("/device/xcku060.json").replace("\"XCKU060\"", "\"MINE\"");
    Path file = Files.writeString(folder.resolve("mine.json"), json);

    assertThat(Devices.load(file.toString()).name()).isEqualTo("MINE");
  }

  /** A board holds what differs from its part, and is found by the name that papers use. */
  @Test
  void aBoardTakesTheRestFromItsPart() throws IOException {
    Device board = Devices.load("7v3");
    Device part = Devices.load("XC7VX690T");
    assertThat(board.name()).isEqualTo("ADM-PCIE-7V3");
    assertThat(board.dsp()).isEqualTo(part.dsp()).isEqualTo(3600);
    assertThat(board.technologyNm()).isEqualTo(28);
    assertThat(board.constants().get(DeviceKeys.CLOCK_MHZ))
        .isNotEqualTo(part.constants().get(DeviceKeys.CLOCK_MHZ));
    assertThat(board.constants().get(DeviceKeys.DSP))
        .isEqualTo(part.constants().get(DeviceKeys.DSP));
    assertThat(Devices.load("ku060").name()).isEqualTo("XCKU060");

    String json = text("/device/adm-pcie-7v3.json").replace("XC7VX690T\"", "XC9\"");
    Path file = Files.writeString(folder.resolve("board.json"), json);
    assertThatThrownBy(() -> Devices.load(file.toString()))
        .hasMessageContaining("part: found \"XC9\"")
        .hasMessageContaining("XCKU060");
  }

  @Test
  void foreignFilesAndUnknownNamesAreRefused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"schema\":");
    Path foreign = Files.writeString(folder.resolve("foreign.json"), "{\"schema\":\"x\"}");
    String next =
        text("/device/xcku9p.json").replace("\"schemaVersion\": 1", "\"schemaVersion\": 2");
    Path newer = Files.writeString(folder.resolve("newer.json"), next);

    assertThatThrownBy(() -> Devices.load(broken.toString())).hasMessageContaining("is not JSON");
    assertThatThrownBy(() -> Devices.load(foreign.toString())).hasMessageContaining("lstmc.device");
    assertThatThrownBy(() -> Devices.load(newer.toString()))
        .hasMessageContaining("schemaVersion: found 2, allowed is 1");
    assertThatThrownBy(() -> Devices.load("nosuch"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("XCKU9P");
  }

  /** The stated uncertainty covers every published board, and is not larger than they demand. */
  @Test
  void uncertaintyCoversThePublishedBoards() {
    double u = PowerEvidence.boardPercent() / 100;
    double worst = 0;
    for (LeftOut r : BoardPower.chosen().rows()) {
      double predicted = r.withoutGroupW();
      assertThat(r.row().publishedW())
          .as(r.row().name())
          .isBetween(predicted * (1 - u), predicted * (1 + u));
      worst = Math.max(worst, Math.abs(r.row().publishedW() / predicted - 1));
    }
    assertThat(u - worst).isBetween(0.0, 0.05);
    assertThat(PowerEvidence.origin())
        .contains("no chip power")
        .contains("ESE, XCKU060 41 W published, 28.7 W from the others");
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = DevicesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
