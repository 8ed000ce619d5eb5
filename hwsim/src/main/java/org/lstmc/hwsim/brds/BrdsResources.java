package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.MemoryBlock;

/** What an engine occupies, from its structure. */
final class BrdsResources {
  /** Products of the function module: f*c, i*g, o*tanh(c). */
  private static final int FUNCTION_PRODUCTS = 3;

  /** Products of the peepholes: i, f and o. */
  private static final int PEEPHOLE_PRODUCTS = 3;

  static final String METHOD =
      "DSP: products of the structure, one DSP48 each up to 18x25 bits. BRAM36: depth and width of"
          + " every memory in whole 18 Kb blocks, copies for read ports included. LUT, FF: registers,"
          + " additions and selections of the exported Verilog, part by part; registers at"
          + " multipliers in DSP blocks, delay lines in shift registers.";

  private BrdsResources() {}

  static Resources of(Workload w, BrdsSchedule s, BrdsMemories memories) {
    BrdsConfig c = s.config();
    boolean relative = c.relativeIndex();
    List<LayerWorkload> layers = w.layers();
    int accumulator = layers.stream().mapToInt(LayerWorkload::accumulatorBits).max().orElse(0);
    boolean projects = layers.stream().anyMatch(l -> l.projection() != null);
    List<MemoryBlock> x = new ArrayList<>(List.of(memories.block("x memory")));
    if (layers.size() > 1) {
      x.add(memories.block("layer input memory"));
    }
    List<MemoryBlock> h = new ArrayList<>(List.of(memories.block("h memory")));
    BrdsEntry entryH = BrdsEntry.h(w, relative);
    if (projects) {
      h.add(memories.block("projection input memory"));
      entryH = entryH.widened(BrdsEntry.projection(w, relative));
    }
    BrdsPartLogic partX =
        new BrdsPartLogic(
            c.rx(), c, BrdsEntry.x(w, relative), 1, addressBits(x), layers.size(), x, accumulator);
    BrdsPartLogic partH =
        new BrdsPartLogic(
            c.rh(),
            c,
            entryH,
            projects ? 2 : 1,
            addressBits(h),
            layers.size() + (projects ? 1 : 0),
            h,
            accumulator);
    BrdsLogic all =
        partX
            .ofGate()
            .plus(partH.ofGate())
            .times(BrdsConfig.GATES)
            .plus(partX.shared())
            .plus(partH.shared())
            .plus(BrdsFunctionLogic.of(w, s, memories));
    return new Resources(
        dsp(w, c), memories.bram36(), all.lut() + memories.lut(), all.ff(), METHOD);
  }

  /** Bits of a place in any of these vectors; a memory with two readers has a bank to itself. */
  private static int addressBits(List<MemoryBlock> vectors) {
    int words = 1;
    for (MemoryBlock v : vectors) {
      boolean banks =
          !v.twoReaders() && (v.name().equals("x memory") || v.name().equals("h memory"));
      words = Math.max(words, banks ? v.depth() / 2 : v.depth());
    }
    return BrdsEntry.addressBits(words);
  }

  /** Multipliers: four gate modules, function module, peepholes, lines of the activations. */
  static long dsp(Workload w, BrdsConfig c) {
    int x = 1;
    int h = 1;
    int function = 1;
    int peephole = 1;
    boolean peepholes = false;
    for (LayerWorkload l : w.layers()) {
      x = Math.max(x, MacArray.dspPerProduct(l.wx().weightBits(), l.inputBits()));
      h = Math.max(h, MacArray.dspPerProduct(l.wh().weightBits(), l.stateBits()));
      if (l.projection() != null) {
        h = Math.max(h, MacArray.dspPerProduct(l.projection().weightBits(), l.hiddenBits()));
      }
      function = Math.max(function, MacArray.dspPerProduct(l.cellBits(), l.activationBits()));
      peephole = Math.max(peephole, MacArray.dspPerProduct(l.wx().weightBits(), l.cellBits()));
      peepholes |= l.spec().peepholes();
    }
    int products = FUNCTION_PRODUCTS * function + (peepholes ? PEEPHOLE_PRODUCTS * peephole : 0);
    int lines = 3 * ActivationUnit.dsp(w.sigmoid()) + 2 * ActivationUnit.dsp(w.tanh());
    return (long) BrdsConfig.GATES * (c.rx() * x + c.rh() * h) + products + lines;
  }

  /** Additions of a parallel running sum over {@code n} distances. */
  static long addressSum(int n) {
    return (long) n * MacArray.treeLevels(n) / 2 + n;
  }
}
