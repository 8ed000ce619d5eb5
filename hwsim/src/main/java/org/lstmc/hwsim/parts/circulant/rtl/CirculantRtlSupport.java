package org.lstmc.hwsim.parts.circulant.rtl;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.hwsim.parts.circulant.CirculantConfig;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.MvmUnit;

/** What the hand-written cores can be built for; anything else ends in one clear line. */
final class CirculantRtlSupport {
  /** Bits of a field that tells which words of a beat exist. */
  private static final int MOST_LANES = 31;

  private CirculantRtlSupport() {}

  static void require(Model model, CirculantDesign d) {
    CirculantConfig c = d.schedule().config();
    int block = c.units().get(0).largest();
    for (MvmUnit u : c.units()) {
      if (u.units() != 1 || !u.overlapped() || u.inverses() != u.lanes()) {
        throw LstmcException.unsupported(
            "export verilog: %s transforms all block rows back after their products; cores exist for"
                + " the elements of e-rnn, which do both at once. Take --accelerator e-rnn",
            c.machine());
      }
      if (u.block() != block || u.largest() != block) {
        throw LstmcException.unsupported(
            "export verilog: the %s stage has blocks of %d to %d, the gates' of %d; the cores are"
                + " built for one block size. Take one size for all matrices",
            u.name(), u.block(), u.largest(), block);
      }
    }
    if (c.lanes() > MOST_LANES) {
      throw LstmcException.unsupported(
          "export verilog: v=%d words in parallel; %d is the most", c.lanes(), MOST_LANES);
    }
    LayerSpec first = model.network().layers().get(0);
    for (LayerSpec l : model.network().layers()) {
      if (l.peepholes() != first.peepholes()
          || (l.projectionSize() > 0) != (first.projectionSize() > 0)) {
        throw LstmcException.unsupported(
            "export verilog: some layers have peepholes or a projection and others have not; the"
                + " layers share their stages and must be alike in this");
      }
    }
  }

  /** All transforms of a unit have words of one width and halve alike. */
  static void requireWidths(UnitParameters first, UnitParameters second) {
    first.requireAlike();
    if (second != null) {
      second.requireAlike();
    }
  }

  static void requireAlike(String what, FixedFft one, FixedFft other) {
    if (one.words().width() != other.words().width() || one.halvings() != other.halvings()) {
      throw LstmcException.unsupported(
          "export verilog: %s has words of %d bits and %d halvings here and %d bits and %d halvings"
              + " there; one transform serves all layers. Quantize with equal widths",
          what, one.words().width(), one.halvings(), other.words().width(), other.halvings());
    }
  }
}
