package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.hwsim.parts.circulant.MvmPass;
import org.lstmc.hwsim.rtl.BitWord;
import org.lstmc.hwsim.rtl.MemoryImage;

/**
 * The spectra memory of a unit: by pass, group, part and block column a word, with the k numbers of
 * every lane. A bit is live if it ever changes an accumulator: its lane has a block row, and the
 * number meets a word of the vector's spectrum that is not zero modulo the accumulator's range.
 */
final class SpectraImage {
  private final Engine e;
  private final UnitParameters unit;
  private final int bits;

  SpectraImage(Engine e, UnitParameters unit) {
    this.e = e;
    this.unit = unit;
    this.bits = unit.weightBits();
  }

  MemoryImage image(String parameter, String file) {
    List<BigInteger> words = new ArrayList<>();
    List<BigInteger> live = new ArrayList<>();
    for (int l = 0; l < e.layers(); l++) {
      for (UnitPass a : unit.passes(l)) {
        for (int g = 0; g < unit.unit().groups(a.pass().rows()); g++) {
          for (int p = 0; p < a.terms().size(); p++) {
            CirculantTerm t = a.terms().get(p);
            int[] zeros = zeros(t, a.pass().parts().get(p).operand(), l);
            for (int j = 0; j < t.spectra().form().blockCols(); j++) {
              words.add(word(a, g, t, j));
              live.add(live(a, g, t, j, zeros));
            }
          }
        }
      }
    }
    while (words.size() < unit.depth()) {
      words.add(BigInteger.ZERO);
      live.add(BigInteger.ZERO);
    }
    return new MemoryImage(parameter, file, unit.lanes() * e.k() * bits, words, live);
  }

  private BigInteger word(UnitPass a, int group, CirculantTerm t, int column) {
    BitWord word = new BitWord();
    for (int lane = 0; lane < unit.lanes(); lane++) {
      int row = group * unit.lanes() + lane;
      for (int w = 0; w < e.k(); w++) {
        boolean here = row < a.pass().rows();
        word.add(here ? t.spectra().raw(a.pass().firstRow() + row, column, w) : 0, bits);
      }
    }
    return word.value();
  }

  private BigInteger live(UnitPass a, int group, CirculantTerm t, int column, int[] zeros) {
    BitWord word = new BitWord();
    for (int lane = 0; lane < unit.lanes(); lane++) {
      boolean here = group * unit.lanes() + lane < a.pass().rows();
      for (int w = 0; w < e.k(); w++) {
        int reach = unit.accumulatorBits() - t.shift() - zeros[column * e.k() + w];
        int n = here ? Math.max(0, Math.min(bits, reach)) : 0;
        word.add((1L << n) - 1, bits);
      }
    }
    return word.value();
  }

  /**
   * By block column and stored number, the fewest zeros in which a factor of it ever ends: word w
   * of the spectrum, and of a complex bin the other one.
   */
  private int[] zeros(CirculantTerm t, MvmPass.Operand operand, int l) {
    int k = e.k();
    int[] fewest = new int[t.spectra().form().blockCols() * k];
    Arrays.fill(fewest, Long.SIZE);
    for (int step = 0; step < e.run.steps(); step++) {
      long[][] x = e.run.spectrum(t, operand, l, step);
      for (int i = 0; i < fewest.length; i++) {
        long[] block = x[i / k];
        int w = i % k;
        long both = block[w];
        if (!HalfComplex.isReal(Math.min(w, k - w), k)) {
          both |= block[k - w];
        }
        fewest[i] = Math.min(fewest[i], Long.numberOfTrailingZeros(both));
      }
    }
    return fewest;
  }
}
