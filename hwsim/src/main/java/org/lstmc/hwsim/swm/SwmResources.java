package org.lstmc.hwsim.swm;

import java.util.List;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.MemoryBlock;
import org.lstmc.hwsim.parts.circulant.TransformUnit;

/** What the engine occupies of an FPGA: DSP and block RAM from its structure, logic by estimate. */
final class SwmResources {
  /** Operand registers and selection of one multiplier, assumed as for the other machines. */
  private static final int LUT_PER_MULTIPLIER = 12;

  private static final int FF_PER_MULTIPLIER = 40;
  private static final int FIXED_LUT = 1500;
  private static final int FIXED_FF = 2500;

  static final String METHOD =
      "DSP: four real multipliers a complex one and a butterfly, a hard multiplier each up to 18x25"
          + " bits. BRAM36: depth and width of every memory in whole 18 Kb blocks. LUT, FF: additions"
          + " bit by bit, plus assumed 12 LUT and 40 FF a multiplier and 1500 LUT and 2500 FF fixed.";

  private SwmResources() {}

  static Resources of(SwmConfig c, List<SwmMemory> memories) {
    SwmArray a = c.array();
    int sumBits = most(c, l -> l.work().accumulatorBits());
    int wordBits = most(c, SwmResources::widest);
    int weightBits = most(c, l -> l.matrix().weightBits());
    long dsp = (long) a.allMultipliers() * MacArray.dspPerProduct(weightBits, wordBits);
    int block = most(c, SwmLayer::block);
    long transformAdders =
        block == 0
            ? 0
            : (TransformUnit.additions(block) + a.transformCycles(block) - 1L)
                / a.transformCycles(block);
    // two sums of products and two accumulators a complex product, the tree of the dense layers
    long adderBits =
        2L * a.multipliers() * (weightBits + wordBits)
            + 2L * a.multipliers() * sumBits
            + MacArray.treeLut(a.realMultipliers(), weightBits + wordBits)
            + transformAdders * sumBits
            + 3L * a.lanes() * sumBits;
    long lut = FIXED_LUT + adderBits + (long) LUT_PER_MULTIPLIER * a.allMultipliers();
    long ff = FIXED_FF + adderBits + (long) FF_PER_MULTIPLIER * a.allMultipliers();
    double bram = 0;
    for (SwmMemory m : memories) {
      MemoryBlock b = m.block();
      bram += b.bram36();
      lut += b.lut();
    }
    return new Resources(dsp, bram, lut, ff, METHOD);
  }

  /** The widest word that meets a weight. */
  private static int widest(SwmLayer l) {
    return Math.max(l.work().inputBits(), l.work().spectrumBits());
  }

  private static int most(SwmConfig c, java.util.function.ToIntFunction<SwmLayer> of) {
    return c.layers().stream().mapToInt(of).max().orElse(0);
  }
}
