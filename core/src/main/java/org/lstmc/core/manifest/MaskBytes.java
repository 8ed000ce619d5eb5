package org.lstmc.core.manifest;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;

/** Masks as safetensors entries of type BOOL, one byte a weight. */
final class MaskBytes {
  private MaskBytes() {}

  static Safetensors.Entry encode(Mask mask) {
    byte[] bytes = new byte[mask.rows() * mask.cols()];
    mask.kept().stream().forEach(i -> bytes[i] = 1);
    return new Safetensors.Entry(
        "BOOL", new int[] {mask.rows(), mask.cols()}, ByteBuffer.wrap(bytes));
  }

  static Mask decode(Path file, String name, Safetensors.Entry e) {
    if (!e.dtype().equals("BOOL") || e.shape().length != 2) {
      throw LstmcException.badInput(
          "%s: mask of '%s' is %s with %d axes; allowed: BOOL with 2",
          file, name, e.dtype(), e.shape().length);
    }
    Mask mask = Mask.empty(e.shape()[0], e.shape()[1]);
    ByteBuffer data = e.data();
    for (int i = 0; i < data.capacity(); i++) {
      if (data.get(i) != 0) {
        mask.kept().set(i);
      }
    }
    return mask;
  }
}
