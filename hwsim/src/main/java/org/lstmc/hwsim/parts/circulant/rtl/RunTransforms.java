package org.lstmc.hwsim.parts.circulant.rtl;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.hwsim.parts.circulant.MvmPass;

/**
 * Constants of a matrix-vector unit that one run leaves open: words of its transforms wider than
 * any value, accumulators that are never full, words of a last block that are always zero.
 */
final class RunTransforms {
  private static final int PASSES = 4;

  private final Engine e;
  private final ParameterList p;
  private final UnitParameters unit;
  private final String prefix;

  RunTransforms(Engine e, UnitParameters unit, String prefix) {
    this.e = e;
    this.p = e.parameters;
    this.unit = unit;
    this.prefix = prefix;
  }

  /**
   * Notes what is open.
   *
   * @param words whether words of the inverse transform are read as wide as they are
   */
  void note(boolean words) {
    int forward = unit.forward().words().width();
    int inverse = unit.inverse().words().width();
    p.open(
        prefix + "XW",
        leastWidth(forward, true),
        forwardLeaves(forward) ? forward : ParameterList.MOST);
    long least = words ? leastWidth(inverse, false) : inverse;
    p.open(prefix + "IW", least, inverseLeaves(inverse) ? inverse : ParameterList.MOST);
    for (int l = 0; l < e.layers(); l++) {
      for (int i = 0; i < unit.passes(l).size(); i++) {
        String site = prefix + "ACC_BITS[" + (l * PASSES + i) + "]";
        int width = unit.passes(l).get(i).sum().accumulator().width();
        long needed = sumBits(l, unit.passes(l).get(i));
        // A sum that has wrapped needs more bits than there are: then none may be missing or added.
        boolean wraps = needed > width;
        p.open(site, wraps ? width : needed, wraps ? width : unit.accumulatorBits());
      }
      lastWords(l);
    }
  }

  private int leastWidth(int width, boolean forward) {
    int w = width;
    while (w > 2 && !(forward ? forwardLeaves(w - 1) : inverseLeaves(w - 1))) {
      w--;
    }
    return w;
  }

  private static FixedFft withWords(FixedFft f, int width) {
    FixedFormat words = RunConstants.wider(f.words(), width);
    return new FixedFft(f.points(), words, f.twiddle(), f.halvings(), f.rounding(), f.overflow());
  }

  /** Whether words of this width would ever be left by a vector's transform. */
  private boolean forwardLeaves(int width) {
    long[] left = {0};
    try {
      for (int l = 0; l < e.layers(); l++) {
        for (UnitPass a : unit.passes(l)) {
          for (int i = 0; i < a.terms().size(); i++) {
            CirculantTerm t = a.terms().get(i);
            MvmPass.Operand o = a.pass().parts().get(i).operand();
            CirculantTerm other =
                new CirculantTerm(
                    t.matrix(), t.spectra(), withWords(t.forward(), width), t.shift());
            for (int step = 0; step < e.run.steps() && left[0] == 0; step++) {
              other.transform(
                  e.run.operand(o, l, step),
                  e.run.format(l, o).fractionBits(),
                  (signal, n) -> left[0] += n);
            }
          }
        }
      }
    } catch (LstmcException formatOutOfRange) {
      return true;
    }
    return left[0] > 0;
  }

  /** Whether words of this width would ever be left by a transform back. */
  private boolean inverseLeaves(int width) {
    long[] left = {0};
    try {
      for (int l = 0; l < e.layers(); l++) {
        for (UnitPass a : unit.passes(l)) {
          CirculantSum s = a.sum();
          FixedFft inverse = withWords(s.inverse(), width);
          CirculantSum other = new CirculantSum("", s.terms(), s.accumulator(), inverse);
          for (int step = 0; step < e.run.steps() && left[0] == 0; step++) {
            for (int row = 0; row < a.pass().rows(); row++) {
              other.finish(
                  e.run.sums(a, row, l, step),
                  (signal, n) -> left[0] += signal.equals(SignalNames.inverse("")) ? n : 0);
            }
          }
        }
      }
    } catch (LstmcException formatOutOfRange) {
      return true;
    }
    return left[0] > 0;
  }

  private long sumBits(int l, UnitPass a) {
    long bits = 1;
    for (int step = 0; step < e.run.steps(); step++) {
      for (int row = 0; row < a.pass().rows(); row++) {
        for (long s : e.run.sums(a, row, l, step)) {
          bits = Math.max(bits, ParameterList.signedBits(s));
        }
      }
    }
    return bits;
  }

  /**
   * Words of the last block that are let through: beyond them, and before, zeros may be as well.
   */
  private void lastWords(int l) {
    for (UnitPass a : unit.passes(l)) {
      for (MvmPass.Part part : a.pass().parts()) {
        int k = e.k();
        int length = e.run.operand(part.operand(), l, 0).length;
        int last = (length - 1) / k * k;
        int least = 0;
        for (int step = 0; step < e.run.steps(); step++) {
          long[] x = e.run.operand(part.operand(), l, step);
          for (int i = last; i < length; i++) {
            least = x[i] != 0 ? Math.max(least, i - last) : least;
          }
        }
        // The stimulus fills its last word of input up with zeros.
        boolean x = l == 0 && part.operand() == MvmPass.Operand.INPUT;
        int filled = (length + perBeat() - 1) / perBeat() * perBeat() - 1;
        int most = x ? Math.min(k - 1, filled - last) : (length - 1) % k;
        int at = 2 * l + UnitPass.slot(part.operand());
        p.open(prefix + "LAST_WORDS[" + at + "]", least, most);
      }
    }
  }

  private int perBeat() {
    return e.schedule().config().xWordsPerCycle();
  }
}
