package org.lstmc.core.quantize.fft;

/**
 * How the spectrum of k real numbers is kept in k words: the real parts of bins 0 to k/2 at 0 to
 * k/2, the imaginary part of bin j at k - j (0 &lt; j &lt; k/2). Bins 0 and k/2 are real, and bin k
 * - j is the conjugate of bin j.
 */
public final class HalfComplex {
  private HalfComplex() {}

  /** Bins that are kept: k/2 + 1. */
  public static int bins(int k) {
    return k / 2 + 1;
  }

  /** Whether a bin is real: 0 and k/2. */
  public static boolean isReal(int bin, int k) {
    return bin == 0 || 2 * bin == k;
  }

  /** Where the imaginary part of a bin that is not real stands. */
  public static int imaginary(int bin, int k) {
    return k - bin;
  }

  /** The number whose binary digits are those of {@code i} from behind; k a power of two. */
  public static int reversed(int i, int k) {
    return k == 1 ? 0 : Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(k) + 1);
  }
}
