package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.TensorWorkload;

/**
 * A layer as the machine runs it: its vector comes into a working memory, the chain runs to and fro
 * between the two, the matrices that stand by themselves run as one product with their vectors
 * below one another, the cells read gate by gate.
 *
 * @param index the layer
 * @param work its matrices and widths; null of a product alone, which has no cells
 * @param tensor its tensor network; null without
 * @param chainLoad x, or x and h, on the way to the chain; null without a chain
 * @param chain the chain; null without
 * @param matrixLoad x and h, or h alone, on the way to the plain product; null without
 * @param matrix the plain product; null without
 * @param stages what takes time, in order
 * @param counts what the products took: the chain's, then the plain one's
 * @param loaded words that came into a working memory
 * @param gateWords words of the chain's result that the cells read
 */
record TensorLayer(
    int index,
    LayerWorkload work,
    TensorWorkload tensor,
    VectorLoad chainLoad,
    ArrayChain chain,
    VectorLoad matrixLoad,
    ArrayStep matrix,
    List<StageTime> stages,
    List<TileCounts> counts,
    long loaded,
    long gateWords) {

  static TensorLayer of(int index, LayerWorkload w, TensorSettings s, long capacity) {
    int perFrameCycle = index == 0 ? s.frameWords() : s.array().elements();
    VectorLoad chainLoad = null;
    ArrayChain chain = null;
    WalkedChain walked = null;
    TensorWorkload tensor = w.tensor();
    int inputs = w.spec().inputSize();
    if (tensor != null) {
      walked =
          WalkedChain.of(tensor.plan(), s, capacity, w.spec().gateRows(), w.spec().cell().gates());
      chain = walked.chain();
      int[] to = chain.inputAddresses();
      // Without h, nothing but x and zeros: what fills it up comes with it.
      int own = tensor.joined() ? inputs : to.length;
      chainLoad = load(to, own, perFrameCycle, s);
    }
    VectorLoad matrixLoad = null;
    ArrayStep matrix = null;
    if (w.wh() != null) {
      int x = tensor == null ? inputs : 0;
      matrix = matrix(w, x + w.wh().cols(), s);
      matrixLoad = load(matrix.reads(), x, perFrameCycle, s);
    }
    return new Counting(index, w, tensor, s, chainLoad, walked, matrixLoad, matrix).layer();
  }

  /** A tensor network's product alone, its vector in the working memory. */
  static TensorLayer ofProduct(TensorWorkload t, TensorSettings s, long capacity) {
    WalkedChain walked = WalkedChain.of(t.plan(), s, capacity, t.plan().form().rows(), 1);
    ArrayChain chain = walked.chain();
    VectorLoad there =
        new VectorLoad(
            chain.inputAddresses(), List.of(new VectorLoad.Part(chain.inputAddresses().length, 0)));
    return new Counting(0, null, t, s, there, walked, null, null).layer();
  }

  private static VectorLoad load(int[] to, int own, int perCycle, TensorSettings s) {
    return new VectorLoad(
        to,
        List.of(
            new VectorLoad.Part(own, perCycle),
            new VectorLoad.Part(to.length - own, s.array().elements())));
  }

  private static ArrayStep matrix(LayerWorkload w, int k, TensorSettings s) {
    List<FactorAxis> contracted = List.of(new FactorAxis("v", k));
    BankLayout layout = BankLayout.plain(s.array().banks(), contracted);
    return new ArrayStep(
        w.tensor() == null ? "Wx,Wh" : "Wh",
        contracted,
        List.of(new FactorAxis("gates", w.spec().gateRows())),
        List.of(),
        // Its weights are of use to one column alone, so that nothing is won by splitting.
        new ArrayShape.Tile(s.array().macs(), s.array().elements()),
        layout,
        layout.addresses(contracted),
        null);
  }

  /** Words of the weight memory that the layer takes. */
  long weightWords() {
    return (chain == null ? 0 : chain.weightWords()) + (matrix == null ? 0 : matrix.weightWords());
  }

  /** Words of a working memory that the layer needs. */
  long peakWords() {
    return Math.max(
        chain == null ? 0 : chain.peakWords(), matrix == null ? 0 : matrix.layout().words());
  }

  /** All products, the chain's and the plain one. */
  List<ArrayStep> products() {
    List<ArrayStep> all = new ArrayList<>(chain == null ? List.of() : chain.steps());
    if (matrix != null) {
      all.add(matrix);
    }
    return all;
  }

  /** Whether its result goes on to cells; that of a single product does not. */
  boolean hasCells() {
    return work != null;
  }

  long cycles() {
    return stages.stream().mapToLong(StageTime::cycles).sum();
  }

  /** Cycles of a kind of all stages. */
  long part(String name) {
    return stages.stream().mapToLong(t -> t.parts().getOrDefault(name, 0L)).sum();
  }

  /** Walks a layer once and writes down what it takes. */
  private static final class Counting {
    private final int index;
    private final LayerWorkload w;
    private final TensorWorkload tensor;
    private final TensorSettings s;
    private final VectorLoad chainLoad;
    private final ArrayChain chain;
    private final WalkedChain walked;
    private final VectorLoad matrixLoad;
    private final ArrayStep matrix;
    private final List<StageTime> stages = new ArrayList<>();
    private final List<TileCounts> counts = new ArrayList<>();
    private long loaded;
    private long gateWords;

    Counting(
        int index,
        LayerWorkload w,
        TensorWorkload tensor,
        TensorSettings s,
        VectorLoad chainLoad,
        WalkedChain walked,
        VectorLoad matrixLoad,
        ArrayStep matrix) {
      this.index = index;
      this.w = w;
      this.tensor = tensor;
      this.s = s;
      this.chainLoad = chainLoad;
      this.walked = walked;
      this.chain = walked == null ? null : walked.chain();
      this.matrixLoad = matrixLoad;
      this.matrix = matrix;
    }

    TensorLayer layer() {
      if (chain != null) {
        load("vector", chainLoad);
        for (int i = 0; i < chain.steps().size(); i++) {
          product(chain.steps().get(i), walked.counts().get(i));
        }
      }
      if (matrix != null) {
        load(chain == null ? "vector" : "h", matrixLoad);
        product(matrix, TileWalk.walk(matrix, s.array(), null));
      }
      if (w != null) {
        cells();
      }
      return new TensorLayer(
          index,
          w,
          tensor,
          chainLoad,
          chain,
          matrixLoad,
          matrix,
          List.copyOf(stages),
          List.copyOf(counts),
          loaded,
          gateWords);
    }

    private void load(String name, VectorLoad l) {
      VectorLoad.Counts c = l.count(s.array().banks());
      loaded += c.words();
      if (c.cycles() > 0) {
        stage(name, Map.of(Part.LOAD, c.cycles(), Part.WRITE_WAITS, c.waits()));
      }
    }

    private void product(ArrayStep step, TileCounts c) {
      counts.add(c);
      stage(
          step.name(),
          Map.of(
              Part.PRODUCTS, c.products(),
              Part.PASSES, c.passes(),
              Part.READ_WAITS, c.readWaits(),
              Part.WRITE_WAITS, c.writeWaits()));
    }

    /** As many cells at once as there are elements; their gates in turn. */
    private void cells() {
      int cells = w.spec().hiddenSize();
      int gates = w.spec().cell().gates();
      int atOnce = s.array().elements();
      long groups = (cells + atOnce - 1L) / atOnce;
      long waits = 0;
      if (chain != null) {
        BankCount wanted = new BankCount(s.array().banks());
        gateWords = (long) gates * cells;
        for (int g = 0; g < gates; g++) {
          for (int c = 0; c < cells; c += atOnce) {
            int from = g * cells + c;
            int to = g * cells + Math.min(cells, c + atOnce);
            waits += wanted.cycles(chain.outputAddresses(), from, to) - 1;
          }
        }
      }
      stage(
          "cells",
          Map.of(
              Part.CELLS,
              gates * groups,
              Part.CELL_DEPTH,
              (long) TensorSettings.CELL_DEPTH,
              Part.READ_WAITS,
              waits));
    }

    private void stage(String name, Map<String, Long> parts) {
      Map<String, Long> ordered = new LinkedHashMap<>();
      Part.ALL.stream().filter(parts::containsKey).forEach(p -> ordered.put(p, parts.get(p)));
      long cycles = ordered.values().stream().mapToLong(Long::longValue).sum();
      stages.add(new StageTime(name, index, cycles, ordered));
    }
  }

  /** What cycles are spent on. */
  static final class Part {
    static final String PRODUCTS = "products";
    static final String PASSES = "sums leave";
    static final String READ_WAITS = "read conflicts";
    static final String WRITE_WAITS = "write conflicts";
    static final String LOAD = "words come in";
    static final String CELLS = "gates are read";
    static final String CELL_DEPTH = "way through the cells";
    static final List<String> ALL =
        List.of(LOAD, PRODUCTS, PASSES, CELLS, CELL_DEPTH, READ_WAITS, WRITE_WAITS);

    private Part() {}
  }
}
