package org.lstmc.hwsim.asic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;

/**
 * Power and area of a chip at an operating point. Power is what a step does times its energy, times
 * the factors that all chips share ({@link PowerFactors}); the clock of all registers in every
 * cycle; an overhead for each lane and cycle that a chip file may state of a measured chip (none
 * that ships does); and leakage. All dynamic energy scales with the voltage by the polynomials of
 * {@link NodeScaling}. Area is what the parts take, over the share of the core that they fill, with
 * a ring of pads around a square core.
 */
public final class ChipCost {
  private static final String METHOD =
      "SRAM: macros from a CACTI sweep by capacity and word; arithmetic by width and registers from"
          + " published tables, scaled by node; core as full and pads as high as the chip file says";

  private final Chip chip;
  private final OperatingPoint point;
  private final Arithmetic arithmetic;
  private final SramTable sram;

  /** Costs of a chip at a point. */
  public ChipCost(Chip chip, OperatingPoint point) {
    this.chip = chip;
    this.point = point;
    this.arithmetic = new Arithmetic(chip.arithmetic(), chip.node(), point.voltageV());
    this.sram =
        new SramTable(
            chip.sramCell(),
            chip.node(),
            point.voltageV(),
            chip.value(ChipKeys.SRAM_ENERGY_PERCENT) / 100);
  }

  /**
   * Power while steps run back to back.
   *
   * @param cycles cycles of one step
   */
  public Power power(ChipContent c, double cycles) {
    double perWatt = 1e-12 * point.clockMhz() * 1e6 / cycles;
    double watts = PowerFactors.value(PowerFactors.ENERGY) * perWatt;
    double memoryPj = 0;
    double leakageMw = 0;
    for (OnChipMemory m : c.memories()) {
      SramMacro macros = macros(m);
      memoryPj += m.reads() * macros.readPj() + m.writes() * macros.writePj();
      leakageMw += macros.leakageMw();
    }
    double multiplyPj = 0;
    double addPj = 0;
    for (Operator o : c.operators()) {
      if (o.kind() == Operator.Kind.MULTIPLY) {
        multiplyPj += o.pj(arithmetic);
      } else {
        addPj += o.pj(arithmetic);
      }
    }
    // A table is read like the smallest memory.
    double tablePj = c.romReads() * sram.macro(0, c.romWordBits()).readPj();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("multipliers", multiplyPj * watts);
    parts.put("memories", memoryPj * watts);
    parts.put("logic", (addPj + tablePj) * watts);
    parts.put("registers", c.registerUpdates() * arithmetic.registerPj() * watts);
    double clockPj = PowerFactors.value(PowerFactors.CLOCK) * arithmetic.registerPj();
    parts.put("clock", c.registerBits() * cycles * clockPj * watts);
    parts.put("ownOverhead", overheadPj() * c.lanes() * cycles * perWatt);
    double logicMm2 = logicUm2(c).values().stream().mapToDouble(Double::doubleValue).sum() / 1e6;
    double logicMw =
        chip.value(ChipKeys.LOGIC_LEAKAGE)
            * logicMm2
            * point.voltageV()
            / chip.value(ChipKeys.CALIBRATION_V);
    parts.put("static", (leakageMw + logicMw) / 1e3);
    return new Power(parts, 0);
  }

  /** The overhead of a lane and cycle that the chip file states, at this point. */
  public double overheadPj() {
    return chip.value(ChipKeys.OVERHEAD_PJ)
        * NodeScaling.energy(
            chip.node(), chip.value(ChipKeys.CALIBRATION_V), chip.node(), point.voltageV());
  }

  /** Memories, registers and area. */
  public Resources resources(ChipContent c) {
    Map<String, Double> parts = new LinkedHashMap<>();
    double memories = 0;
    long bits = 0;
    for (OnChipMemory m : c.memories()) {
      memories += macros(m).areaMm2();
      bits += m.bits();
    }
    parts.put("memories", memories);
    logicUm2(c).forEach((name, um2) -> parts.put(name, um2 / 1e6));
    double filled = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    double core = filled / (chip.value(ChipKeys.UTILIZATION_PERCENT) / 100);
    double ring = chip.value(ChipKeys.PAD_RING_MM);
    double pads = 4 * ring * (Math.sqrt(core) + ring);
    parts.put("placementAndRouting", core - filled);
    parts.put("pads", pads);
    return new Resources(0, 0, 0, c.registerBits(), (bits + 7) / 8, core + pads, parts, METHOD);
  }

  private Map<String, Double> logicUm2(ChipContent c) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("arithmetic", c.operators().stream().mapToDouble(o -> o.um2(arithmetic)).sum());
    parts.put("registers", c.registerBits() * arithmetic.registerUm2());
    parts.put("tables", c.romBits() * chip.value(ChipKeys.ROM_UM2_PER_BIT));
    return parts;
  }

  private SramMacro macros(OnChipMemory m) {
    return m.cost(
        sram, chip.value(ChipKeys.MACRO_KBYTES), (int) chip.value(ChipKeys.MACRO_WORD_BITS));
  }
}
