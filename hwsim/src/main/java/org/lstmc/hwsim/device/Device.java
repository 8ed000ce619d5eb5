package org.lstmc.hwsim.device;

import java.util.Map;

/**
 * An FPGA as data.
 *
 * @param name part name
 * @param family device family
 * @param technologyNm node in nm
 * @param constants every figure by {@code section.key}, see {@link DeviceKeys}
 */
public record Device(
    String name, String family, int technologyNm, Map<String, Constant> constants) {
  /** The value of a key of {@link DeviceKeys}. */
  public double value(String key) {
    return constants.get(key).value();
  }

  /** Look-up tables. */
  public long lut() {
    return (long) value(DeviceKeys.LUT);
  }

  /** Flip-flops. */
  public long ff() {
    return (long) value(DeviceKeys.FF);
  }

  /** Block RAMs of 36 Kb. */
  public long bram36() {
    return (long) value(DeviceKeys.BRAM36);
  }

  /** DSP blocks. */
  public long dsp() {
    return (long) value(DeviceKeys.DSP);
  }

  /** Bits a cycle that DRAM delivers at a clock, whole bits. */
  public int dramBitsPerCycle(double clockMhz) {
    double bitsPerSecond =
        value(DeviceKeys.DRAM_GBPS) * 8e9 * value(DeviceKeys.DRAM_EFFICIENCY) / 100;
    return (int) Math.floor(bitsPerSecond / (clockMhz * 1e6));
  }
}
