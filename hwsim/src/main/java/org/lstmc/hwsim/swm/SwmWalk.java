package org.lstmc.hwsim.swm;

import java.util.List;

/**
 * The schedule: layers one after the other, each for a whole batch of images; in a layer groups of
 * images one behind the other, so that the core transforms one, the multipliers work on the one
 * before and the core transforms back the one before that. Spectra and sums have two buffers each.
 * The core takes whichever of a transform and a transform back can begin first, and the two in
 * turns where both can. A layer begins when the last result of the one before is written: the
 * pipeline fills once a layer and batch.
 */
final class SwmWalk {
  static final String CORE = "transform core";
  static final String PRODUCTS = "multipliers";
  static final String PERIPHERAL = "peripheral block";
  static final String NO_SPECTRA = "spectra not ready";
  static final String SUMS_FULL = "both sum buffers full";
  static final String SPECTRA_FULL = "both spectra buffers full";
  static final String NO_SUMS = "sums not ready";
  static final String NO_WORDS = "no words ready";
  static final String BEHIND = "peripheral block behind";
  static final String DRAIN = "layer drains and changes";
  static final String DENSE = "layer without spectra";

  static final String TRANSFORM = "transform";
  static final String SPECTRAL = "products of spectra";
  static final String BACK = "transform back";
  static final String REAL = "real products";
  static final String OUT = "bias, ReLU, pooling";

  /** Buffers of spectra, of sums, and groups between core and peripheral block. */
  private static final int BUFFERS = 2;

  private static final long NEVER = Long.MAX_VALUE;

  /** Hears what the units do; every cycle of a layer is told of, of each unit. */
  interface Listener {
    /** Hears nothing. */
    Listener NONE = (unit, layer, group, phase, from, to) -> {};

    /** A unit works on a group of images. */
    void work(String unit, SwmLayer layer, int group, String phase, long from, long to);

    /** A unit waits. */
    default void idle(String unit, String cause, long from, long to) {}

    /** The last results of a layer are written and the next one is named. */
    default void ends(SwmLayer layer, long from, long to) {}
  }

  private final List<SwmLayer> layers;
  private final SwmArray array;
  private final int together;
  private final Listener listener;

  // of the layer under way
  private SwmLayer layer;
  private int groups;
  private int images;
  private long core;
  private long multipliers;
  private long peripheral;
  private int transformed;
  private int multiplied;
  private int returned;
  private boolean backLast;
  private long[] forwardEnd;
  private long[] productEnd;
  private long[] inverseEnd;
  private long[] peripheralEnd;

  /**
   * A walk.
   *
   * @param together images of a group
   */
  SwmWalk(List<SwmLayer> layers, SwmArray array, int together, Listener listener) {
    this.layers = layers;
    this.array = array;
    this.together = together;
    this.listener = listener;
  }

  /** The cycle in which the last result of a batch is written, from its start. */
  long batch(int size, long start) {
    long at = start;
    for (SwmLayer l : layers) {
      at = layer(l, size, at);
    }
    return at;
  }

  /** The end of a layer for a batch that begins at a cycle. */
  long layer(SwmLayer l, int size, long start) {
    layer = l;
    images = size;
    groups = (size + together - 1) / together;
    core = start;
    multipliers = start;
    peripheral = start;
    transformed = 0;
    multiplied = 0;
    returned = 0;
    backLast = false;
    forwardEnd = new long[groups];
    productEnd = new long[groups];
    inverseEnd = new long[groups];
    peripheralEnd = new long[groups];
    if (l.spectral()) {
      spectral();
    } else {
      dense();
    }
    long end = peripheral + SwmDepths.PERIPHERAL + SwmDepths.LAYER_CHANGE;
    listener.idle(CORE, l.spectral() ? DRAIN : DENSE, core, end);
    listener.idle(PRODUCTS, DRAIN, multipliers, end);
    listener.idle(PERIPHERAL, DRAIN, peripheral, end);
    listener.ends(l, peripheral, end);
    return end;
  }

  private int images(int group) {
    return Math.min(together, images - group * together);
  }

  private void spectral() {
    while (returned < groups) {
      while (multiplied < transformed && multiplied - BUFFERS < returned) {
        multiply();
      }
      long forward = forwardReady();
      long back = backReady();
      if (back < forward || (back == forward && !backLast)) {
        back(back);
      } else {
        forward(forward);
      }
    }
  }

  private long forwardReady() {
    if (transformed == groups) {
      return NEVER;
    }
    if (transformed < BUFFERS) {
      return core;
    }
    int before = transformed - BUFFERS;
    return before < multiplied ? Math.max(core, productEnd[before]) : NEVER;
  }

  private long backReady() {
    if (returned == multiplied) {
      return NEVER;
    }
    long sums = productEnd[returned] + SwmDepths.products();
    long room = peripheralRoom(returned, SwmDepths.inverse(layer.block()));
    return Math.max(core, Math.max(sums, room));
  }

  private void forward(long from) {
    long to = from + layer.forwardCycles(array, images(transformed));
    listener.idle(CORE, SPECTRA_FULL, core, from);
    listener.work(CORE, layer, transformed, TRANSFORM, from, to);
    core = to;
    forwardEnd[transformed++] = to;
    backLast = false;
  }

  private void multiply() {
    int g = multiplied;
    long spectra = forwardEnd[g] + SwmDepths.forward(layer.block());
    long room = g < BUFFERS ? 0 : inverseEnd[g - BUFFERS];
    long from = Math.max(multipliers, Math.max(spectra, room));
    long to = from + layer.productCycles(array, images(g));
    listener.idle(PRODUCTS, spectra >= room ? NO_SPECTRA : SUMS_FULL, multipliers, from);
    listener.work(PRODUCTS, layer, g, SPECTRAL, from, to);
    multipliers = to;
    productEnd[multiplied++] = to;
  }

  private void back(long from) {
    int g = returned;
    long to = from + layer.inverseCycles(array, images(g));
    listener.idle(CORE, NO_SUMS, core, from);
    listener.work(CORE, layer, g, BACK, from, to);
    core = to;
    inverseEnd[returned++] = to;
    backLast = true;
    int depth = SwmDepths.inverse(layer.block());
    peripheral(g, from + depth, to + depth);
  }

  private void dense() {
    int depth = SwmDepths.dot(layer.dotWidth(array));
    for (int g = 0; g < groups; g++) {
      long from = Math.max(multipliers, peripheralRoom(g, depth));
      long to = from + layer.productCycles(array, images(g));
      listener.idle(PRODUCTS, BEHIND, multipliers, from);
      listener.work(PRODUCTS, layer, g, REAL, from, to);
      multipliers = to;
      peripheral(g, from + depth, to + depth);
    }
  }

  /** From when on a group may start whose first words reach the peripheral block so much later. */
  private long peripheralRoom(int g, int depth) {
    return g < BUFFERS ? 0 : peripheralEnd[g - BUFFERS] - depth;
  }

  /** Words of a group come between two cycles; the block ends with the last or by its own pace. */
  private void peripheral(int g, long first, long last) {
    long cycles = layer.peripheralCycles(array, images(g));
    long from = Math.max(peripheral, Math.max(first, last - cycles));
    listener.idle(PERIPHERAL, NO_WORDS, peripheral, from);
    peripheral = from + cycles;
    listener.work(PERIPHERAL, layer, g, OUT, from, peripheral);
    peripheralEnd[g] = peripheral;
  }
}
