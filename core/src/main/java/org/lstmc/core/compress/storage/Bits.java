package org.lstmc.core.compress.storage;

/** Field widths. */
final class Bits {
  private Bits() {}

  /** Bits that tell {@code values} values (0 to values-1) apart: ceil(log2(values)). */
  static int toTellApart(long values) {
    return values <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(values - 1);
  }
}
