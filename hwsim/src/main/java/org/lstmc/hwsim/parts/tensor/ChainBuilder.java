package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.core.model.FactorAxis;

/**
 * Lays a contraction plan on the array. The order of the columns of a product is free: whichever
 * axis is contracted soonest is outermost, so that the columns of a tile stay neighbours in what
 * the next step reads. The row-major scheme takes columns as the plan has them.
 */
final class ChainBuilder {
  private static final int READ_SAMPLES = 48;
  private static final int TILE_SAMPLES = 24;

  private final ContractionPlan plan;
  private final ArrayShape array;
  private final Access access;
  private final long capacity;
  private final int gates;
  private final int rows;
  private final List<List<FactorAxis>> rests = new ArrayList<>();

  private ChainBuilder(
      ContractionPlan plan, ArrayShape array, Access access, long capacity, int rows, int gates) {
    this.plan = plan;
    this.array = array;
    this.access = access;
    this.capacity = capacity;
    this.rows = rows;
    this.gates = gates;
  }

  /**
   * A plan on the array.
   *
   * @param capacity words of a working memory
   * @param rows rows of the result that are read, padding left out
   * @param gates parts of these rows, one after the other, that are read in turn
   * @throws LstmcException unsupported: an intermediate does not fit the memory
   */
  static ArrayChain of(
      ContractionPlan plan, ArrayShape array, Access access, long capacity, int rows, int gates) {
    return new ChainBuilder(plan, array, access, capacity, rows, gates).build();
  }

  private ArrayChain build() {
    List<ContractionStep> all = plan.steps();
    orderColumns();
    List<BankLayout> layouts = new ArrayList<>();
    for (int t = 0; t <= all.size(); t++) {
      layouts.add(layout(t));
    }
    List<ArrayStep> steps = new ArrayList<>();
    for (int t = 0; t < all.size(); t++) {
      ContractionStep s = all.get(t);
      steps.add(
          new ArrayStep(
              s.factor(),
              s.contracted(),
              s.produced(),
              rests.get(t),
              tile(s),
              layouts.get(t),
              layouts.get(t).addresses(readOrder(t)),
              layouts.get(t + 1).addresses(writeOrder(t))));
    }
    BankLayout last = layouts.get(all.size());
    return new ArrayChain(
        steps, input(), layouts.get(0).addresses(input()), last, last.addresses(output()));
  }

  private ArrayShape.Tile tile(ContractionStep s) {
    return array.tile(s.contractedLength(), s.producedLength(), s.restLength());
  }

  private List<FactorAxis> input() {
    return plan.steps().get(0).source();
  }

  /** i_1 .. i_d. */
  private List<FactorAxis> output() {
    List<FactorAxis> left = last().result();
    return plan.arrangeOutput().order().stream().map(left::get).toList();
  }

  private ContractionStep last() {
    return plan.steps().get(plan.steps().size() - 1);
  }

  private void orderColumns() {
    Map<FactorAxis, Integer> death = new HashMap<>();
    Map<FactorAxis, Integer> birth = new HashMap<>();
    for (int t = 0; t < plan.steps().size(); t++) {
      int at = t;
      plan.steps().get(t).contracted().forEach(a -> death.put(a, at));
      plan.steps().get(t).produced().forEach(a -> birth.put(a, at));
    }
    for (ContractionStep s : plan.steps()) {
      List<FactorAxis> rest = new ArrayList<>(s.rest());
      if (access != Access.ROW_MAJOR) {
        rest.sort(
            Comparator.<FactorAxis>comparingInt(a -> death.getOrDefault(a, Integer.MAX_VALUE))
                .thenComparingInt(a -> birth.getOrDefault(a, -1)));
      }
      rests.add(rest);
    }
  }

  /** Axes of intermediate {@code t} as it is read: what is contracted, then the columns. */
  private List<FactorAxis> readOrder(int t) {
    return t == plan.steps().size()
        ? output()
        : join(plan.steps().get(t).contracted(), rests.get(t));
  }

  /** Axes of what step {@code t} writes: its rows, then its columns. */
  private List<FactorAxis> writeOrder(int t) {
    return join(plan.steps().get(t).produced(), rests.get(t));
  }

  private BankLayout layout(int t) {
    List<FactorAxis> stored =
        access == Access.ROW_MAJOR ? (t == 0 ? input() : writeOrder(t - 1)) : readOrder(t);
    BankLayout plain = BankLayout.plain(array.banks(), stored);
    if (plain.words() > capacity) {
      throw LstmcException.unsupported(
          "%s has %d words, a working memory holds %d of 16 bits; choose another order, smaller"
              + " ranks, or a chip file with a larger memory.workingBytes (--device FILE)",
          t == 0
              ? "the input vector with its padding"
              : "what " + plan.steps().get(t - 1).factor() + " leaves",
          plain.words(),
          capacity);
    }
    return access == Access.CONFLICT_FREE ? search(t, stored) : plain;
  }

  /** Besides the order of reading, what the step before produced may lie outside the columns. */
  private BankLayout search(int t, List<FactorAxis> stored) {
    LayoutSearch.Found best = LayoutSearch.best(array.banks(), stored, capacity, beats(t, stored));
    if (t == 0 || best.cost() == 0) {
      return best.layout();
    }
    List<FactorAxis> produced = plan.steps().get(t - 1).produced();
    List<FactorAxis> other = new ArrayList<>(stored);
    other.sort(Comparator.comparingInt(a -> rank(t, a, produced)));
    LayoutSearch.Found second = LayoutSearch.best(array.banks(), other, capacity, beats(t, other));
    return second.cost() < best.cost() ? second.layout() : best.layout();
  }

  private int rank(int t, FactorAxis a, List<FactorAxis> produced) {
    boolean contracted = t < plan.steps().size() && plan.steps().get(t).contracted().contains(a);
    return contracted ? 0 : produced.contains(a) ? 1 : 2;
  }

  private List<LayoutSearch.Beat> beats(int t, List<FactorAxis> stored) {
    // With one bank, an address is the word's place in the order of the layout.
    BankLayout places = BankLayout.plain(1, stored);
    List<LayoutSearch.Beat> all = new ArrayList<>();
    int[] read = places.addresses(readOrder(t));
    if (t == plan.steps().size()) {
      addGateReads(all, read);
    } else {
      addReads(all, read, plan.steps().get(t));
    }
    if (t == 0) {
      addRuns(all, places.addresses(input()), read.length, array.elements());
    } else {
      addWrites(all, places.addresses(writeOrder(t - 1)), plan.steps().get(t - 1));
    }
    return all;
  }

  private void addReads(List<LayoutSearch.Beat> all, int[] place, ContractionStep s) {
    int k = s.contractedLength();
    int l = s.restLength();
    ArrayShape.Tile tile = tile(s);
    int perRow = (l + tile.cols() - 1) / tile.cols();
    int rowTiles = (s.producedLength() + tile.rows() - 1) / tile.rows();
    List<Integer> picked = LayoutSearch.spread(k * perRow, READ_SAMPLES);
    for (int i : picked) {
      int from = i % perRow * tile.cols();
      all.add(
          beat(
              place,
              i / perRow * l + from,
              Math.min(tile.cols(), l - from),
              (double) rowTiles * k * perRow / picked.size()));
    }
  }

  private void addWrites(List<LayoutSearch.Beat> all, int[] place, ContractionStep s) {
    int o = s.producedLength();
    int l = s.restLength();
    ArrayShape.Tile tile = tile(s);
    int perRow = (l + tile.cols() - 1) / tile.cols();
    int tiles = (int) ArrayShape.tiles(tile, o, l);
    int rowsPerBeat = array.rowsPerBeat(tile);
    List<Integer> picked = LayoutSearch.spread(tiles, TILE_SAMPLES);
    for (int i : picked) {
      int row = i / perRow * tile.rows();
      int col = i % perRow * tile.cols();
      int end = Math.min(o, row + tile.rows());
      int cols = Math.min(tile.cols(), l - col);
      for (int r = row; r < end; r += rowsPerBeat) {
        int rowsNow = Math.min(rowsPerBeat, end - r);
        int[] words = new int[rowsNow * cols];
        for (int w = 0; w < words.length; w++) {
          words[w] = place[(r + w / cols) * l + col + w % cols];
        }
        all.add(new LayoutSearch.Beat(words, (double) tiles / picked.size()));
      }
    }
  }

  /** Results of a gate, as many neighbours at once as there are elements. */
  private void addGateReads(List<LayoutSearch.Beat> all, int[] place) {
    int cells = rows / gates;
    for (int g = 0; g < gates; g++) {
      for (int c = 0; c < cells; c += array.elements()) {
        all.add(beat(place, g * cells + c, Math.min(array.elements(), cells - c), 1));
      }
    }
  }

  private static void addRuns(List<LayoutSearch.Beat> all, int[] place, int words, int atOnce) {
    int beats = (words + atOnce - 1) / atOnce;
    List<Integer> picked = LayoutSearch.spread(beats, READ_SAMPLES);
    for (int i : picked) {
      all.add(
          beat(
              place,
              i * atOnce,
              Math.min(atOnce, words - i * atOnce),
              (double) beats / picked.size()));
    }
  }

  private static LayoutSearch.Beat beat(int[] place, int from, int count, double times) {
    return new LayoutSearch.Beat(java.util.Arrays.copyOfRange(place, from, from + count), times);
  }

  private static List<FactorAxis> join(List<FactorAxis> a, List<FactorAxis> b) {
    List<FactorAxis> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
