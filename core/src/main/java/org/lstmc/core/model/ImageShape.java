package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/**
 * The shape of an image, or of the maps between the layers of a network over images. As a vector it
 * is channel-last: row y, column x, channel c is element {@code (y * width + x) * channels + c}, so
 * that the channels of one pixel, which a block-circulant convolution transforms together, are
 * neighbours. A plain vector is one pixel of many channels.
 *
 * @param height rows
 * @param width columns
 * @param channels values a pixel
 */
public record ImageShape(int height, int width, int channels) {
  /** Checks the sides. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw LstmcException.usage(
          "an image of %d x %d with %d channels: each must be at least 1", height, width, channels);
    }
    if ((double) height * width * channels > Integer.MAX_VALUE) {
      throw LstmcException.usage(
          "an image of %d x %d with %d channels: more than 2^31 - 1 values",
          height, width, channels);
    }
  }

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:x(\\d{1,5}))?");

  /**
   * Reads {@code HxW} (one channel) or {@code HxWxC}.
   *
   * @throws LstmcException usage
   */
  public static ImageShape parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw LstmcException.usage(
          "'%s' is no shape of an image; write HEIGHTxWIDTHxCHANNELS, such as 28x28x1", text);
    }
    return new ImageShape(
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        m.group(3) == null ? 1 : Integer.parseInt(m.group(3)));
  }

  /** A vector of {@code length} values. */
  public static ImageShape vector(int length) {
    return new ImageShape(1, 1, length);
  }

  /** Values in all. */
  @JsonIgnore
  public int size() {
    return height * width * channels;
  }

  /** Pixels. */
  @JsonIgnore
  public int pixels() {
    return height * width;
  }

  /** Position of a value in the vector. */
  public int index(int y, int x, int c) {
    return (y * width + x) * channels + c;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
