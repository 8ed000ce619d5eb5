package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.hwsim.rtl.BitWord;

/** What the memories of a BRDS engine hold, word by word in the order in which they are read. */
final class BrdsImages {
  private BrdsImages() {}

  /**
   * Weight memory of one gate: for every layer, row and beat a word of {@code r} entries, each a
   * value and a column field. Slots behind the row's last entry are zero and never used.
   *
   * @param matrices rows of every layer
   */
  static List<BigInteger> weights(
      List<BrdsRows> matrices, int r, boolean relative, BrdsEntry entry) {
    List<BigInteger> words = new ArrayList<>();
    for (BrdsRows m : matrices) {
      int entries = m.stored().entries();
      for (int j = 0; j < m.count(); j++) {
        int row = m.row(j);
        int column = -1;
        for (int b = 0; b < m.slots(r); b += r) {
          BitWord word = new BitWord();
          for (int e = b; e < b + r; e++) {
            boolean here = row >= 0 && e < entries;
            int before = column;
            column = here ? m.stored().column(row, e, before) : before;
            word.add(here ? m.stored().value(row, e) : 0, entry.valueBits());
            if (!entry.dense()) {
              word.add(!here ? 0 : relative ? column - before - 1 : column, entry.indexBits());
            }
          }
          words.add(word.value());
        }
      }
    }
    return words;
  }

  /** Peephole weights of one gate (0 i, 1 f, 2 o), layer by layer; zeros in layers without. */
  static List<BigInteger> peepholes(List<FixedLayer> layers, int gate, int bits) {
    List<BigInteger> words = new ArrayList<>();
    for (FixedLayer l : layers) {
      int cells = l.plan().spec().hiddenSize();
      for (int j = 0; j < cells; j++) {
        long raw = l.peephole() == null ? 0 : l.peephole().raw(gate * cells + j);
        words.add(new BitWord().add(raw, bits).value());
      }
    }
    return words;
  }

  /** Biases of one gate, layer by layer. */
  static List<BigInteger> biases(List<FixedLayer> layers, int gate, int bits) {
    List<BigInteger> words = new ArrayList<>();
    for (FixedLayer l : layers) {
      int cells = l.plan().spec().hiddenSize();
      for (int j = 0; j < cells; j++) {
        words.add(new BitWord().add(l.bias().raw(gate * cells + j), bits).value());
      }
    }
    return words;
  }

  /** Tables of all layers, each filled up with zeros to {@code entries}. */
  static List<BigInteger> tables(List<ActivationTable> tables, int entries, int bits) {
    List<BigInteger> words = new ArrayList<>();
    for (ActivationTable t : tables) {
      for (long v : Arrays.copyOf(t.contents(), entries)) {
        words.add(new BitWord().add(v, bits).value());
      }
    }
    return words;
  }
}
