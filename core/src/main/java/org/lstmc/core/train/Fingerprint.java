package org.lstmc.core.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** SHA-256 over what decides a training run. */
final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fingerprint of one mask. */
  static String of(Mask mask) {
    Fingerprint f = new Fingerprint().add(mask.rows()).add(mask.cols());
    for (long word : mask.kept().toLongArray()) {
      f.add((int) word).add((int) (word >>> 32));
    }
    return f.hex();
  }

  Fingerprint add(int value) {
    if (buffer.remaining() < 4) {
      drain();
    }
    buffer.putInt(value);
    return this;
  }

  Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    drain();
    digest.update(bytes);
    return this;
  }

  Fingerprint add(float[] values) {
    add(values.length);
    for (float v : values) {
      add(Float.floatToRawIntBits(v));
    }
    return this;
  }

  Fingerprint add(int[] values) {
    add(values.length);
    for (int v : values) {
      add(v);
    }
    return this;
  }

  Fingerprint add(Map<String, Tensor> tensors) {
    new TreeMap<>(tensors).forEach((name, t) -> add(name).add(t.shape()).add(t.data()));
    return this;
  }

  Fingerprint add(Split split) {
    add(split.name()).add(split.stream() ? 1 : 0).add(split.sequences().size());
    for (Sequence s : split.sequences()) {
      add(s.length()).add(s.targets());
      if (s.tokens() != null) {
        add(s.tokens());
      }
      if (s.frames() != null) {
        add(s.frames().id());
      } else if (s.features() != null) {
        add(s.features());
      }
    }
    return this;
  }

  String hex() {
    drain();
    return HexFormat.of().formatHex(digest.digest());
  }

  private void drain() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
