package org.lstmc.hwsim.device;

import java.util.List;

/** Every figure that a device file must hold; the unit is the end of the key. */
public final class DeviceKeys {
  public static final String LUT = "resources.lut";
  public static final String FF = "resources.ff";
  public static final String BRAM36 = "resources.bram36";
  public static final String URAM = "resources.uram";
  public static final String DSP = "resources.dsp";
  public static final String CLOCK_MHZ = "clock.typicalClockMhz";
  public static final String DRAM_GBPS = "dram.bandwidthGBps";
  public static final String DRAM_EFFICIENCY = "dram.efficiencyPercent";
  public static final String DRAM_LATENCY_NS = "dram.latencyNs";
  public static final String DRAM_PJ_PER_BIT = "dram.energyPjPerBit";
  public static final String MAC_PJ = "energy.macPj";
  public static final String IDLE_MAC_PJ = "energy.idleMacPj";
  public static final String BRAM_PORT_PJ = "energy.bramPortPj";
  public static final String LUT_RAM_PJ_PER_BIT = "energy.lutRamPjPerBit";
  public static final String ADD_PJ_PER_BIT = "energy.addPjPerBit";
  public static final String FF_CYCLE_PJ = "energy.ffCyclePj";
  public static final String LUT_CYCLE_PJ = "energy.lutCyclePj";
  public static final String IO_PJ_PER_BIT = "energy.ioPjPerBit";
  public static final String STATIC_W = "power.staticW";
  public static final String CLOCK_TREE_W = "power.clockTreeW";
  public static final String IO_W = "power.ioW";
  public static final String BOARD_BASELINE_W = "power.boardBaselineW";

  /** All of them, in file order. */
  public static final List<String> ALL =
      List.of(
          LUT,
          FF,
          BRAM36,
          URAM,
          DSP,
          CLOCK_MHZ,
          DRAM_GBPS,
          DRAM_EFFICIENCY,
          DRAM_LATENCY_NS,
          DRAM_PJ_PER_BIT,
          MAC_PJ,
          IDLE_MAC_PJ,
          BRAM_PORT_PJ,
          LUT_RAM_PJ_PER_BIT,
          ADD_PJ_PER_BIT,
          FF_CYCLE_PJ,
          LUT_CYCLE_PJ,
          IO_PJ_PER_BIT,
          STATIC_W,
          CLOCK_TREE_W,
          IO_W,
          BOARD_BASELINE_W);

  private DeviceKeys() {}
}
