package org.lstmc.hwsim.parts.serial;

import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MemoryUse.Kind;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * Elements that each take a row of their own, with a group of multipliers, an adder tree and a
 * running sum; row r goes to element r mod {@code pes}, so that {@code pes} rows run side by side.
 *
 * @param pes elements
 * @param perPe multipliers of an element
 */
public record RowArray(int pes, int perPe) {
  /** Groups of rows that run side by side. */
  public long groups(int rows) {
    return (rows + pes - 1L) / pes;
  }

  /** All multipliers. */
  public int multipliers() {
    return pes * perPe;
  }

  /** From the last operand to the last sum: read, product, tree, running sum, write. */
  public int tail() {
    return SerialDepths.READ
        + MacArray.MULTIPLY_CYCLES
        + MacArray.treeLevels(perPe)
        + 1
        + SerialDepths.WRITE;
  }

  /** Bits of the additions of all trees and running sums. */
  public long adderBits(Workload w) {
    int product = 0;
    int sum = 0;
    for (LayerWorkload l : w.layers()) {
      product = Math.max(product, l.wx().weightBits() + l.inputBits());
      product = Math.max(product, l.wh().weightBits() + l.stateBits());
      sum = Math.max(sum, l.accumulatorBits());
    }
    return pes * (MacArray.treeLut(perPe, product) + sum);
  }

  /**
   * Adds the vectors, dealt out over the multipliers of an element, and the gate sums.
   *
   * @param beats beats of a step
   * @param copies how often each vector is held: once for all elements, or once an element
   */
  public void vectors(SerialMemories m, Workload w, long beats, int copies) {
    int bits = Math.max(m.widest(LayerWorkload::stateBits), m.widest(LayerWorkload::inputBits));
    int input = w.layers().get(0).spec().inputSize();
    int depth = 2 * slice(input);
    double words = input;
    int hidden = 0;
    for (LayerWorkload l : w.layers()) {
      depth += 2 * slice(l.spec().outputSize());
      words += l.spec().outputSize();
      if (l.projection() != null) {
        hidden = Math.max(hidden, l.spec().hiddenSize());
        words += l.spec().hiddenSize();
      }
    }
    depth += slice(hidden);
    m.add(
        SerialMemories.block("vector memory", depth, bits, copies * perPe),
        (double) beats * copies * perPe,
        words * copies);
    int cells = w.layers().stream().mapToInt(l -> l.spec().hiddenSize()).max().orElse(0);
    int sums = 4 * (int) groups(cells);
    double traffic = 2.0 * 4 * m.cells();
    m.add(
        SerialMemories.block("gate sums", sums, m.widest(LayerWorkload::accumulatorBits), pes),
        traffic,
        traffic);
  }

  /** Adds the weight memories of the elements, or the FIFO behind the DRAM. */
  public void weights(
      SerialMemories m, long beats, int entryBits, long storedBits, int dramBitsPerCycle) {
    if (dramBitsPerCycle > 0) {
      double words = Math.ceil((double) storedBits / dramBitsPerCycle);
      m.add(
          MemoryBlock.of("weight FIFO", Kind.STREAM_FIFO, FIFO, dramBitsPerCycle, 1), words, words);
      return;
    }
    m.add(
        new MemoryBlock(
            "weight memory",
            Kind.BLOCK,
            Math.toIntExact(beats),
            perPe * entryBits,
            pes,
            storedBits),
        (double) beats * pes,
        0);
  }

  private static final int FIFO = 512;

  private int slice(int words) {
    return (words + perPe - 1) / perPe;
  }
}
