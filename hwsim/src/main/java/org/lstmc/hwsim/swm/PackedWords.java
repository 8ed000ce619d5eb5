package org.lstmc.hwsim.swm;

/** Signed numbers of one width as they lie in a memory, bit by bit behind one another. */
final class PackedWords {
  private final byte[] bits;
  private final int width;

  PackedWords(long words, int width) {
    this.width = width;
    bits = new byte[Math.toIntExact((words * width + 7) / 8)];
  }

  void store(long at, long value) {
    for (int i = 0; i < width; i++) {
      long bit = at * width + i;
      if ((value >>> (width - 1 - i) & 1) != 0) {
        bits[(int) (bit >>> 3)] |= (byte) (1 << (7 - (int) (bit & 7)));
      }
    }
  }

  long read(long at) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      long bit = at * width + i;
      value = value << 1 | (bits[(int) (bit >>> 3)] >>> (7 - (int) (bit & 7)) & 1);
    }
    return value << (64 - width) >> (64 - width);
  }
}
