package org.lstmc.hwsim.hcgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.Chips;

/** The figures of docs/machines.md, published beside ours. */
class HcgsFiguresTest {
  private static final HcgsAccelerator HCGS = new HcgsAccelerator();

  @Test
  void threeLayersAt80MHz() {
    Simulation s = paper(3, "fast");
    assertThat(s.cyclesPerStep()).isEqualTo(6258);
    assertThat(s.effectiveGops()).isCloseTo(157.085, within(0.005)); // 164.95 published
    assertThat(s.gops()).isCloseTo(157.085 / 16, within(0.005));
    assertThat(1e3 * s.powerW()).isCloseTo(48.04, within(0.01)); // 67.3
    assertThat(s.effectiveGopsPerWatt()).isCloseTo(3270, within(1.0)); // 2450
    assertThat(s.gopsPerWatt()).isCloseTo(3270.0 / 16, within(0.1));
    assertThat(s.resources().areaMm2()).isCloseTo(5.70, within(0.005)); // 7.74
    documented(
        "| 3-layer | fast | 6,258 (6,000) | 12,784 | 157.1 (164.95) | 9.82 | 48.0 (67.3) |"
            + " 3.27 (2.45) | 0.204 | 5.70 (7.74) |");
  }

  @Test
  void twoLayersAt8MHz() {
    Simulation s = paper(2, "slow");
    assertThat(s.clockMhz()).isEqualTo(8);
    assertThat(s.cyclesPerStep()).isEqualTo(4153);
    assertThat(s.effectiveGops()).isCloseTo(15.59, within(0.005));
    assertThat(1e3 * s.powerW()).isCloseTo(2.00, within(0.005)); // 1.85
    assertThat(s.effectiveGopsPerWatt()).isCloseTo(7806, within(3.0)); // 8930
    documented(
        "| 2-layer | slow | 4,153 (3,952) | 1,926 | 15.6 (16.5) | 0.974 | 2.00 (1.85) |"
            + " 7.81 (8.93) | 0.488 | 4.34 |");
  }

  @Test
  void threeLayersAt12MHz() {
    Simulation s = paper(3, "medium");
    assertThat(s.effectiveGops()).isCloseTo(23.56, within(0.005));
    assertThat(1e3 * s.powerW()).isCloseTo(3.40, within(0.005)); // 3.41
    assertThat(s.effectiveGopsPerWatt()).isCloseTo(6925, within(3.0)); // 7220
    documented(
        "| 3-layer | medium | 6,258 (6,000) | 1,918 | 23.6 (24.6) | 1.47 | 3.40 (3.41) |"
            + " 6.93 (7.22) | 0.433 | 5.70 (7.74) |");
  }

  /** Stated uncertainty is that of the model that all chips share; area is this chip's miss. */
  @Test
  void uncertaintyIsTheGreatestMissOfAPrediction() {
    Chip chip = Chips.load("HCGS-65LP");
    Uncertainty u = HcgsEvidence.uncertainty(chip, true);
    assertThat(u.powerPercent()).isEqualTo(50); // 67.3 of 46.2 mW without HCGS
    assertThat(u.areaPercent()).isEqualTo(40); // 7.74 of 5.70 mm2
    assertThat(u.origin())
        .contains("67.30 mW published, 48.04 mW modelled (-29 %, in the calibration)")
        .contains("1.85 mW published, 2.00 mW modelled (+8 %)")
        .contains("3.41 mW published, 3.40 mW modelled (-0 %)")
        .contains("HCGS 3 layers, 80 MHz 1.1 V 67.3 mW published, 46.2 mW from the others")
        .contains("area 7.74 mm2 published, 5.70 modelled (-26 %)");
    List<HcgsEvidence.Comparison> all = HcgsEvidence.of(chip);
    assertThat(all.get(0).powerErrorPercent()).isCloseTo(-28.6, within(0.1));
    assertThat(all.get(1).powerErrorPercent()).isCloseTo(8.0, within(0.1));
    assertThat(all.get(1).efficiencyErrorPercent()).isCloseTo(-12.6, within(0.1));
  }

  /** Counted by hand for three layers of 512 cells, blocks of 128 and 8, 8 words a refill. */
  @Test
  void whatHappensInAStep() {
    Activity a = paper(3, "fast").activity();
    assertThat(a.macs()).isEqualTo(384_000);
    assertThat(a.macs() + a.idleMacSlots()).isEqualTo(393_216);
    assertThat(a.activations()).isEqualTo(5 * 3 * 512);
    assertThat(a.elementwise()).isEqualTo(3 * 3 * 512);
    assertThat(a.ioBits()).isEqualTo(13 * (440 + 512));
    assertThat(memory(a, "weights").bits()).isEqualTo(294_912 * 8);
    assertThat(memory(a, "weights").reads()).isEqualTo(6144);
    // 16 block rows x 1 block in each of 6 matrices; 2 bits, and 16 rows of 4 of 16: 4 bits each
    assertThat(memory(a, "indices").bits()).isEqualTo(16 * 6 * (2 + 16 * 4 * 4));
    assertThat(memory(a, "indices").reads()).isEqualTo(16 * 6 * (1 + 16));
    assertThat(memory(a, "frames").reads()).isEqualTo(16 * 128 / 8);
    assertThat(memory(a, "frames").writes()).isEqualTo(440 / 8);
    assertThat(memory(a, "h").reads()).isEqualTo(5 * 16 * 128 / 8);
    assertThat(memory(a, "h").writes()).isEqualTo(3 * 512 / 8);
    assertThat(memory(a, "c").reads()).isEqualTo(3 * 512 / 4);
    assertThat(memory(a, "biases").bits()).isEqualTo(3 * 2048 * 6);
  }

  private static MemoryUse memory(Activity a, String name) {
    return a.memories().stream().filter(m -> m.memory().equals(name)).findFirst().orElseThrow();
  }

  private static Simulation paper(int layers, String point) {
    Workload w = Workload.ofShape("lstm:440,512x" + layers, HcgsEvidence.PAPER, 100);
    return HCGS.simulate(w, MachineOptions.DEFAULT.with("point", point));
  }

  private static void documented(String row) {
    try {
      assertThat(Files.readString(Path.of("../docs/machines.md"))).contains(row);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
