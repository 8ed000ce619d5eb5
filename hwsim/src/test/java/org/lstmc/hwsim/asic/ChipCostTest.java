package org.lstmc.hwsim.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.device.Constant;

/** Sums by hand, of a content small enough for it. */
class ChipCostTest {
  private static final double OVERHEAD_PJ = 3;
  private static final Chip CHIP = withOverhead(Chips.load("HCGS-65LP"));
  private static final double FACTOR = PowerFactors.value(PowerFactors.ENERGY);
  private static final ChipContent CONTENT =
      new ChipContent(
          4,
          List.of(Operator.multipliers(8, 8, 4, 40), Operator.adders(32, 4, 40)),
          List.of(new OnChipMemory("m", 2048, 64, 2048 * 64, 10, 5)),
          1000,
          500,
          2000,
          3,
          16);

  /** No chip that ships has one. */
  private static Chip withOverhead(Chip c) {
    Map<String, Constant> constants = new LinkedHashMap<>(c.constants());
    constants.put(ChipKeys.OVERHEAD_PJ, new Constant(OVERHEAD_PJ, "assumed", "test", "low"));
    return new Chip(
        c.name(),
        c.description(),
        c.node(),
        c.sramCell(),
        c.arithmetic(),
        c.points(),
        constants,
        c.published());
  }

  @Test
  void powerIsActivityTimesEnergy() {
    Map<String, Double> p = new ChipCost(CHIP, CHIP.point("fast")).power(CONTENT, 20).partsW();
    double stepSeconds = 20 / 80e6;
    double s45 = 1.68075 / 0.69885; // 65 nm at 1.1 V over 45 nm HP at 0.9 V
    assertThat(p.get("multipliers"))
        .isCloseTo(FACTOR * 40 * 0.2e-12 * s45 / stepSeconds, within(1e-9));
    double sram = 1.68075 / 2.1046; // 65 nm at 1.1 V over 1.2 V
    assertThat(p.get("memories"))
        .isCloseTo(FACTOR * (10 * 15.902 + 5 * 23.269) * 1e-12 * sram / stepSeconds, within(1e-8));
    assertThat(p.get("logic"))
        .isCloseTo(
            FACTOR * (40 * 0.1 * s45 + 3 * 3.621 * sram) * 1e-12 / stepSeconds, within(1e-8));
    // The chip's own overhead is stated of a measurement: no factor on it.
    assertThat(p.get("ownOverhead")).isCloseTo(OVERHEAD_PJ * 4e-12 * 80e6, within(1e-12));
    double register = 0.025064e-12; // 65 nm at 1.1 V, from 0.009 pJ at 40 nm and 0.9 V
    assertThat(p.get("registers")).isCloseTo(FACTOR * 500 * register / stepSeconds, within(2e-9));
    assertThat(p.get("clock"))
        .isCloseTo(FACTOR * 0.5 * 1000 * 20 * register / stepSeconds, within(4e-8));
    assertThat(p.get("static")).isBetween(1.1e-6, 3e-6);
  }

  /** Dynamic energy a cycle at 0.68 V is 0.43 of that at 1.1 V; so is the overhead. */
  @Test
  void voltageScalesDynamicEnergy() {
    ChipCost fast = new ChipCost(CHIP, CHIP.point("fast"));
    ChipCost slow = new ChipCost(CHIP, CHIP.point("slow"));
    assertThat(slow.overheadPj() / fast.overheadPj()).isCloseTo(0.7207 / 1.68075, within(1e-3));
    Map<String, Double> a = fast.power(CONTENT, 20).partsW();
    Map<String, Double> b = slow.power(CONTENT, 20).partsW();
    for (String part : List.of("multipliers", "memories", "logic", "registers", "clock")) {
      assertThat(b.get(part) / 8 / (a.get(part) / 80)).isCloseTo(0.7207 / 1.68075, within(1e-3));
    }
  }

  @Test
  void areaPartsAddUp() {
    Resources r = new ChipCost(CHIP, CHIP.point("fast")).resources(CONTENT);
    double filled = 0.10268 + (4 * 282 + 4 * 137) / 0.66 / 1e6 + 2000 * 0.5 / 1e6;
    filled += r.areaPartsMm2().get("registers");
    assertThat(r.areaPartsMm2().get("placementAndRouting"))
        .isCloseTo(filled / 0.7 - filled, within(1e-9));
    double side = Math.sqrt(filled / 0.7) + 0.4;
    assertThat(r.areaMm2()).isCloseTo(side * side, within(1e-9));
    double sum = r.areaPartsMm2().values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(r.areaMm2(), within(1e-9));
    assertThat(r.sramBytes()).isEqualTo(2048 * 8);
  }
}
