package org.lstmc.hwsim.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;

class SramTableTest {
  /** The sweep's own voltage and node: its figures come back as they are. */
  private static final SramTable LOW = new SramTable("itrs-lstp", new Node(65, "LP"), 1.2, 1);

  @Test
  void pointsOfTheSweep() {
    SramMacro m = LOW.macro(16, 64);
    assertThat(m.readPj()).isCloseTo(15.902, within(1e-9));
    assertThat(m.writePj()).isCloseTo(23.269, within(1e-9));
    assertThat(m.leakageMw()).isCloseTo(0.00124422, within(1e-12));
    assertThat(m.areaMm2()).isCloseTo(0.10268, within(1e-12));
    SramMacro hp = new SramTable("itrs-hp", new Node(22, "HP"), 0.8, 1).macro(512, 64);
    assertThat(hp.readPj()).isCloseTo(12.6, within(0.05));
  }

  /** Between points of equal ratio a power law passes through the geometric mean. */
  @Test
  void betweenThem() {
    double middle = LOW.macro(Math.sqrt(16 * 32), 64).readPj();
    assertThat(middle).isCloseTo(Math.sqrt(15.902 * 26.888), within(1e-9));
    double width = LOW.macro(16, 32).readPj();
    assertThat(width).isCloseTo(Math.sqrt(13.342 * 15.902), within(1e-9));
    assertThat(LOW.macro(0.3, 5)).isEqualTo(LOW.macro(2, 16));
  }

  @Test
  void scalesByVoltageShareAndNode() {
    SramMacro m = new SramTable("itrs-lstp", new Node(65, "LP"), 1.1, 0.5).macro(16, 64);
    assertThat(m.readPj()).isCloseTo(15.902 * 0.5 * 2.41 / 3.01, within(0.03));
    assertThat(m.leakageMw()).isCloseTo(0.00124422 * 1.1 / 1.2, within(1e-12));
    assertThat(m.areaMm2()).isCloseTo(0.10268, within(1e-12));
    // 28 nm comes from 32 nm, whose figures are at 1.0 V
    Node n28 = new Node(28, "LP");
    double factor = NodeScaling.energy(new Node(32, "LP"), 1.0, n28, 0.9);
    double at32 = new SramTable("itrs-lstp", new Node(32, "LP"), 1.0, 1).macro(64, 64).readPj();
    double at28 = new SramTable("itrs-lstp", n28, 0.9, 1).macro(64, 64).readPj();
    assertThat(at32).isCloseTo(11.6, within(0.05));
    assertThat(at28).isCloseTo(at32 * factor, within(1e-9));
  }

  @Test
  void whatTheSweepLacksIsRefused() {
    assertThatThrownBy(() -> LOW.macro(1024, 64))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("1024.0 kB")
        .hasMessageContaining("512 kB with 256 bits");
    assertThatThrownBy(() -> new SramTable("itrs-lstp", new Node(90, "LP"), 1.2, 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("90 nm LP");
  }

  /** A word over several macros, a depth behind several: six columns of two macros of 24 kB. */
  @Test
  void aMemoryIsCutIntoMacros() {
    long depth = 294_912 / 48;
    OnChipMemory m = new OnChipMemory("weights", depth, 384, 384 * depth, 1, 0);
    SramMacro all = m.cost(LOW, 24, 64);
    SramMacro one = LOW.macro(24, 64);
    assertThat(all.readPj()).isCloseTo(6 * one.readPj(), within(1e-9));
    assertThat(all.areaMm2()).isCloseTo(12 * one.areaMm2(), within(1e-9));
    assertThat(all.leakageMw()).isCloseTo(12 * one.leakageMw(), within(1e-12));
    // 100 bits of 9 words: two columns of 50 bits, the least macro
    SramMacro small = new OnChipMemory("c", 9, 100, 900, 1, 1).cost(LOW, 24, 64);
    assertThat(small.writePj()).isCloseTo(2 * LOW.macro(2, 50).writePj(), within(1e-9));
  }

  /** The figures that ship are those of the sweep, all of them. */
  @Test
  void equalsTheReference() throws IOException {
    Path reference = Path.of("../../shared/reference/sram-energy.csv");
    Assumptions.assumeTrue(
        Files.exists(reference),
        "SKIPPED: no ../shared/reference/sram-energy.csv beside the clone");
    List<String> theirs =
        Files.readAllLines(reference).stream().skip(1).filter(l -> !l.isBlank()).toList();
    List<String> ours =
        TechnologyTable.rows("sram.csv").stream()
            .map(
                r ->
                    String.join(
                        ",",
                        r.get("nodeNm"),
                        r.get("kBytes"),
                        r.get("wordBits"),
                        r.get("cell"),
                        r.get("readPj"),
                        r.get("writePj"),
                        r.get("leakageMw"),
                        r.get("areaMm2")))
            .toList();
    assertThat(ours).hasSize(216);
    assertThat(ours)
        .isEqualTo(theirs.stream().map(l -> l.split(",")).map(SramTableTest::first8).toList());
  }

  private static String first8(String[] cells) {
    return String.join(",", java.util.Arrays.copyOf(cells, 8));
  }
}
