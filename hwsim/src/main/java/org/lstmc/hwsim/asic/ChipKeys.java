package org.lstmc.hwsim.asic;

import java.util.List;
import java.util.Set;

/** The figures of a chip file; the unit is the end of the key. */
public final class ChipKeys {
  public static final String WEIGHT_BYTES = "memory.weightBytes";
  public static final String WORKING_BYTES = "memory.workingBytes";
  public static final String MACRO_KBYTES = "memory.macroKBytes";
  public static final String MACRO_WORD_BITS = "memory.macroWordBits";
  public static final String SRAM_ENERGY_PERCENT = "memory.energyPercent";
  public static final String CALIBRATION_CLOCK_MHZ = "calibration.clockMhz";
  public static final String CALIBRATION_V = "calibration.voltageV";
  public static final String OVERHEAD_PJ = "calibration.overheadPjPerLaneCycle";
  public static final String LOGIC_LEAKAGE = "leakage.logicMwPerMm2";
  public static final String UTILIZATION_PERCENT = "area.coreUtilizationPercent";
  public static final String PAD_RING_MM = "area.padRingMm";
  public static final String ROM_UM2_PER_BIT = "area.romUm2PerBit";

  /** Those that every chip has, in file order. */
  public static final List<String> ALL =
      List.of(
          WEIGHT_BYTES,
          MACRO_KBYTES,
          MACRO_WORD_BITS,
          SRAM_ENERGY_PERCENT,
          CALIBRATION_CLOCK_MHZ,
          CALIBRATION_V,
          OVERHEAD_PJ,
          LOGIC_LEAKAGE,
          UTILIZATION_PERCENT,
          PAD_RING_MM,
          ROM_UM2_PER_BIT);

  /** Those that only some chips have. */
  static final List<String> OPTIONAL = List.of(WORKING_BYTES);

  /** Those that must be above 0. */
  static final Set<String> POSITIVE =
      Set.of(
          WEIGHT_BYTES,
          WORKING_BYTES,
          MACRO_KBYTES,
          MACRO_WORD_BITS,
          SRAM_ENERGY_PERCENT,
          CALIBRATION_CLOCK_MHZ,
          CALIBRATION_V,
          UTILIZATION_PERCENT);

  /** Those that must be whole numbers. */
  static final Set<String> WHOLE = Set.of(WEIGHT_BYTES, WORKING_BYTES, MACRO_WORD_BITS);

  private ChipKeys() {}
}
