package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * Rows cut into {@code banks} runs of ceil(cols/banks) columns; each entry a value and its column
 * inside the bank (CSB of BBS, Cao et al., FPGA 2019). The t-th entries of all banks of a row lie
 * side by side, so that one multiplier a bank reads its own bank of the vector buffer. Banks with
 * fewer weights than the fullest of the matrix are filled up with zero entries; a bank-balanced
 * mask needs some only where its last bank is shorter than what the others keep.
 */
public final class BankIndexed implements StorageFormat {
  /** Parameter of the pattern: banks a row. */
  private static final String BANKS = "banks";

  @Override
  public String name() {
    return "bank-indexed";
  }

  @Override
  public StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters) {
    int banks = parameters.get(BANKS);
    int width = (mask.cols() + banks - 1) / banks;
    int perBank = fullestBank(mask, width);
    long entries = (long) mask.rows() * banks * perBank;
    int index = Bits.toTellApart(width);
    return StorageSize.of(mask.count(), entries, weightBits, index, 0, banks * perBank);
  }

  @Override
  public StoredMatrix encode(CodedMatrix m, Mask mask, Map<String, Integer> parameters) {
    int banks = parameters.get(BANKS);
    int width = (m.cols() + banks - 1) / banks;
    StorageSize size = size(mask, m.bits(), parameters);
    int perBank = size.entriesPerRow() / banks;
    BitWriter out = new BitWriter(size.totalBits());
    int[] cursor = new int[banks];
    for (int r = 0; r < m.rows(); r++) {
      for (int b = 0; b < banks; b++) {
        cursor[b] = b * width;
      }
      for (int t = 0; t < perBank; t++) {
        for (int b = 0; b < banks; b++) {
          int end = Math.min((b + 1) * width, m.cols());
          while (cursor[b] < end && !mask.keeps(r, cursor[b])) {
            cursor[b]++;
          }
          boolean weight = cursor[b] < end;
          out.write(weight ? m.codes()[r * m.cols() + cursor[b]] : 0, m.bits());
          out.write(weight ? cursor[b]++ - b * width : 0, size.indexWidth());
        }
      }
    }
    return new StoredMatrix(
        name(),
        m.rows(),
        m.cols(),
        m.bits(),
        Map.of(BANKS, banks),
        size,
        out.bytes(size.totalBits()));
  }

  @Override
  public CodedMatrix decode(StoredMatrix s) {
    int banks = s.parameters().get(BANKS);
    int width = (s.cols() + banks - 1) / banks;
    long[] codes = new long[s.rows() * s.cols()];
    BitReader in = new BitReader(s.bytes());
    for (int r = 0; r < s.rows(); r++) {
      for (int e = 0; e < s.size().entriesPerRow(); e++) {
        long value = in.signed(s.weightBits());
        int column = e % banks * width + (int) in.unsigned(s.size().indexWidth());
        if (value != 0) { // a filled-up entry points at its bank's first column, and adds nothing
          codes[r * s.cols() + column] += value;
        }
      }
    }
    return new CodedMatrix(s.rows(), s.cols(), s.weightBits(), codes);
  }

  private static int fullestBank(Mask mask, int width) {
    int fullest = 0;
    for (int r = 0; r < mask.rows(); r++) {
      int first = r * mask.cols();
      for (int c = 0; c < mask.cols(); c += width) {
        int end = Math.min(c + width, mask.cols());
        fullest = Math.max(fullest, mask.kept().get(first + c, first + end).cardinality());
      }
    }
    return fullest;
  }
}
