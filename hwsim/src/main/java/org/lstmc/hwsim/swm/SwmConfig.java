package org.lstmc.hwsim.swm;

import java.util.List;
import org.lstmc.core.model.ImageShape;

/**
 * The engine for a network.
 *
 * @param layers its layers
 * @param image what it reads
 * @param array its units
 * @param batch images that go through the layers together
 * @param together images of a group
 * @param imageWords words of an image that come in a cycle; 0 where that is not timed
 */
record SwmConfig(
    List<SwmLayer> layers,
    ImageShape image,
    SwmArray array,
    int batch,
    int together,
    int imageWords) {
  /**
   * Units whose peripheral block takes as many words a cycle as no layer waits for, a power of two.
   *
   * @param lanes words that it takes instead; 0 or less for none
   */
  static SwmArray array(
      List<SwmLayer> layers, int butterflies, int multipliers, int lanes, int together) {
    SwmArray narrow = new SwmArray(butterflies, multipliers, 1);
    long words = Math.max(1, lanes);
    for (SwmLayer l : lanes > 0 ? List.<SwmLayer>of() : layers) {
      long others =
          Math.max(
              l.productCycles(narrow, together),
              l.forwardCycles(narrow, together) + l.inverseCycles(narrow, together));
      while (words * others < together * l.sums()) {
        words *= 2;
      }
    }
    return new SwmArray(butterflies, multipliers, (int) words);
  }

  /** Cycles in which so many images come in. */
  long loadCycles(int images) {
    return imageWords == 0 ? 0 : ((long) images * image.size() + imageWords - 1) / imageWords;
  }

  /** These with other units. */
  SwmConfig with(SwmArray other) {
    return new SwmConfig(layers, image, other, batch, together, imageWords);
  }
}
