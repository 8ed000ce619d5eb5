package org.lstmc.hwsim.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;

/**
 * Power = activity of a step x energy per action / time of the step + power that flows always.
 * Flip-flops and look-up tables are counted by the cycle, the rest by the action.
 */
public final class EnergyModel {
  /** Clock at which the device files state the power of the clock network. */
  private static final double CLOCK_TREE_MHZ = 200;

  private final Device device;

  /** A model with a device's constants. */
  public EnergyModel(Device device) {
    this.device = device;
  }

  /**
   * Power while steps run back to back.
   *
   * @param a activity of one step
   * @param r what the engine occupies
   * @param cycles cycles of one step
   * @param clockMhz clock
   */
  public Power power(Activity a, Resources r, double cycles, double clockMhz) {
    double stepSeconds = cycles / (clockMhz * 1e6);
    double perWatt = 1e-12 / stepSeconds;
    Map<String, Double> parts = new LinkedHashMap<>();
    double mac =
        (a.macs() + a.transformProducts() + a.elementwise()) * device.value(DeviceKeys.MAC_PJ)
            + a.idleMacSlots() * device.value(DeviceKeys.IDLE_MAC_PJ);
    parts.put("multipliers", mac * perWatt);
    parts.put("memories", memoriesPj(a) * perWatt);
    double logic =
        a.additionBits() * device.value(DeviceKeys.ADD_PJ_PER_BIT)
            + cycles * r.lut() * device.value(DeviceKeys.LUT_CYCLE_PJ)
            + cycles * r.ff() * device.value(DeviceKeys.FF_CYCLE_PJ);
    parts.put("logic", logic * perWatt);
    parts.put("clockTree", device.value(DeviceKeys.CLOCK_TREE_W) * clockMhz / CLOCK_TREE_MHZ);
    parts.put("static", device.value(DeviceKeys.STATIC_W));
    parts.put(
        "io",
        device.value(DeviceKeys.IO_W)
            + a.ioBits() * device.value(DeviceKeys.IO_PJ_PER_BIT) * perWatt);
    parts.put("dram", a.dramBits() * device.value(DeviceKeys.DRAM_PJ_PER_BIT) * perWatt);
    return new Power(parts, device.value(DeviceKeys.BOARD_BASELINE_W));
  }

  private double memoriesPj(Activity a) {
    double pj = 0;
    for (MemoryUse m : a.memories()) {
      double accesses = m.reads() + m.writes();
      pj +=
          m.kind() == MemoryUse.Kind.DISTRIBUTED
              ? accesses * m.wordBits() * device.value(DeviceKeys.LUT_RAM_PJ_PER_BIT)
              : accesses * ((m.wordBits() + 17) / 18) * device.value(DeviceKeys.BRAM_PORT_PJ);
    }
    return pj;
  }
}
