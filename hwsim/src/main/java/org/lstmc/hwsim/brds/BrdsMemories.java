package org.lstmc.hwsim.brds;

import static org.lstmc.hwsim.MemoryUse.Kind.BLOCK;
import static org.lstmc.hwsim.MemoryUse.Kind.DISTRIBUTED;
import static org.lstmc.hwsim.MemoryUse.Kind.STREAM_FIFO;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * Every memory of the engine with its ports and traffic.
 *
 * <p>A sparse row reads its operands from anywhere, so each multiplier needs its own read port into
 * the vector. In block RAM two multipliers share a pair of banks: both ports of one bank read while
 * the other bank is written. That needs one reader and one writer that never meet in a bank: true
 * of x, and of h in a network of one layer. With more layers h(t) of one layer is read while h(t)
 * of another is written, and a layer's output is written while its own input is read; there, and in
 * look-up tables, each multiplier has a copy of its own with a read and a write port. A dense row
 * reads neighbours, so there one copy dealt out over the multipliers serves all four gates.
 */
final class BrdsMemories {
  /** Below this many words a memory that only one unit reads is put into look-up tables. */
  private static final int SMALL = 64;

  private final Workload workload;
  private final BrdsSchedule schedule;
  private final BrdsConfig config;
  private final List<MemoryUse> uses = new ArrayList<>();
  private final List<MemoryBlock> blocks = new ArrayList<>();

  BrdsMemories(Workload workload, BrdsSchedule schedule) {
    this.workload = workload;
    this.schedule = schedule;
    this.config = schedule.config();
    weights();
    vectors();
    rows();
    tables();
  }

  /** The memories with the traffic of one step. */
  List<MemoryUse> uses() {
    return uses;
  }

  /** The memories as built. */
  List<MemoryBlock> blocks() {
    return blocks;
  }

  /** The memory of a name. */
  MemoryBlock block(String name) {
    return blocks.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no memory " + name));
  }

  double bram36() {
    return blocks.stream().mapToDouble(MemoryBlock::bram36).sum();
  }

  long lut() {
    return blocks.stream().mapToLong(MemoryBlock::lut).sum();
  }

  private void weights() {
    boolean relative = config.relativeIndex();
    long beatsX = beats(BrdsSchedule.Layer::beatsX);
    long beatsH = beats(BrdsSchedule.Layer::beatsH);
    long beatsP = beats(BrdsSchedule.Layer::beatsProjection);
    if (config.streams()) {
      double words = schedule.dramWords();
      long widest = 0;
      for (BrdsSchedule.Layer l : schedule.layers()) {
        widest = Math.max(widest, Math.max(l.dramRow(), l.dramGroup()));
      }
      int depth = Math.toIntExact(widest * config.streamRows());
      int bits = config.dramBitsPerCycle();
      add(MemoryBlock.of("weight FIFO", STREAM_FIFO, depth, bits, 1), words, words);
      return;
    }
    int g = BrdsConfig.GATES;
    int bitsX = BrdsEntry.x(workload, relative).bits() * config.rx();
    int bitsH = BrdsEntry.h(workload, relative).bits() * config.rh();
    add(block("Wx memory", (int) beatsX, bitsX, g, storedBits(LayerWorkload::wx)), g * beatsX, 0);
    add(block("Wh memory", (int) beatsH, bitsH, g, storedBits(LayerWorkload::wh)), g * beatsH, 0);
    if (beatsP > 0) {
      MemoryBlock p =
          block(
              "projection memory",
              (int) beatsP,
              BrdsEntry.projection(workload, relative).bits() * config.rh(),
              g,
              storedBits(LayerWorkload::projection));
      add(p, g * beatsP, 0);
    }
  }

  private void vectors() {
    int first = workload.layers().get(0).spec().inputSize();
    int[] inner = workload.layers().stream().skip(1).mapToInt(l -> l.spec().inputSize()).toArray();
    int[] state = workload.layers().stream().mapToInt(l -> l.spec().outputSize()).toArray();
    int hidden = widest(l -> l.projection() == null ? 0 : l.spec().hiddenSize());
    long firstBeats = schedule.layers()[0].beatsX();
    boolean denseX = BrdsEntry.x(workload, config.relativeIndex()).dense();
    boolean denseH = BrdsEntry.h(workload, config.relativeIndex()).dense();
    int rx = config.rx();
    int rh = config.rh();
    long allX = beats(BrdsSchedule.Layer::beatsX);
    vector(
        "x memory",
        new int[] {first},
        widest(LayerWorkload::inputBits),
        rx,
        2,
        denseX,
        config.xDistributed(),
        true,
        firstBeats,
        first);
    if (inner.length > 0) {
      vector(
          "layer input memory",
          inner,
          widest(LayerWorkload::stateBits),
          rx,
          1,
          denseX,
          config.xDistributed(),
          false,
          allX - firstBeats,
          Arrays.stream(inner).sum());
    }
    vector(
        "h memory",
        state,
        widest(LayerWorkload::stateBits),
        rh,
        2,
        denseH,
        config.hDistributed(),
        workload.layers().size() == 1,
        beats(BrdsSchedule.Layer::beatsH),
        Arrays.stream(state).sum());
    if (hidden > 0) {
      int all =
          workload.layers().stream()
              .filter(l -> l.projection() != null)
              .mapToInt(l -> l.spec().hiddenSize())
              .sum();
      vector(
          "projection input memory",
          new int[] {hidden},
          widest(LayerWorkload::hiddenBits),
          rh,
          1,
          denseH,
          config.hDistributed(),
          true,
          beats(BrdsSchedule.Layer::beatsProjection),
          all);
    }
  }

  /**
   * Copies of a vector for {@code r} multipliers in each of four gate modules.
   *
   * @param sizes words of every layer's part; each part starts in the first slice
   */
  private void vector(
      String name,
      int[] sizes,
      int bits,
      int r,
      int banks,
      boolean dense,
      boolean distributed,
      boolean paired,
      long beats,
      long words) {
    int g = BrdsConfig.GATES;
    int depth = Arrays.stream(sizes).sum();
    long stored = (long) depth * bits * banks;
    if (dense) {
      int slice = banks * Arrays.stream(sizes).map(n -> (n + r - 1) / r).sum();
      MemoryUse.Kind kind = slice <= SMALL || distributed ? DISTRIBUTED : BLOCK;
      add(new MemoryBlock(name, kind, slice, bits, r, stored), (double) beats * r, words);
    } else if (distributed) {
      int copies = g * r;
      add(
          new MemoryBlock(name, DISTRIBUTED, depth * banks, bits, copies, stored),
          (double) beats * copies,
          (double) words * copies);
    } else if (paired) {
      int pairs = g * ((r + 1) / 2);
      add(
          new MemoryBlock(name, BLOCK, depth, bits, pairs * banks, stored).withTwoReaders(),
          (double) beats * g * r,
          (double) words * pairs);
    } else {
      int copies = g * r;
      add(
          new MemoryBlock(name, BLOCK, depth * banks, bits, copies, stored),
          (double) beats * copies,
          (double) words * copies);
    }
  }

  private void rows() {
    int cells = workload.layers().stream().mapToInt(l -> l.spec().hiddenSize()).sum();
    boolean peepholes = workload.layers().stream().anyMatch(l -> l.spec().peepholes());
    int g = BrdsConfig.GATES;
    add(single("bias memory", cells, widest(LayerWorkload::biasBits), g), g * (double) cells, 0);
    add(single("c memory", cells, widest(LayerWorkload::cellBits), 1), cells, cells);
    if (peepholes) {
      int bits = widest(l -> l.wx().weightBits());
      add(single("peephole memory", cells, bits, 3), 3.0 * cells, 0);
    }
    int bits = widest(LayerWorkload::accumulatorBits);
    add(
        MemoryBlock.of("partial-sum buffers", DISTRIBUTED, config.bufferRows(), bits, 2 * g),
        2.0 * g * cells,
        2.0 * g * cells);
    if (workload.layers().stream().anyMatch(l -> l.projection() != null)) {
      int group = g * widest(LayerWorkload::stateBits) + 3;
      int depth = schedule.waitingGroups(config.stateWords());
      double groups = Arrays.stream(schedule.layers()).mapToInt(BrdsSchedule.Layer::groups).sum();
      add(MemoryBlock.of("projected words", DISTRIBUTED, depth, group, 1), groups, groups);
    }
  }

  /**
   * Every layer has tables of its own, because its formats are its own. i and f share a sigmoid
   * table through its two ports, o has another; tanh(g) and tanh(c) read different formats.
   */
  private void tables() {
    double cells = workload.layers().stream().mapToInt(l -> l.spec().hiddenSize()).sum();
    int bits = widest(LayerWorkload::activationBits);
    table("sigmoid table", workload.sigmoid(), bits, 1, cells, false);
    table("shared sigmoid table", workload.sigmoid(), bits, 1, 2 * cells, true);
    table("tanh table", workload.tanh(), bits, 2, 2 * cells, false);
  }

  private void table(
      String name, ActivationSpec spec, int bits, int copies, double reads, boolean twoReaders) {
    int entryBits = ActivationUnit.entryBits(spec, bits);
    int depth = spec.entries() * workload.layers().size();
    add(ofTwo(single(name, depth, entryBits, copies), twoReaders), reads, 0);
  }

  private static MemoryBlock ofTwo(MemoryBlock b, boolean two) {
    return two ? b.withTwoReaders() : b;
  }

  private static MemoryBlock single(String name, int depth, int bits, int copies) {
    return MemoryBlock.of(name, depth <= SMALL ? DISTRIBUTED : BLOCK, depth, bits, copies);
  }

  private static MemoryBlock block(String name, int depth, int bits, int copies, long stored) {
    return new MemoryBlock(name, BLOCK, depth, bits, copies, stored);
  }

  private void add(MemoryBlock block, double reads, double writes) {
    blocks.add(block);
    uses.add(block.use(reads, writes));
  }

  private long storedBits(Function<LayerWorkload, MatrixWorkload> of) {
    long bits = 0;
    for (LayerWorkload l : workload.layers()) {
      MatrixWorkload m = of.apply(l);
      bits += m == null ? 0 : storedBits(m);
    }
    return bits;
  }

  private long storedBits(MatrixWorkload m) {
    boolean relative = config.relativeIndex();
    return (long) m.rows() * m.entries(relative) * m.entryBits(relative);
  }

  private int widest(ToIntFunction<LayerWorkload> bits) {
    return workload.layers().stream().mapToInt(bits).max().orElse(0);
  }

  private long beats(ToLongFunction<BrdsSchedule.Layer> part) {
    return Arrays.stream(schedule.layers()).mapToLong(part).sum();
  }
}
