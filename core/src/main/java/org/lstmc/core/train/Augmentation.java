package org.lstmc.core.train;

import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;

/**
 * Changes of training images, drawn anew for each of them in each epoch: a shift by up to {@code
 * shift} pixels in either direction, every one equally likely, black (byte 0) coming in; and, for
 * every other image, left and right exchanged. Valid and test images stay as they are.
 *
 * @param shift greatest shift in pixels; 0 for none
 * @param flip whether half of the images are mirrored
 */
public record Augmentation(int shift, boolean flip) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false);

  private static final Pattern SHIFT = Pattern.compile("shift(\\d{1,3})");

  /** Checks the shift. */
  public Augmentation {
    if (shift < 0) {
      throw LstmcException.usage("augmentation: shift %d; allowed is 0 or more pixels", shift);
    }
  }

  /**
   * Reads {@code none}, {@code shiftN}, {@code flip}, or {@code shiftN,flip}.
   *
   * @param where named in the message, such as {@code --augment}
   */
  public static Augmentation parse(String where, String text) {
    Augmentation found = NONE;
    String[] parts = text.strip().toLowerCase(Locale.ROOT).split(",", -1);
    for (String part : parts) {
      Matcher m = SHIFT.matcher(part.strip());
      if (m.matches() && found.shift() == 0) {
        found = new Augmentation(Integer.parseInt(m.group(1)), found.flip());
      } else if (part.strip().equals("flip") && !found.flip()) {
        found = new Augmentation(found.shift(), true);
      } else if (!part.strip().equals("none") || parts.length > 1) {
        throw LstmcException.usage(
            "%s %s: allowed are none, shiftN (by up to N pixels), flip (left and right), or both as"
                + " shiftN,flip",
            where, text);
      }
    }
    return found;
  }

  /** Whether images change at all. */
  boolean active() {
    return !equals(NONE);
  }

  /**
   * Changes one image in place.
   *
   * @param values holds the image from {@code at} on
   * @param black the value of a black pixel, one a channel
   * @param seed decides all
   */
  void apply(float[] values, int at, ImageShape shape, float[] black, long seed) {
    Random random = new Random(seed);
    final int down = random.nextInt(2 * shift + 1) - shift;
    final int right = random.nextInt(2 * shift + 1) - shift;
    final boolean mirrored = flip && random.nextBoolean();
    float[] before = new float[shape.size()];
    System.arraycopy(values, at, before, 0, before.length);
    for (int y = 0; y < shape.height(); y++) {
      int fromY = y - down;
      for (int x = 0; x < shape.width(); x++) {
        int there = x - right;
        int fromX = mirrored ? shape.width() - 1 - there : there;
        boolean inside =
            fromY >= 0 && fromY < shape.height() && there >= 0 && there < shape.width();
        for (int c = 0; c < shape.channels(); c++) {
          values[at + shape.index(y, x, c)] =
              inside ? before[shape.index(fromY, fromX, c)] : black[c];
        }
      }
    }
  }

  @Override
  public String toString() {
    return shift == 0 ? (flip ? "flip" : "none") : "shift" + shift + (flip ? ",flip" : "");
  }
}
