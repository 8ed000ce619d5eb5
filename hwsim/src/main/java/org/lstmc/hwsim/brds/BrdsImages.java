package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.parts.StoredRows;
import org.lstmc.hwsim.rtl.BitWord;

/** What the memories of a BRDS engine hold, word by word in the order in which they are read. */
final class BrdsImages {
  private BrdsImages() {}

  /**
   * Weight memory of one gate: for every layer, row and beat a word of {@code r} entries, each a
   * value and a column field. Slots behind the row's last entry are zero and never used.
   *
   * @param matrices Wx or Wh of every layer
   * @param columns whether the rows have column fields
   */
  static List<BigInteger> weights(
      List<FixedMatrix> matrices,
      int gate,
      int r,
      boolean relative,
      boolean columns,
      int valueBits,
      int indexBits) {
    List<BigInteger> words = new ArrayList<>();
    for (FixedMatrix m : matrices) {
      StoredRows rows = StoredRows.of(m, relative);
      int cells = m.rows() / BrdsConfig.GATES;
      int beats = Math.max(1, (rows.entries() + r - 1) / r);
      for (int j = 0; j < cells; j++) {
        int row = gate * cells + j;
        int column = -1;
        for (int b = 0; b < beats; b++) {
          BitWord word = new BitWord();
          for (int e = b * r; e < (b + 1) * r; e++) {
            boolean here = e < rows.entries();
            int before = column;
            column = here ? rows.column(row, e, before) : before;
            word.add(here ? rows.value(row, e) : 0, valueBits);
            if (columns) {
              word.add(!here ? 0 : relative ? column - before - 1 : column, indexBits);
            }
          }
          words.add(word.value());
        }
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
