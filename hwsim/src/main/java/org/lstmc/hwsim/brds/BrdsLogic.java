package org.lstmc.hwsim.brds;

/**
 * Look-up tables and flip-flops, without those of memories. A chain of registers counts as shift
 * registers, a table a bit, from three stages on; the last register before a multiplier and those
 * in it lie in the DSP block.
 *
 * @param lut look-up tables
 * @param ff flip-flops
 */
record BrdsLogic(long lut, long ff) {
  /** Stages from which on a chain is made of shift registers. */
  private static final int SHIFT_REGISTER = 3;

  static final BrdsLogic NONE = new BrdsLogic(0, 0);

  BrdsLogic plus(BrdsLogic other) {
    return new BrdsLogic(lut + other.lut, ff + other.ff);
  }

  BrdsLogic times(long n) {
    return new BrdsLogic(n * lut, n * ff);
  }

  static BrdsLogic registers(long bits) {
    return new BrdsLogic(0, bits);
  }

  static BrdsLogic tables(long bits) {
    return new BrdsLogic(bits, 0);
  }

  /** A delay of {@code stages} cycles. */
  static BrdsLogic chain(int stages, long bits) {
    return stages >= SHIFT_REGISTER ? tables(bits) : registers(stages * bits);
  }

  /** Registered additions of {@code n} words in pairs; a word left over is registered alone. */
  static BrdsLogic tree(int n, int width) {
    long lut = 0;
    long ff = 0;
    int bits = width;
    for (int left = n; left > 1; left = (left + 1) / 2) {
      bits++;
      lut += (long) (left / 2) * bits;
      ff += (long) (left / 2) * bits + (left % 2) * (bits - 1L);
    }
    return new BrdsLogic(lut, ff);
  }

  /**
   * Columns from the distances of {@code n} entries: each less one in {@code distanceBits}, summed
   * by levels that reach 1, 2, 4, ... entries back, and added to the column before.
   */
  static BrdsLogic columns(int n, int levels, int distanceBits, int columnBits) {
    long lut = 0;
    long ff = 0;
    int[] width = new int[n];
    for (int m = 0; m < n; m++) {
      width[m] = Math.min(columnBits, distanceBits + 1);
    }
    // The ones that distances lack are added with them in the first level.
    lut += levels > 0 ? width[0] : 0;
    for (int k = 0; k < levels; k++) {
      for (int m = n - 1; m >= 0; m--) {
        if (m >= 1 << k) {
          width[m] = Math.min(columnBits, Math.max(width[m], width[m - (1 << k)]) + 1);
          lut += width[m];
        }
        ff += width[m];
      }
    }
    // The last column is where the next beat starts from, or -1.
    return new BrdsLogic(lut + (n + 1L) * columnBits, ff + (long) n * columnBits);
  }

  /** Rounding to {@code to} bits of a sum with {@code above} bits more, saturated. */
  static BrdsLogic rounding(int to, int above) {
    return tables(2L * to + (above + 3) / 4);
  }

  /** A counter to a constant: the increment with its reset, the comparison. */
  static BrdsLogic counter(int bits) {
    return new BrdsLogic(bits + (bits + 2) / 3, bits);
  }
}
