package org.lstmc.hwsim.brds;

import static org.lstmc.hwsim.MemoryUse.Kind.DISTRIBUTED;

import java.util.List;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * Logic of one part (Wx·x or Wh·h) of a gate module: {@code brds_fetch}, {@code brds_vector} and
 * {@code dot} of the Verilog.
 *
 * @param multipliers R
 * @param config the engine
 * @param entry an entry of the widest weight memory
 * @param memories weight memories: one, or two with a projection
 * @param columnBits address bits of a vector
 * @param sets layers, and projections as one more: where more than one, each has a base address
 * @param vectors memories that operands come from
 * @param sumBits running sum
 */
record BrdsPartLogic(
    int multipliers,
    BrdsConfig config,
    BrdsEntry entry,
    int memories,
    int columnBits,
    int sets,
    List<MemoryBlock> vectors,
    int sumBits) {

  /** What each of the four gates has. */
  BrdsLogic ofGate() {
    int r = multipliers;
    int operandBits = vectors.stream().mapToInt(MemoryBlock::wordBits).max().orElseThrow();
    BrdsLogic all = weights();
    if (!entry.dense()) {
      all = all.plus(addresses());
      for (MemoryBlock v : vectors) {
        all = all.plus(operands(v, r));
      }
    }
    // Slots without an entry give zero; two vectors are chosen from in the same table.
    all = all.plus(BrdsLogic.tables((long) r * operandBits));
    BrdsLogic sum = new BrdsLogic(sumBits, sumBits);
    return all.plus(BrdsLogic.tree(r, entry.valueBits() + operandBits)).plus(sum);
  }

  /** What the gates share: the slices of dense rows. */
  BrdsLogic shared() {
    BrdsLogic all = BrdsLogic.NONE;
    if (entry.dense()) {
      for (MemoryBlock v : vectors) {
        all = all.plus(read(v, multipliers));
        // A counter of the slice that takes the next word, and a comparison in each.
        all = all.plus(BrdsLogic.counter(16 + columnBits));
        all = all.plus(BrdsLogic.tables(6L * multipliers));
      }
      if (vectors.size() > 1) {
        all = all.plus(BrdsLogic.tables((long) multipliers * vectors.get(0).wordBits()));
      }
    }
    return all;
  }

  /** Values from the memories' outputs to the multipliers, which take the last two registers. */
  private BrdsLogic weights() {
    long values = (long) multipliers * entry.valueBits();
    long indices = (long) multipliers * entry.indexBits();
    int stages = config.latency().addressSum();
    BrdsLogic wait = BrdsLogic.registers(values);
    if (memories > 1) {
      return new BrdsLogic(values + indices, memories * (values + indices))
          .plus(BrdsLogic.chain(stages, values))
          .plus(wait);
    }
    return BrdsLogic.registers(indices).plus(BrdsLogic.chain(1 + stages, values)).plus(wait);
  }

  private BrdsLogic addresses() {
    BrdsLogic base = sets > 1 ? BrdsLogic.tables((long) multipliers * columnBits) : BrdsLogic.NONE;
    if (!config.relativeIndex()) {
      return base;
    }
    int levels = config.latency().addressSum() - 1;
    return base.plus(BrdsLogic.columns(multipliers, levels, entry.indexBits(), columnBits));
  }

  private BrdsLogic operands(MemoryBlock v, int r) {
    long pairs = (r + 1L) / 2;
    BrdsLogic all = read(v, r);
    if (v.twoReaders()) {
      // A port is addressed by its reader or by the writer: four of two banks, one of a single one.
      boolean two = v.copies() == 2 * BrdsConfig.GATES * pairs;
      all = all.plus(BrdsLogic.tables((two ? 4 : 1) * pairs * columnBits));
      all = all.plus(BrdsLogic.tables(two ? (long) r * v.wordBits() : 0));
    }
    return all;
  }

  /** Output registers; look-up tables have none of their own. */
  private static BrdsLogic read(MemoryBlock v, int r) {
    return BrdsLogic.registers((long) r * v.wordBits() * (v.kind() == DISTRIBUTED ? 2 : 1));
  }
}
