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
  /** Cycles in which so many images come in. */
  long loadCycles(int images) {
    return imageWords == 0 ? 0 : ((long) images * image.size() + imageWords - 1) / imageWords;
  }

  /** These with other units. */
  SwmConfig with(SwmArray other) {
    return new SwmConfig(layers, image, other, batch, together, imageWords);
  }
}
