package org.lstmc.hwsim.parts.circulant.rtl;

import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.circulant.TransformUnit;

/**
 * DSP blocks of the engine as it is built. It differs from the machine's estimate in one thing:
 * bins 0 and k/2 are real and take one product each, where the papers count a complex multiplier of
 * four, so a lane has 2k-2 multipliers and not 2k+4. Widths up to 18 x 25 bits take one block.
 */
final class EngineProducts {
  private EngineProducts() {}

  static long of(Engine e, UnitParameters first, UnitParameters second) {
    long lanes = 3L + (e.layer(0).peephole() != null ? 3 : 0);
    int sigmoids = e.cell().isGru() ? 2 : 3;
    int tanhs = e.cell().isGru() ? 1 : 2;
    lanes += (long) sigmoids * ActivationUnit.dsp(e.net.quantization().sigmoid());
    lanes += (long) tanhs * ActivationUnit.dsp(e.net.quantization().tanh());
    return unit(e, first) + (second == null ? 0 : unit(e, second)) + e.v() * lanes;
  }

  private static long unit(Engine e, UnitParameters u) {
    int k = e.k();
    int vector = u.forward().words().width();
    long perLane = (2L * k - 2) * MacArray.dspPerProduct(u.weightBits(), vector);
    return u.lanes() * perLane + (1L + u.lanes()) * TransformUnit.products(k);
  }
}
