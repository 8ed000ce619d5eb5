package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.ChipContent;
import org.lstmc.hwsim.asic.ChipKeys;
import org.lstmc.hwsim.asic.OnChipMemory;
import org.lstmc.hwsim.asic.Operator;
import org.lstmc.hwsim.parts.ActivationUnit;

/** What the machine is built of, and what happens in a step of its schedule. */
final class TensorContent {
  /** Width of words and weights. */
  static final int WORD_BITS = 16;

  /** Evaluations a cell of an LSTM: sigmoid of i, f, o; tanh of g and of c. */
  private static final int FUNCTIONS = 5;

  /** Products a cell: f*c, i*g, o*tanh(c). */
  private static final int PRODUCTS = 3;

  /** Sums a cell: bias and matrix part of four gates, and the two parts of c. */
  private static final int SUMS = 9;

  private final List<TensorLayer> layers;
  private final TensorSettings s;
  private final ActivationSpec sigmoid;
  private final ActivationSpec tanh;
  private final Chip chip;
  private final List<TileCounts> counts;
  private final long cells;
  private final int accumulatorBits;

  /**
   * Of a schedule.
   *
   * @param sigmoid table of the logistic function
   * @param tanh table of the hyperbolic tangent
   */
  TensorContent(
      List<TensorLayer> layers,
      TensorSettings s,
      ActivationSpec sigmoid,
      ActivationSpec tanh,
      Chip chip) {
    this.layers = layers;
    this.s = s;
    this.sigmoid = sigmoid;
    this.tanh = tanh;
    this.chip = chip;
    this.counts = layers.stream().flatMap(l -> l.counts().stream()).toList();
    this.cells =
        layers.stream()
            .filter(TensorLayer::hasCells)
            .mapToLong(l -> l.work().spec().hiddenSize())
            .sum();
    this.accumulatorBits = layers.stream().mapToInt(TensorContent::accumulatorBits).max().orElse(0);
  }

  private static int accumulatorBits(TensorLayer l) {
    int chain = l.tensor() == null ? 0 : l.tensor().accumulatorBits();
    return l.matrix() == null ? chain : Math.max(chain, l.work().accumulatorBits());
  }

  int accumulatorBits() {
    return accumulatorBits;
  }

  private long sum(java.util.function.ToLongFunction<TileCounts> what) {
    return counts.stream().mapToLong(what).sum();
  }

  Activity activity() {
    double macs = sum(TileCounts::macs);
    double slots = (double) sum(TileCounts::products) * s.array().lanes();
    double additions = macs + (double) SUMS * cells;
    return new Activity(
        macs,
        slots - macs,
        0,
        additions,
        additions * accumulatorBits,
        (double) FUNCTIONS * cells,
        (double) PRODUCTS * cells,
        memories().stream().map(OnChipMemory::use).toList(),
        0,
        ioBits());
  }

  private double ioBits() {
    if (cells == 0) {
      return 0;
    }
    LayerWorkload first = layers.get(0).work();
    LayerWorkload last = layers.get(layers.size() - 1).work();
    double in = s.frameWords() == 0 ? 0 : first.spec().inputSize();
    return WORD_BITS * (in + last.spec().outputSize());
  }

  ChipContent content() {
    ArrayShape a = s.array();
    double macs = sum(TileCounts::macs);
    List<Operator> operators = new ArrayList<>();
    operators.add(Operator.multipliers(WORD_BITS, WORD_BITS, a.lanes(), macs));
    operators.add(Operator.adders(accumulatorBits, a.lanes(), macs));
    long cellLanes = cells == 0 ? 0 : a.elements();
    if (cells > 0) {
      operators.add(
          Operator.multipliers(WORD_BITS, WORD_BITS, PRODUCTS * cellLanes, PRODUCTS * cells));
      operators.add(Operator.adders(accumulatorBits, SUMS * cellLanes, SUMS * cells));
    }
    // Sums; a word and a weight that wait at the array; a word at every bank; the cells.
    int cell = (PRODUCTS + FUNCTIONS) * WORD_BITS;
    long bits =
        (long) a.lanes() * accumulatorBits
            + (long) (a.elements() * a.split() + a.macs() + a.banks()) * WORD_BITS
            + cellLanes * cell;
    double updates =
        macs * accumulatorBits
            + (double) WORD_BITS
                * (sum(TileCounts::wordsRead)
                    + weightReads() * a.macs()
                    + sum(TileCounts::wordsWritten))
            + (double) cells * cell;
    return new ChipContent(
        a.lanes(),
        operators,
        memories(),
        bits,
        updates,
        cellLanes * (tableBits(sigmoid) + tableBits(tanh)),
        (double) FUNCTIONS * cells,
        WORD_BITS);
  }

  private static long tableBits(ActivationSpec t) {
    return t == null ? 0 : (long) t.entries() * ActivationUnit.entryBits(t, WORD_BITS);
  }

  /** Full words of the weight memory that are read; a tile of fewer rows needs a part of one. */
  private double weightReads() {
    double reads = 0;
    for (TensorLayer l : layers) {
      List<ArrayStep> steps = l.products();
      for (int i = 0; i < steps.size(); i++) {
        reads +=
            (double) l.counts().get(i).weightReads()
                * steps.get(i).tile().rows()
                / s.array().macs();
      }
    }
    return reads;
  }

  List<OnChipMemory> memories() {
    ArrayShape a = s.array();
    List<OnChipMemory> all = new ArrayList<>();
    long weightBits = 8 * (long) chip.value(ChipKeys.WEIGHT_BYTES);
    int weightWord = a.macs() * WORD_BITS;
    long stored = WORD_BITS * layers.stream().mapToLong(TensorLayer::weightWords).sum();
    all.add(
        new OnChipMemory("weights", weightBits / weightWord, weightWord, stored, weightReads(), 0));
    double reads =
        sum(TileCounts::wordsRead) + layers.stream().mapToLong(TensorLayer::gateWords).sum();
    double writes =
        sum(TileCounts::wordsWritten) + layers.stream().mapToLong(TensorLayer::loaded).sum();
    long words = workingWords(chip);
    long peak = layers.stream().mapToLong(TensorLayer::peakWords).max().orElse(0);
    for (String name : new String[] {"working A", "working B"}) {
      // To and fro: each has half of what is read and written.
      all.add(
          new OnChipMemory(
              name,
              a.banks(),
              (words + a.banks() - 1) / a.banks(),
              WORD_BITS,
              peak * WORD_BITS,
              reads / 2,
              writes / 2));
    }
    if (cells > 0) {
      addCellMemories(all);
    }
    return all;
  }

  /** Words of 16 cells side by side; sums one row tile wide. */
  private void addCellMemories(List<OnChipMemory> all) {
    int atOnce = s.array().elements();
    long groups = (cells + atOnce - 1) / atOnce;
    int word = atOnce * WORD_BITS;
    long bits = cells * WORD_BITS;
    long gates = 4;
    double hReads = layers.stream().mapToLong(TensorLayer::loaded).sum() / (double) atOnce;
    all.add(new OnChipMemory("h", groups, word, bits, hReads, groups));
    all.add(new OnChipMemory("c", groups, word, bits, groups, groups));
    all.add(new OnChipMemory("biases", gates * groups, word, gates * bits, gates * groups, 0));
    long sums =
        layers.stream()
            .filter(l -> l.matrix() != null)
            .mapToLong(l -> l.work().spec().gateRows())
            .sum();
    if (sums > 0) {
      long sumWords = (sums + atOnce - 1) / atOnce;
      all.add(
          new OnChipMemory(
              "gate sums",
              sumWords,
              atOnce * accumulatorBits,
              sums * accumulatorBits,
              sumWords,
              sumWords));
    }
  }

  /** Words of a working memory of a chip. */
  static long workingWords(Chip chip) {
    return (long) chip.value(ChipKeys.WORKING_BYTES) * 8 / WORD_BITS;
  }

  /** Widths of everything that lies in a memory of 16-bit words. */
  static int widest(LayerWorkload w) {
    int tensor = w.tensor() == null ? 0 : Math.max(w.tensor().weightBits(), w.tensor().wordBits());
    int matrices = w.matrices().stream().mapToInt(m -> m.weightBits()).max().orElse(0);
    return Stream.of(tensor, matrices, w.inputBits(), w.stateBits(), w.cellBits(), w.biasBits())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }
}
