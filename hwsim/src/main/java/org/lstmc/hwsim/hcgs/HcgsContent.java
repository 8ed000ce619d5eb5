package org.lstmc.hwsim.hcgs;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.ChipContent;
import org.lstmc.hwsim.asic.OnChipMemory;
import org.lstmc.hwsim.asic.Operator;
import org.lstmc.hwsim.parts.ActivationUnit;

/** What the machine is built of for a workload, and what happens in a step of its schedule. */
final class HcgsContent {
  static final String WEIGHTS = "weights";
  static final String FRAMES = "frames";
  static final String STATES = "h";

  /** Evaluations a cell: sigmoid of i, f, o; tanh of g and of c. */
  private static final int FUNCTIONS = 5;

  /** Products a cell: f*c, i*g, o*tanh(c). */
  private static final int PRODUCTS = 3;

  /** Sums a cell: four biases and the two parts of c. */
  private static final int SUMS = 5;

  private final Workload w;
  private final HcgsSchedule schedule;
  private final HcgsSettings s;
  private final long beats;
  private final int weightBits;
  private final int vectorBits;
  private final int cellBits;
  private final int biasBits;
  private final int accumulatorBits;
  private final int block1;
  private long cells;

  HcgsContent(Workload w, HcgsSchedule schedule) {
    this.w = w;
    this.schedule = schedule;
    this.s = schedule.settings();
    this.beats = schedule.totalBeats();
    int weights = 0;
    int vectors = 0;
    int c = 0;
    int bias = 0;
    int sums = 0;
    int block = 0;
    for (HcgsLayer l : schedule.layers()) {
      LayerWorkload work = l.work();
      weights = Math.max(weights, Math.max(work.wx().weightBits(), work.wh().weightBits()));
      vectors = Math.max(vectors, Math.max(work.inputBits(), work.stateBits()));
      c = Math.max(c, work.cellBits());
      bias = Math.max(bias, work.biasBits());
      sums = Math.max(sums, work.accumulatorBits());
      block = Math.max(block, l.block1());
      cells += l.cells();
    }
    weightBits = weights;
    vectorBits = vectors;
    cellBits = c;
    biasBits = bias;
    accumulatorBits = sums;
    block1 = block;
  }

  Activity activity() {
    double macs = w.nonZeros();
    double slots = (double) beats * s.macs();
    LayerWorkload first = w.layers().get(0);
    LayerWorkload last = w.layers().get(w.layers().size() - 1);
    return new Activity(
        macs,
        slots - macs,
        0,
        slots + (double) SUMS * cells,
        slots * accumulatorBits + (double) SUMS * cells * accumulatorBits,
        (double) FUNCTIONS * cells,
        (double) PRODUCTS * cells,
        memories().stream().map(OnChipMemory::use).toList(),
        0,
        (double) first.spec().inputSize() * first.inputBits()
            + (double) last.spec().outputSize() * last.stateBits());
  }

  ChipContent content() {
    double slots = (double) beats * s.macs();
    List<Operator> operators =
        List.of(
            Operator.multipliers(weightBits, vectorBits, s.macs(), slots),
            Operator.adders(accumulatorBits, s.macs(), slots),
            Operator.multipliers(
                cellBits, vectorBits, (long) PRODUCTS * s.cellLanes(), (double) PRODUCTS * cells),
            Operator.adders(accumulatorBits, (long) SUMS * s.cellLanes(), (double) SUMS * cells));
    // Operands and product of every lane; rows of a beat; the segment that is taken in; the cells.
    int lane = 2 * (weightBits + vectorBits);
    int cell = PRODUCTS * cellBits + FUNCTIONS * vectorBits;
    long blocks = schedule.layers().stream().mapToLong(HcgsLayer::blocks).sum();
    long bits =
        (long) s.macs() * lane
            + (long) s.accumulators() * HcgsLayer.GATES * block1 * accumulatorBits
            + 2L * block1 * vectorBits
            + (long) s.cellLanes() * cell;
    double updates =
        slots * lane
            + beats * (double) rowsPerBeat() * accumulatorBits
            + (double) blocks * block1 * vectorBits
            + (double) cells * cell;
    return new ChipContent(
        s.macs(),
        operators,
        memories(),
        bits,
        updates,
        s.cellLanes() * (3L * tableBits(w.sigmoid()) + 2L * tableBits(w.tanh())),
        (double) FUNCTIONS * cells,
        vectorBits);
  }

  /** Rows of an inner block that the weights of a beat belong to. */
  private int rowsPerBeat() {
    int inner = schedule.layers().stream().mapToInt(l -> l.x().block2()).min().orElse(1);
    return Math.max(1, (s.macs() + inner - 1) / inner);
  }

  private long tableBits(ActivationSpec spec) {
    return (long) spec.entries() * ActivationUnit.entryBits(spec, vectorBits);
  }

  /** Weights, indices, frames, h, c and biases, as large as the model needs. */
  List<OnChipMemory> memories() {
    List<OnChipMemory> all = new ArrayList<>();
    long stored = schedule.storedBits();
    long weightWords = 0;
    long indexWords = 0;
    long indexBits = 0;
    int indexWord = 0;
    long frameReads = 0;
    long stateReads = 0;
    long stateWords = 0;
    long stateBits = 0;
    for (int l = 0; l < schedule.layers().size(); l++) {
      HcgsLayer layer = schedule.layers().get(l);
      long refill = (layer.block1() + s.refillWords() - 1L) / s.refillWords();
      long side = layer.x().innerSide();
      weightWords += (layer.storedWeights() + s.macs() - 1) / s.macs();
      indexWords += layer.blocks() * (1 + side);
      indexBits += layer.indexBits();
      indexWord = Math.max(indexWord, Math.max(word(layer.x()), word(layer.h())));
      long x = layer.x().blocks() * refill;
      frameReads += l == 0 ? x : 0;
      stateReads += (l == 0 ? 0 : x) + layer.h().blocks() * refill;
      stateWords += words(layer.cells());
      stateBits += (long) layer.cells() * layer.work().stateBits();
    }
    int vectorWord = s.refillWords() * vectorBits;
    long frame = words(schedule.frameWords());
    long cellWords = (cells + s.cellLanes() - 1) / s.cellLanes();
    all.add(new OnChipMemory(WEIGHTS, weightWords, s.macs() * weightBits, stored, beats, 0));
    if (indexBits > 0) {
      all.add(new OnChipMemory("indices", indexWords, indexWord, indexBits, indexWords, 0));
    }
    long frameBits = 2L * schedule.frameWords() * schedule.layers().get(0).work().inputBits();
    all.add(new OnChipMemory(FRAMES, 2 * frame, vectorWord, frameBits, frameReads, frame));
    all.add(
        new OnChipMemory(
            STATES, 2 * stateWords, vectorWord, 2 * stateBits, stateReads, stateWords));
    all.add(
        new OnChipMemory(
            "c", cellWords, s.cellLanes() * cellBits, cells * cellBits, cellWords, cellWords));
    all.add(
        new OnChipMemory(
            "biases",
            cellWords,
            HcgsLayer.GATES * s.cellLanes() * biasBits,
            HcgsLayer.GATES * cells * biasBits,
            cellWords,
            0));
    return all;
  }

  private static int word(org.lstmc.hwsim.BlockGrid g) {
    return Math.max(g.index1Bits(), g.kept2() * g.index2Bits());
  }

  private long words(int vector) {
    return (vector + s.refillWords() - 1L) / s.refillWords();
  }
}
