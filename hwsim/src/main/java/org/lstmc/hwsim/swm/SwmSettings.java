package org.lstmc.hwsim.swm;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the machine; -1 leaves it to the sizing.
 *
 * @param batch images that go through the layers together
 * @param together images of a group, whose outputs share the multipliers' lanes
 * @param butterflies butterflies of the transform core
 * @param multipliers complex multipliers for products of spectra
 * @param lanes words a cycle of the peripheral block
 * @param imageWords words of an image that come in a cycle; 0: images lie on chip when their batch
 *     begins
 * @param dsp DSP blocks that may be used
 */
record SwmSettings(
    int batch, int together, int butterflies, int multipliers, int lanes, int imageWords, int dsp) {
  /** Images of a batch where they fit: the papers take about 50 to 100. */
  static final int USUAL_BATCH = 50;

  /** Nothing fixed, images not timed. */
  static final SwmSettings NONE = new SwmSettings(-1, -1, -1, -1, -1, 0, -1);

  private static final int MOST_BATCH = 4096;

  /** Every setting with what it means. */
  static Map<String, String> known() {
    Map<String, String> all = new TreeMap<>();
    all.put("batch", "images that go through the layers together");
    all.put("together", "images of a group, whose outputs share the multipliers' lanes");
    all.put("butterflies", "butterflies of the transform core");
    all.put("multipliers", "complex multipliers for products of spectra, four real ones each");
    all.put("lanes", "words a cycle of the peripheral block");
    all.put("imagewords", "words of an image that come in a cycle (0: not timed)");
    return all;
  }

  static SwmSettings of(MachineOptions o) {
    return new SwmSettings(
        o.integer("batch", 1, MOST_BATCH, -1),
        o.integer("together", 1, MOST_BATCH, -1),
        o.integer("butterflies", 1, 65536, -1),
        o.integer("multipliers", 1, 1 << 20, -1),
        o.integer("lanes", 1, 1 << 16, -1),
        o.integer("imagewords", 0, 1 << 16, 0),
        o.integer("dsp", 1, 1_000_000, -1));
  }
}
