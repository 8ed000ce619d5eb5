package org.lstmc.hwsim.parts;

/** A group of multipliers whose products are summed by a tree of registered additions. */
public final class MacArray {
  /** Cycles of a product in a DSP48 with its A/B, M and P registers in use. */
  public static final int MULTIPLY_CYCLES = 3;

  private MacArray() {}

  /** Levels of the adder tree over {@code n} products: {@code ceil(log2 n)}. */
  public static int treeLevels(int n) {
    return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** Cycles for {@code entries} products on {@code n} multipliers; a row takes at least one. */
  public static int beats(int entries, int n) {
    return Math.max(1, (entries + n - 1) / n);
  }

  /** DSP blocks of one product: DSP48 multiplies 18 by 25 (27) bits signed. */
  public static int dspPerProduct(int aBits, int bBits) {
    int narrow = Math.min(aBits, bBits);
    int wide = Math.max(aBits, bBits);
    int narrowBlocks = (narrow + 16) / 17;
    int wideBlocks = (wide + 23) / 24;
    return narrow <= 18 && wide <= 25 ? 1 : Math.max(2, narrowBlocks * wideBlocks);
  }

  /** Look-up tables of a tree over {@code n} products: one a bit, growing a bit a level. */
  public static long treeLut(int n, int productBits) {
    return treeBits(n, productBits);
  }

  /** Flip-flops of a tree over {@code n} products: every level is registered. */
  public static long treeFf(int n, int productBits) {
    return treeBits(n, productBits);
  }

  private static long treeBits(int n, int productBits) {
    long bits = 0;
    int width = productBits;
    for (int left = n; left > 1; left = (left + 1) / 2) {
      width++;
      bits += (long) (left / 2) * width + (left % 2) * (width - 1L);
    }
    return bits;
  }
}
