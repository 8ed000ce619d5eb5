package org.lstmc.core.data.image;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;

/**
 * Labelled images of one byte a channel.
 *
 * @param shape of every image
 * @param pixels images one after the other, each in the order of {@link ImageShape}, 0 to 255
 * @param labels one an image
 */
record ByteImages(ImageShape shape, byte[] pixels, byte[] labels) {
  ByteImages {
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(pixels.length + " bytes, " + labels.length + " labels");
    }
  }

  /** Grey images. */
  static ByteImages of(IdxImages grey) {
    return new ByteImages(
        new ImageShape(grey.rows(), grey.cols(), 1), grey.pixels(), grey.labels());
  }

  /** Number of images. */
  int count() {
    return labels.length;
  }

  /**
   * How many of {@code room} images a split takes.
   *
   * @param most the option that bounds it
   * @throws LstmcException usage: the option is out of range
   */
  static int count(org.lstmc.core.data.Options options, String most, int room) {
    return Math.min(room, options.integer(most, 1, 10_000_000));
  }
}
