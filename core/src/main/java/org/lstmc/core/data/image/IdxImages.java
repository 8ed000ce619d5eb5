package org.lstmc.core.data.image;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lstmc.core.LstmcException;

/**
 * Labelled grey images of an idx pair (LeCun's MNIST files): big-endian head, then bytes.
 *
 * @param rows of an image
 * @param cols of an image
 * @param pixels images one after the other, row-major, 0 to 255
 * @param labels one an image, 0 to 9
 */
record IdxImages(int rows, int cols, byte[] pixels, byte[] labels) {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int CLASSES = 10;

  /**
   * Reads a pair.
   *
   * @param imageFile named in messages
   * @throws LstmcException bad input: another file type, a size that is not the head's, images and
   *     labels of different number, a label above 9
   */
  static IdxImages read(byte[] images, Path imageFile, byte[] labels, Path labelFile) {
    int[] shape = head(images, imageFile, IMAGES, 3, "images of bytes (idx3-ubyte)");
    int[] count = head(labels, labelFile, LABELS, 1, "labels of bytes (idx1-ubyte)");
    if (shape[0] != count[0]) {
      throw LstmcException.badInput(
          "%s has %d images, %s has %d labels; the files must belong together",
          imageFile, shape[0], labelFile, count[0]);
    }
    byte[] values = java.util.Arrays.copyOfRange(labels, 8, labels.length);
    for (int i = 0; i < values.length; i++) {
      if ((values[i] & 0xff) >= CLASSES) {
        throw LstmcException.badInput(
            "%s: label %d of image %d; digits are 0 to 9", labelFile, values[i] & 0xff, i);
      }
    }
    return new IdxImages(
        shape[1], shape[2], java.util.Arrays.copyOfRange(images, 16, images.length), values);
  }

  private static int[] head(byte[] file, Path path, int magic, int dimensions, String what) {
    int head = 4 + 4 * dimensions;
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length < head || in.getInt() != magic) {
      throw LstmcException.badInput(
          "%s: not an idx file of %s: it starts with 0x%s, expected 0x%08x",
          path,
          what,
          file.length < 4
              ? ""
              : String.format(java.util.Locale.ROOT, "%08x", ByteBuffer.wrap(file).getInt()),
          magic);
    }
    int[] shape = new int[dimensions];
    long size = 1;
    for (int d = 0; d < dimensions; d++) {
      shape[d] = in.getInt();
      if (shape[d] < 1 || (d > 0 && shape[d] > 4096)) {
        throw LstmcException.badInput(
            "%s: extent %d of dimension %d; at least one image of 1 to 4096 pixels a side is needed",
            path, shape[d], d + 1);
      }
      size *= shape[d];
    }
    if (file.length - head != size) {
      throw LstmcException.badInput(
          "%s: %d bytes after the head, which announces %d; copy the file again",
          path, file.length - head, size);
    }
    return shape;
  }

  /** Number of images. */
  int count() {
    return labels.length;
  }

  /** A pixel, 0 to 255. */
  int pixel(int image, int row, int col) {
    return pixels[(image * rows + row) * cols + col] & 0xff;
  }
}
