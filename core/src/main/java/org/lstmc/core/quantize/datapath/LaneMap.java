package org.lstmc.core.quantize.datapath;

import org.lstmc.core.model.ImageShape;

/**
 * A map of integers held as doubles, in lock step and with a border of zeros: element (y, x, c) of
 * lane b lies at {@code at(y, x, c) + b}, channels of a pixel and pixels of a row one after the
 * other. Without a border it is the vector that a flattened map is.
 */
final class LaneMap {
  private final ImageShape shape;
  private final int border;
  private final int lanes;
  private final double[] data;

  /**
   * A map of zeros.
   *
   * @param border pixels around it that stay zero
   * @param planes how many such maps lie one after the other
   */
  LaneMap(ImageShape shape, int border, int lanes, int planes) {
    this.shape = shape;
    this.border = border;
    this.lanes = lanes;
    this.data = new double[Math.multiplyExact(planes, plane(shape, border, lanes))];
  }

  LaneMap(ImageShape shape, int border, int lanes) {
    this(shape, border, lanes, 1);
  }

  private LaneMap(ImageShape shape, int lanes, double[] data) {
    this.shape = shape;
    this.border = 0;
    this.lanes = lanes;
    this.data = data;
  }

  /** The same elements as one pixel, without a border. */
  LaneMap flat() {
    return new LaneMap(ImageShape.vector(shape.size()), lanes, data);
  }

  private static int plane(ImageShape shape, int border, int lanes) {
    int pixels = Math.multiplyExact(shape.height() + 2 * border, shape.width() + 2 * border);
    return Math.multiplyExact(Math.multiplyExact(pixels, shape.channels()), lanes);
  }

  ImageShape shape() {
    return shape;
  }

  int border() {
    return border;
  }

  double[] data() {
    return data;
  }

  /** Elements of one map, border included. */
  int plane() {
    return plane(shape, border, lanes);
  }

  /** Where an element lies; rows and columns from -border on. */
  int at(int y, int x, int c) {
    return offset(y + border, x + border, c);
  }

  /** How far an element lies from one that is so many rows, columns and channels before. */
  int offset(int rows, int columns, int channels) {
    int width = shape.width() + 2 * border;
    return ((rows * width + columns) * shape.channels() + channels) * lanes;
  }
}
