package org.lstmc.hwsim.parts.circulant;

import static org.lstmc.hwsim.MemoryUse.Kind.BLOCK;
import static org.lstmc.hwsim.MemoryUse.Kind.DISTRIBUTED;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * Every memory of the machine with its traffic for one frame. All lanes of a unit read the same
 * address, so their weights lie side by side in one wide memory; a block's spectrum is k numbers,
 * since bins 0 and k/2 are real. Buffers between stages are double; what a sequence carries from
 * step to step is held once for every interleaved sequence.
 */
public final class CirculantMemories {
  /** Up to this many words a memory is put into look-up tables. */
  private static final int SMALL = 64;

  private final Workload workload;
  private final CirculantSchedule schedule;
  private final CirculantConfig config;
  private final List<MemoryBlock> blocks = new ArrayList<>();
  private final List<MemoryUse> uses = new ArrayList<>();

  CirculantMemories(Workload workload, CirculantSchedule schedule) {
    this.workload = workload;
    this.schedule = schedule;
    this.config = schedule.config();
    for (int u = 0; u < config.units().size(); u++) {
      unit(config.units().get(u), u == 0);
    }
    state();
    words();
    tables();
  }

  /** The memories with the traffic of one frame. */
  public List<MemoryUse> uses() {
    return uses;
  }

  double bram36() {
    return blocks.stream().mapToDouble(MemoryBlock::bram36).sum();
  }

  long lut() {
    return blocks.stream().mapToLong(MemoryBlock::lut).sum();
  }

  /** Spectra, vector buffer, accumulators and sums of one matrix-vector unit. */
  private void unit(MvmUnit unit, boolean first) {
    long depth = 0;
    long vectorReads = 0;
    long vectorWrites = 0;
    long columns = 0;
    long groups = 0;
    long rows = 0;
    long spectra = 0;
    int width = 0;
    long back = 0;
    for (List<Stage> layer : schedule.layers()) {
      for (Stage s : layer) {
        if (s instanceof Stage.Mvm m && m.unit() == unit) {
          long blocksIn = 0;
          long sums = 0;
          for (MvmPass p : m.passes()) {
            int beats = unit.beats(p.columns(), p.block());
            long read = (long) unit.groups(p.rows()) * beats;
            depth += read;
            vectorReads += read;
            spectra += (long) p.rows() * p.columns() * p.block();
            width = Math.max(width, unit.width(p.block()));
            blocksIn = Math.max(blocksIn, p.columns());
            groups = Math.max(groups, unit.groups(p.rows()));
            sums += p.rows();
            back += p.rows();
          }
          vectorWrites += blocksIn;
          columns = Math.max(columns, blocksIn);
          rows = Math.max(rows, sums);
        }
      }
    }
    int k = unit.largest();
    int weightBits = widest(l -> Math.max(l.wx().weightBits(), l.wh().weightBits()));
    String name = unit.name() + " spectra";
    int wide = config.banked() ? weightBits : unit.allLanes() * width * weightBits;
    int banks = config.banked() ? unit.allLanes() * 2 * (k / 2 + 1) : 1;
    add(
        new MemoryBlock(name, kind(depth), (int) depth, wide, banks, spectra * weightBits),
        (double) depth * banks,
        0);
    int vectorBits = widest(l -> Math.max(l.inputBits(), Math.max(l.stateBits(), l.hiddenBits())));
    int versions = !first && resets() ? 4 : 2;
    add(
        new MemoryBlock(
            unit.name() + " vector buffer",
            kind(versions * columns),
            (int) (versions * columns),
            k * vectorBits,
            unit.units(),
            versions * columns * k * vectorBits),
        (double) vectorReads * unit.units(),
        (double) vectorWrites * unit.units());
    int sumBits = widest(LayerWorkload::accumulatorBits);
    if (!unit.overlapped()) {
      // partial sums of block columns that are taken together
      int accumulators = unit.allLanes() * k * sumBits;
      int copies = unit.together();
      add(
          new MemoryBlock(
              unit.name() + " accumulators",
              kind(groups),
              (int) groups,
              accumulators,
              copies,
              groups * accumulators),
          depth + groups,
          depth);
    }
    long share = ((long) unit.share((int) rows) + unit.inverses() - 1) / unit.inverses();
    int writers = unit.units() * unit.inverses();
    add(
        new MemoryBlock(
            unit.name() + " sum buffer",
            kind(2 * share),
            (int) (2 * share),
            k * sumBits,
            writers,
            2 * rows * k * sumBits),
        back,
        back);
  }

  private void state() {
    int streams = config.streams();
    int outputs = sum(l -> l.spec().outputSize());
    int bits = widest(LayerWorkload::stateBits);
    int k = config.units().get(0).largest();
    int depth = (2 * streams * outputs + k - 1) / k;
    double moved = (double) outputs / k;
    int copied = 0;
    for (List<Stage> layer : schedule.layers()) {
      copied += layer.get(0) instanceof Stage.Mvm m ? m.copied() : 0;
    }
    add(MemoryBlock.of("state memory", kind(depth), depth, k * bits, 1), copied, moved);
    int hidden = widest(l -> l.projection() == null ? 0 : l.spec().hiddenSize());
    if (hidden > 0) {
      int words = (2 * hidden + config.lanes() - 1) / config.lanes();
      int wide = config.lanes() * widest(LayerWorkload::hiddenBits);
      double cells = sum(l -> l.projection() == null ? 0 : l.spec().hiddenSize());
      add(
          MemoryBlock.of("projection input buffer", kind(words), words, wide, 1),
          cells / config.lanes(),
          cells / config.lanes());
    }
  }

  /** Memories that every element-wise lane has a bank of. */
  private void words() {
    int cells = sum(l -> l.spec().hiddenSize());
    int gates = workload.layers().get(0).spec().cell().gates();
    boolean after = workload.layers().get(0).spec().cell() == CellType.GRU;
    int biases = (gates + (after ? 1 : 0)) * cells;
    perLane("bias memory", biases, widest(LayerWorkload::biasBits), biases, 0);
    int cellBits = widest(LayerWorkload::cellBits);
    if (cellBits > 0) {
      perLane("c memory", config.streams() * cells, cellBits, cells, cells);
    }
    int peep = sum(l -> l.spec().peepholes() ? 3 * l.spec().hiddenSize() : 0);
    if (peep > 0) {
      perLane("peephole memory", peep, widest(l -> l.wx().weightBits()), peep, 0);
    }
    if (resets()) {
      int most = widest(l -> l.spec().hiddenSize());
      int bits = widest(LayerWorkload::stateBits);
      perLane("z and h buffer", 2 * 4 * most, bits, 2.0 * cells, 2.0 * cells);
    }
  }

  private void perLane(String name, int words, int bits, double reads, double writes) {
    int lanes = config.lanes();
    int depth = (words + lanes - 1) / lanes;
    add(MemoryBlock.of(name, kind(depth), depth, bits, lanes), reads, writes);
  }

  /** Two units share a table through its two ports. */
  private void tables() {
    boolean lstm = workload.layers().get(0).spec().cell() == CellType.LSTM;
    double cells = sum(l -> l.spec().hiddenSize());
    int bits = widest(LayerWorkload::stateBits);
    table("sigmoid table", workload.sigmoid(), bits, lstm ? 2 : 1, (lstm ? 3 : 2) * cells);
    table("tanh table", workload.tanh(), bits, 1, (lstm ? 2 : 1) * cells);
  }

  private void table(String name, ActivationSpec spec, int bits, int perLane, double reads) {
    int entry = ActivationUnit.entryBits(spec, bits);
    int copies = perLane * config.lanes();
    add(MemoryBlock.of(name, kind(spec.entries()), spec.entries(), entry, copies), reads, 0);
  }

  private boolean resets() {
    return workload.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE;
  }

  private static MemoryUse.Kind kind(long depth) {
    return depth <= SMALL ? DISTRIBUTED : BLOCK;
  }

  private void add(MemoryBlock block, double reads, double writes) {
    blocks.add(block);
    uses.add(block.use(reads, writes));
  }

  private int widest(ToIntFunction<LayerWorkload> of) {
    return workload.layers().stream().mapToInt(of).max().orElse(0);
  }

  private int sum(ToIntFunction<LayerWorkload> of) {
    return workload.layers().stream().mapToInt(of).sum();
  }

  /** The widest product of a matrix and its vector, as {weight bits, vector bits}. */
  static int[] productBits(Workload w) {
    int weights = 0;
    int vectors = 0;
    for (LayerWorkload l : w.layers()) {
      for (MatrixWorkload m : new MatrixWorkload[] {l.wx(), l.wh(), l.projection()}) {
        weights = m == null ? weights : Math.max(weights, m.weightBits());
      }
      vectors = Math.max(vectors, Math.max(l.inputBits(), Math.max(l.stateBits(), l.hiddenBits())));
    }
    return new int[] {weights, vectors};
  }
}
