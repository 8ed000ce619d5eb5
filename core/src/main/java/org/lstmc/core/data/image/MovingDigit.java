package org.lstmc.core.data.image;

import org.lstmc.core.data.Frames;

/**
 * Frames in which one digit moves on black at a steady speed and is thrown back by the frame's
 * edges. A frame is row-major, top row first, the channels of a pixel side by side; values in
 * [0,1].
 *
 * @param images where the digit comes from
 * @param image which one
 * @param screen extents of a frame
 * @param side of the digit's square in pixels
 * @param startX left edge of the square in frame 0; any real number, folded back into the frame
 * @param startY its top edge
 * @param speedX pixels a frame to the right
 * @param speedY pixels a frame downwards
 * @param colour brightness of each channel, in [0,1]
 * @param sha256 of the files of the images
 */
record MovingDigit(
    IdxImages images,
    int image,
    Screen screen,
    int side,
    double startX,
    double startY,
    double speedX,
    double speedY,
    float[] colour,
    String sha256)
    implements Frames {
  /** Extents of a frame. */
  record Screen(int width, int height, int channels) {
    int values() {
      return width * height * channels;
    }
  }

  @Override
  public int size() {
    return screen.values();
  }

  @Override
  public void make(int t, float[] into, int at) {
    java.util.Arrays.fill(into, at, at + size(), 0f);
    int left = (int) Math.rint(bounce(startX + t * speedX, screen.width() - side));
    int top = (int) Math.rint(bounce(startY + t * speedY, screen.height() - side));
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float grey = grey(y, x);
        int pixel = at + ((top + y) * screen.width() + left + x) * screen.channels();
        for (int c = 0; c < screen.channels(); c++) {
          into[pixel + c] = grey * colour[c];
        }
      }
    }
  }

  /** A position folded into [0, room]: as many reflections as it takes. */
  static double bounce(double position, int room) {
    if (room == 0) {
      return 0;
    }
    double p = position % (2.0 * room);
    p = p < 0 ? p + 2.0 * room : p;
    return p <= room ? p : 2.0 * room - p;
  }

  /** The image scaled to the square, bilinear between pixel centres. */
  private float grey(int y, int x) {
    float fy = Math.max(0, (y + 0.5f) * images.rows() / side - 0.5f);
    float fx = Math.max(0, (x + 0.5f) * images.cols() / side - 0.5f);
    int r = Math.min((int) fy, images.rows() - 1);
    int c = Math.min((int) fx, images.cols() - 1);
    int below = Math.min(r + 1, images.rows() - 1);
    int right = Math.min(c + 1, images.cols() - 1);
    float wy = fy - r;
    float wx = fx - c;
    float upper = images.pixel(image, r, c) * (1 - wx) + images.pixel(image, r, right) * wx;
    float lower = images.pixel(image, below, c) * (1 - wx) + images.pixel(image, below, right) * wx;
    return (upper * (1 - wy) + lower * wy) / 255f;
  }

  @Override
  public String id() {
    return String.join(
        " ",
        "moving digit",
        sha256,
        String.valueOf(image),
        screen.toString(),
        String.valueOf(side),
        startX + "," + startY,
        speedX + "," + speedY,
        java.util.Arrays.toString(colour));
  }
}
