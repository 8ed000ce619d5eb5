package org.lstmc.core.manifest;

/** IEEE 754 binary16. */
final class HalfFloat {
  private HalfFloat() {}

  /** The value of half-precision bits. */
  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = Math.scalb((float) fraction, -24);
      return sign != 0 ? -magnitude : magnitude;
    }
    int e = exponent == 31 ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (e << 23) | (fraction << 13));
  }
}
