package org.lstmc.core.compress.storage;

/** Reads what {@link BitWriter} wrote. */
final class BitReader {
  private final byte[] bytes;
  private long position;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next {@code width} bits as a number without sign. */
  long unsigned(int width) {
    long value = 0;
    for (int left = width; left > 0; ) {
      int free = 8 - (int) (position & 7);
      int take = Math.min(free, left);
      int part = (bytes[(int) (position >>> 3)] & 0xff) >>> (free - take) & ((1 << take) - 1);
      value = value << take | part;
      position += take;
      left -= take;
    }
    return value;
  }

  /** The next {@code width} bits as a two's-complement number. */
  long signed(int width) {
    return unsigned(width) << (64 - width) >> (64 - width);
  }
}
