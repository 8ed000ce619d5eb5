package org.lstmc.core.data.image;

import org.lstmc.core.model.ImageShape;

/**
 * Images of another size by bilinear interpolation between the centres of pixels: pixel i of the
 * result lies at {@code (i + 0.5) * before / after - 0.5} of the original, limited to the centres
 * of its outermost pixels. No filter is applied before (OpenCV's INTER_LINEAR; PyTorch's
 * interpolate with align_corners=False, antialias=False).
 */
final class Resampling {
  private final ImageShape from;
  private final Axis rows;
  private final Axis cols;

  /** One direction: the two pixels between which each one of the result lies. */
  private record Axis(int[] before, int[] after, float[] share) {
    static Axis of(int from, int to) {
      int[] before = new int[to];
      int[] after = new int[to];
      float[] share = new float[to];
      for (int i = 0; i < to; i++) {
        double at = Math.min(Math.max(0, (i + 0.5) * from / to - 0.5), from - 1.0);
        before[i] = (int) at;
        after[i] = Math.min(before[i] + 1, from - 1);
        share[i] = (float) (at - before[i]);
      }
      return new Axis(before, after, share);
    }
  }

  /** From a shape to another of as many channels. */
  Resampling(ImageShape from, ImageShape to) {
    this.from = from;
    rows = Axis.of(from.height(), to.height());
    cols = Axis.of(from.width(), to.width());
  }

  /**
   * One image.
   *
   * @param pixels bytes, the image's first at {@code at}
   * @param into values 0 to 255 of the result, from {@code to} on
   */
  void apply(byte[] pixels, int at, float[] into, int to) {
    int channels = from.channels();
    int k = to;
    for (int y = 0; y < rows.share().length; y++) {
      int upper = at + from.index(rows.before()[y], 0, 0);
      int lower = at + from.index(rows.after()[y], 0, 0);
      float wy = rows.share()[y];
      for (int x = 0; x < cols.share().length; x++) {
        int left = cols.before()[x] * channels;
        int right = cols.after()[x] * channels;
        float wx = cols.share()[x];
        for (int c = 0; c < channels; c++, k++) {
          float top = mix(pixels[upper + left + c], pixels[upper + right + c], wx);
          float bottom = mix(pixels[lower + left + c], pixels[lower + right + c], wx);
          into[k] = top * (1 - wy) + bottom * wy;
        }
      }
    }
  }

  private static float mix(byte a, byte b, float share) {
    return (a & 0xff) * (1 - share) + (b & 0xff) * share;
  }
}
