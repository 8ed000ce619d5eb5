package org.lstmc.hwsim.brds;

import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/** What an engine occupies: DSP and block RAM from its structure, logic by estimate. */
final class BrdsResources {
  /** Products of the function module: f*c, i*g, o*tanh(c). */
  private static final int FUNCTION_PRODUCTS = 3;

  /** Products of the peepholes: i, f and o. */
  private static final int PEEPHOLE_PRODUCTS = 3;

  /** Control, rounding, c path: a fixed share, assumed. */
  private static final int FIXED_LUT = 1500;

  private static final int FIXED_FF = 2500;

  /** Zeroing of idle slots and operand registers of one multiplier, assumed. */
  private static final int LUT_PER_MULTIPLIER = 12;

  private static final int FF_PER_MULTIPLIER = 40;

  static final String METHOD =
      "DSP: products of the structure, one DSP48 each up to 18x25 bits. BRAM36: depth and width of"
          + " every memory in whole 18 Kb blocks, copies for read ports included. LUT, FF: adder"
          + " trees and address sums bit by bit, plus assumed 12 LUT and 40 FF a multiplier and"
          + " 1500 LUT and 2500 FF fixed.";

  private BrdsResources() {}

  static Resources of(Workload w, BrdsConfig c, BrdsMemories memories) {
    int addressBits = 0;
    int productBits = 0;
    int accumulatorBits = 0;
    for (LayerWorkload l : w.layers()) {
      addressBits = Math.max(addressBits, l.wx().indexBits(false));
      addressBits = Math.max(addressBits, l.wh().indexBits(false));
      productBits = Math.max(productBits, l.wh().weightBits() + l.stateBits());
      productBits = Math.max(productBits, l.wx().weightBits() + l.inputBits());
      accumulatorBits = Math.max(accumulatorBits, l.accumulatorBits());
    }
    int g = BrdsConfig.GATES;
    int multipliers = g * (c.rx() + c.rh());
    long tree = g * (MacArray.treeLut(c.rx(), productBits) + MacArray.treeLut(c.rh(), productBits));
    long address =
        c.relativeIndex() ? g * (addressSum(c.rx()) + addressSum(c.rh())) * addressBits : 0;
    long lut =
        tree
            + address
            + 4L * g * accumulatorBits
            + (long) LUT_PER_MULTIPLIER * multipliers
            + FIXED_LUT
            + memories.lut();
    long ff =
        tree
            + 2 * address
            + 4L * g * accumulatorBits
            + (long) FF_PER_MULTIPLIER * multipliers
            + FIXED_FF;
    return new Resources(dsp(w, c), memories.bram36(), lut, ff, METHOD);
  }

  /** Multipliers: four gate modules, function module, peepholes, lines of the activations. */
  static long dsp(Workload w, BrdsConfig c) {
    int x = 1;
    int h = 1;
    int function = 1;
    boolean peepholes = false;
    for (LayerWorkload l : w.layers()) {
      x = Math.max(x, MacArray.dspPerProduct(l.wx().weightBits(), l.inputBits()));
      h = Math.max(h, MacArray.dspPerProduct(l.wh().weightBits(), l.stateBits()));
      if (l.projection() != null) {
        h = Math.max(h, MacArray.dspPerProduct(l.projection().weightBits(), l.hiddenBits()));
      }
      function = Math.max(function, MacArray.dspPerProduct(l.cellBits(), l.stateBits()));
      peepholes |= l.spec().peepholes();
    }
    int products = FUNCTION_PRODUCTS + (peepholes ? PEEPHOLE_PRODUCTS : 0);
    int lines = 3 * ActivationUnit.dsp(w.sigmoid()) + 2 * ActivationUnit.dsp(w.tanh());
    return (long) BrdsConfig.GATES * (c.rx() * x + c.rh() * h) + (long) products * function + lines;
  }

  /** Additions of a parallel running sum over {@code n} distances. */
  static long addressSum(int n) {
    return (long) n * MacArray.treeLevels(n) / 2 + n;
  }
}
