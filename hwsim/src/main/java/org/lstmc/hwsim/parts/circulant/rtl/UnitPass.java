package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.quantize.datapath.RowSum;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.hwsim.parts.circulant.MvmPass;

/**
 * A pass with what the number contract adds up in it.
 *
 * @param pass block rows and parts
 * @param blocks its sum
 */
record UnitPass(MvmPass pass, RowSum.Blocks blocks) {
  /** The sum of all terms, also of those that take no part. */
  CirculantSum sum() {
    return blocks.sum();
  }

  /** Which of the core's two vectors an operand is. */
  static int slot(MvmPass.Operand operand) {
    return switch (operand) {
      case INPUT, HIDDEN -> 0;
      case STATE, RESET_STATE -> 1;
    };
  }

  /** Which of the core's two vectors it multiplies: bits 0 and 1. */
  long parts() {
    long bits = 0;
    for (MvmPass.Part part : pass.parts()) {
      bits |= 1L << slot(part.operand());
    }
    return bits;
  }

  /** Terms that take part, in the order of the pass's parts. */
  List<CirculantTerm> terms() {
    List<CirculantTerm> terms = new ArrayList<>();
    for (int t = 0; t < blocks.slots().size(); t++) {
      if (blocks.slots().get(t) >= 0) {
        terms.add(sum().terms().get(t));
      }
    }
    return terms;
  }
}
