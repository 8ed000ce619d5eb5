package org.lstmc.core.compress.storage;

/** Writes fields of any width up to 64 bits, most significant bit first. */
final class BitWriter {
  private final byte[] bytes;
  private long position;

  BitWriter(long bits) {
    bytes = new byte[Math.toIntExact((bits + 7) / 8)];
  }

  /** Appends the low {@code width} bits of a value. */
  void write(long value, int width) {
    for (int left = width; left > 0; ) {
      int free = 8 - (int) (position & 7);
      int take = Math.min(free, left);
      int part = (int) (value >>> (left - take)) & ((1 << take) - 1);
      bytes[(int) (position >>> 3)] |= (byte) (part << (free - take));
      position += take;
      left -= take;
    }
  }

  /** The bytes; exactly the announced bits must have been written. */
  byte[] bytes(long announced) {
    if (position != announced) {
      throw new IllegalStateException("wrote " + position + " bits, announced " + announced);
    }
    return bytes;
  }
}
