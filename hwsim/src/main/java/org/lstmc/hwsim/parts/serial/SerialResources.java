package org.lstmc.hwsim.parts.serial;

import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/** What a serial machine occupies: DSP and block RAM from its structure, logic by estimate. */
public final class SerialResources {
  private static final int FIXED_LUT = 1500;
  private static final int FIXED_FF = 2500;
  private static final int LUT_PER_MULTIPLIER = 12;
  private static final int FF_PER_MULTIPLIER = 40;

  private static final String METHOD =
      "DSP: products of the structure, one block each up to 18x25 bits. BRAM36: depth and width of"
          + " every memory in whole 18 Kb blocks. LUT, FF: adder trees and accumulators bit by bit,"
          + " plus assumed 12 LUT and 40 FF a multiplier and 1500 LUT and 2500 FF fixed.";

  private SerialResources() {}

  /** DSP blocks of one product of the array, the widest of all matrices. */
  public static int dspPerMultiplier(Workload w) {
    int most = 1;
    for (LayerWorkload l : w.layers()) {
      most = Math.max(most, MacArray.dspPerProduct(l.wx().weightBits(), l.inputBits()));
      most = Math.max(most, MacArray.dspPerProduct(l.wh().weightBits(), l.stateBits()));
      if (l.projection() != null) {
        int hidden = MacArray.dspPerProduct(l.projection().weightBits(), l.hiddenBits());
        most = Math.max(most, hidden);
      }
    }
    return most;
  }

  /** DSP blocks of one lane: f*c, i*g, o*tanh(c), three peepholes, lines of the activations. */
  public static int dspPerLane(Workload w) {
    int product = 1;
    boolean peepholes = false;
    for (LayerWorkload l : w.layers()) {
      product = Math.max(product, MacArray.dspPerProduct(l.cellBits(), l.stateBits()));
      peepholes |= l.spec().peepholes();
    }
    int lines = ActivationUnit.dsp(w.sigmoid()) + ActivationUnit.dsp(w.tanh());
    return (peepholes ? 6 : 3) * product + lines;
  }

  /**
   * The whole machine.
   *
   * @param multipliers multipliers of the array
   * @param adders additions of the array that are not in the multipliers' blocks, in bits
   * @param streams element-wise units
   * @param lanes lanes of each
   */
  public static Resources of(
      Workload w, int multipliers, long adders, int streams, int lanes, SerialMemories memories) {
    int sum = w.layers().stream().mapToInt(LayerWorkload::accumulatorBits).max().orElse(0);
    long perLane = 4L * sum;
    long dsp = (long) multipliers * dspPerMultiplier(w) + (long) streams * lanes * dspPerLane(w);
    long logic = adders + streams * lanes * perLane;
    return new Resources(
        dsp,
        memories.bram36(),
        logic + (long) LUT_PER_MULTIPLIER * multipliers + FIXED_LUT + memories.lut(),
        logic + (long) FF_PER_MULTIPLIER * multipliers + FIXED_FF,
        METHOD);
  }
}
