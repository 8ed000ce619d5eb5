package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.MemoryUse.Kind;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MemoryBlock;

/** Memories of a serial machine: those that all have, and what a machine adds. */
public final class SerialMemories {
  /** Below this many words a memory is put into look-up tables. */
  private static final int SMALL = 64;

  private final Workload workload;
  private final List<MemoryUse> uses = new ArrayList<>();

  /** No memories yet. */
  public SerialMemories(Workload workload) {
    this.workload = workload;
  }

  /** The memories so far. */
  public List<MemoryUse> uses() {
    return uses;
  }

  /** Adds a memory with the traffic of a step. */
  public SerialMemories add(MemoryBlock block, double reads, double writes) {
    if (block.depth() > 0 && block.wordBits() > 0) {
      uses.add(block.use(reads, writes));
    }
    return this;
  }

  /** Small memories in look-up tables, others in blocks. */
  public static Kind kind(int depth) {
    return depth <= SMALL ? Kind.DISTRIBUTED : Kind.BLOCK;
  }

  /** A memory of one kind or the other by its depth. */
  public static MemoryBlock block(String name, int depth, int bits, int copies) {
    return MemoryBlock.of(name, kind(depth), depth, bits, copies);
  }

  /**
   * What the element-wise unit of every stream reads and writes: c, biases, peepholes, tables. Two
   * lanes share a table through its two ports; biases and peepholes are read once for all streams.
   */
  public SerialMemories elementwise(int streams, int lanes) {
    int cells = cells();
    int peep =
        workload.layers().stream()
            .filter(l -> l.spec().peepholes())
            .mapToInt(l -> l.spec().hiddenSize())
            .sum();
    int across = (cells + lanes - 1) / lanes;
    double all = (double) streams * cells;
    add(block("bias memory", 4 * across, widest(LayerWorkload::biasBits), lanes), 4.0 * cells, 0);
    add(
        block("c memory", across, widest(LayerWorkload::cellBits), lanes * streams),
        all * (peep > 0 ? 4 : 2),
        all);
    if (peep > 0) {
      int deep = 3 * ((peep + lanes - 1) / lanes);
      add(block("peephole memory", deep, widest(l -> l.wx().weightBits()), lanes), 3.0 * peep, 0);
    }
    int bits = widest(LayerWorkload::stateBits);
    // sigmoid(i), sigmoid(f) and the way to c are kept until c is there
    add(block("gate memory", 2 * across, bits, lanes * streams), 2 * all, 2 * all);
    int tables = streams * ((lanes + 1) / 2);
    table("sigmoid table", workload.sigmoid(), bits, tables, 3 * all);
    table("tanh table", workload.tanh(), bits, tables, 2 * all);
    return this;
  }

  private void table(String name, ActivationSpec spec, int bits, int copies, double reads) {
    add(block(name, spec.entries(), ActivationUnit.entryBits(spec, bits), copies), reads, 0);
  }

  /** Cells of all layers. */
  public int cells() {
    return workload.layers().stream().mapToInt(l -> l.spec().hiddenSize()).sum();
  }

  /** The widest word among the layers. */
  public int widest(ToIntFunction<LayerWorkload> bits) {
    return workload.layers().stream().mapToInt(bits).max().orElse(0);
  }

  /** Block RAMs of 36 Kb. */
  public double bram36() {
    return uses.stream().mapToDouble(MemoryUse::bram36).sum();
  }

  /** Look-up tables of distributed memories. */
  public long lut() {
    return uses.stream().mapToLong(MemoryUse::lut).sum();
  }
}
