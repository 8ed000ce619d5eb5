package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Every memory of the engine with its traffic for one image. The whole model lies on chip, as does
 * what a batch of images is between two layers. Words are as wide as the widest beat needs; that a
 * beat's words lie side by side in them is assumed of the memory's banks, not modelled.
 */
final class SwmMemories {
  static final String SPECTRA_OF_WEIGHTS = "weight spectra";
  static final String WEIGHTS = "weights";
  static final String IMAGES = "image buffer";
  static final String SPECTRA = "spectra buffer";
  static final String SUMS = "sum buffer";
  static final String BIASES = "biases";
  private static final String[] MAPS = {"maps, even layers", "maps, odd layers"};

  private final SwmConfig c;
  private final SwmArray a;
  private final List<SwmMemory> all = new ArrayList<>();

  private SwmMemories(SwmConfig config) {
    c = config;
    a = config.array();
    List<SwmLayer> spectral = c.layers().stream().filter(SwmLayer::spectral).toList();
    List<SwmLayer> dense = c.layers().stream().filter(l -> !l.spectral()).toList();
    weights(SPECTRA_OF_WEIGHTS, spectral);
    weights(WEIGHTS, dense);
    maps();
    if (!spectral.isEmpty()) {
      spectra(spectral);
      sums(spectral);
    }
    long rows = sum(c.layers(), l -> l.matrix().rows());
    int bits = (int) most(c.layers(), l -> l.work().biasBits());
    double read = sum(c.layers(), SwmLayer::sums) / (double) a.lanes();
    add(BIASES, rows, a.lanes(), bits, rows * bits, read, 0);
  }

  /** The memories. */
  static List<SwmMemory> of(SwmConfig config) {
    return new SwmMemories(config).all;
  }

  /** Bits of the stored weights and biases: what must fit whatever else there is. */
  static long modelBits(List<SwmLayer> layers) {
    return sum(
        layers,
        l ->
            l.matrix().storedWords() * l.matrix().weightBits()
                + (long) l.matrix().rows() * l.work().biasBits());
  }

  /** Numbers that a beat of a layer reads: those of every row of the matrix that it meets. */
  private long beat(SwmLayer l) {
    long rows = Math.min(l.outputLanes(a), outputsOfPixel(l));
    return rows * perLane(l);
  }

  /** Numbers of a lane in a beat. */
  private long perLane(SwmLayer l) {
    return l.spectral()
        ? (l.block() + a.blockCycles(l.block()) - 1) / a.blockCycles(l.block())
        : Math.min(l.dotWidth(a), l.matrix().cols());
  }

  private static long outputsOfPixel(SwmLayer l) {
    return l.spectral() ? l.matrix().blockRows() : l.matrix().rows();
  }

  private void weights(String name, List<SwmLayer> layers) {
    if (layers.isEmpty()) {
      return;
    }
    long width = most(layers, this::beat);
    int bits = (int) most(layers, l -> l.matrix().weightBits());
    long depth =
        sum(
            layers,
            l -> {
              long lanes = Math.min(l.outputLanes(a), outputsOfPixel(l));
              return (outputsOfPixel(l) + lanes - 1) / lanes * l.groupCycles(a);
            });
    long stored = sum(layers, l -> l.matrix().storedWords() * l.matrix().weightBits());
    double read = layers.stream().mapToDouble(l -> cyclesOfImage(l) * beat(l) / width).sum();
    all.add(new SwmMemory(name, depth, Math.toIntExact(width * bits), stored, read, 0));
  }

  /** Cycles of the multipliers for one of the images of a group. */
  private double cyclesOfImage(SwmLayer l) {
    return (double) l.productCycles(a, c.together()) / c.together();
  }

  /** Pixels whose input the outputs of a beat need, on average over a group of images. */
  private double pixelsOfBeat(SwmLayer l) {
    long outputs = c.together() * l.pixels() * outputsOfPixel(l);
    long groups = l.groups(a, c.together());
    long lanes = l.outputLanes(a);
    long of = outputsOfPixel(l);
    long step = of / gcd(of, lanes);
    long both = (groups - 1) / step;
    long pairs = outputs / of + groups - 1 - both;
    return (double) pairs / groups;
  }

  private static long gcd(long x, long y) {
    return y == 0 ? x : gcd(y, x % y);
  }

  /** Numbers of a layer's input that are read for an image. */
  private double inputReads(SwmLayer l) {
    return l.spectral()
        ? (double) l.forwardTransforms() * l.block()
        : cyclesOfImage(l) * pixelsOfBeat(l) * perLane(l);
  }

  /** Most numbers of a layer's input in a cycle. */
  private long inputWidth(SwmLayer l) {
    return l.spectral()
        ? (l.block() + a.transformCycles(l.block()) - 1) / a.transformCycles(l.block())
        : (long) Math.ceil(pixelsOfBeat(l)) * perLane(l);
  }

  /** Images of this batch and the next; what lies between the layers, written and read in turns. */
  private void maps() {
    SwmLayer first = c.layers().get(0);
    add(
        IMAGES,
        2L * c.batch() * c.image().size(),
        inputWidth(first),
        first.work().inputBits(),
        2L * c.batch() * c.image().size() * first.work().inputBits(),
        inputReads(first) / inputWidth(first),
        (double) c.image().size() / inputWidth(first));
    for (int side = 0; side < 2; side++) {
      long words = 0;
      long width = a.lanes();
      int bits = 0;
      double read = 0;
      double written = 0;
      for (int l = side; l < c.layers().size() - 1; l += 2) {
        SwmLayer next = c.layers().get(l + 1);
        words = Math.max(words, (long) c.batch() * c.layers().get(l).stored().size());
        width = Math.max(width, inputWidth(next));
        bits = Math.max(bits, next.work().inputBits());
        read += inputReads(next);
        written += c.layers().get(l).stored().size();
      }
      if (words > 0) {
        add(MAPS[side], words, width, bits, words * bits, read / width, written / width);
      }
    }
  }

  private void spectra(List<SwmLayer> layers) {
    long width =
        most(layers, l -> Math.max(inputWidth(l), (long) Math.ceil(pixelsOfBeat(l)) * perLane(l)));
    int bits = (int) most(layers, l -> l.work().spectrumBits());
    long words = 2L * c.together() * most(layers, l -> l.forwardTransforms() * l.block());
    double read =
        layers.stream().mapToDouble(l -> cyclesOfImage(l) * pixelsOfBeat(l) * perLane(l)).sum();
    double written = sum(layers, l -> l.forwardTransforms() * l.block());
    add(SPECTRA, words, width, bits, words * bits, read / width, written / width);
  }

  private void sums(List<SwmLayer> layers) {
    long width = most(layers, SwmLayer::block);
    int bits = (int) most(layers, l -> l.work().accumulatorBits());
    long words = 2L * c.together() * most(layers, l -> l.outputBlocks() * l.block());
    double moved = sum(layers, l -> l.outputBlocks() * l.block()) / (double) width;
    add(SUMS, words, width, bits, words * bits, moved, moved);
  }

  private void add(
      String name, long words, long width, int bits, long stored, double reads, double writes) {
    long depth = (words + width - 1) / width;
    all.add(new SwmMemory(name, depth, Math.toIntExact(width * bits), stored, reads, writes));
  }

  private static long most(List<SwmLayer> layers, ToLongFunction<SwmLayer> of) {
    return layers.stream().mapToLong(of).max().orElse(0);
  }

  private static long sum(List<SwmLayer> layers, ToLongFunction<SwmLayer> of) {
    return layers.stream().mapToLong(of).sum();
  }
}
