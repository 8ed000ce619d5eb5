package org.lstmc.hwsim.bbs;

import java.util.Map;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.compress.storage.BankIndexed;
import org.lstmc.core.compress.storage.StoredMatrix;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.PassProducts;
import org.lstmc.hwsim.parts.serial.RowsOfPass;

/** Products from packed banks: in a beat, the t-th entry of each bank meets its own vector bank. */
final class BbsStorage implements PassProducts {
  private final StoredMatrix stored;
  private final BankShape shape;
  private final int multipliers;

  private BbsStorage(StoredMatrix stored, BankShape shape, int multipliers) {
    this.stored = stored;
    this.shape = shape;
    this.multipliers = multipliers;
  }

  static PassProducts of(Pass pass, FixedMatrix matrix, int multipliers) {
    RowsOfPass own = RowsOfPass.of(pass, matrix);
    BankShape shape = BankShape.of(pass.matrix(), multipliers);
    Map<String, Integer> parameters = Map.of(BankBalanced.BANKS, shape.banks());
    return new BbsStorage(
        new BankIndexed().encode(own.codes(), own.mask(), parameters), shape, multipliers);
  }

  @Override
  public void add(long[] vector, long[] sums) {
    int perBank = stored.size().entriesPerRow() / shape.banks();
    for (int r = 0; r < sums.length; r++) {
      for (int first = 0; first < shape.banks(); first += multipliers) {
        int last = Math.min(shape.banks(), first + multipliers);
        for (int t = 0; t < perBank; t++) {
          sums[r] += beat(vector, r, t, first, last);
        }
      }
    }
  }

  /** The products of one beat through the tree. */
  private long beat(long[] vector, int row, int entry, int firstBank, int lastBank) {
    int bits = stored.weightBits() + stored.size().indexWidth();
    long tree = 0;
    for (int b = firstBank; b < lastBank; b++) {
      long at = ((long) row * stored.size().entriesPerRow() + entry * shape.banks() + b) * bits;
      long raw = field(at, stored.weightBits());
      long value = raw << (64 - stored.weightBits()) >> (64 - stored.weightBits());
      int column = (int) field(at + stored.weightBits(), stored.size().indexWidth());
      // a filled-up entry of a bank behind the last column has no word to meet
      int word = b * shape.width() + column;
      tree += word < vector.length ? value * vector[word] : 0;
    }
    return tree;
  }

  private long field(long position, int width) {
    long value = 0;
    for (long at = position; at < position + width; at++) {
      value = value << 1 | (stored.bytes()[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1);
    }
    return value;
  }
}
