package org.lstmc.core.export.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * One message of the protobuf wire format (protobuf.dev/programming-guides/encoding), written field
 * by field. ONNX needs so few messages that generated classes would be the larger part.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void varint(long v) {
    long rest = v;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void tag(int field, int wire) {
    varint((long) field << 3 | wire);
  }

  /** An integer or an enum. */
  ProtoMessage integer(int field, long v) {
    tag(field, VARINT);
    varint(v);
    return this;
  }

  /** Bytes. */
  ProtoMessage bytes(int field, byte[] v) {
    tag(field, LENGTH);
    varint(v.length);
    out.write(v, 0, v.length);
    return this;
  }

  /** A text. */
  ProtoMessage text(int field, String v) {
    return bytes(field, v.getBytes(UTF_8));
  }

  /** A message within. */
  ProtoMessage message(int field, ProtoMessage v) {
    return bytes(field, v.bytes());
  }

  /** The encoded message. */
  byte[] bytes() {
    return out.toByteArray();
  }
}
