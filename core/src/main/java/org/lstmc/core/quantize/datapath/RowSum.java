package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.quantize.contraction.ChainLayout;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.WordCounter;

/**
 * The products of matrices with a vector each that some rows of an accumulator add up, whatever the
 * form of the matrices ({@code docs/arithmetic.md}, "Sums of products", "Block-circulant products"
 * and "Contraction chains").
 *
 * @param from first row of the matrices
 * @param to row after the last
 * @param parts what is added
 */
public record RowSum(int from, int to, List<Part> parts) {

  /** Products that come aligned by one left shift. */
  public sealed interface Part {
    /** Left shift into the accumulator. */
    int shift();
  }

  /**
   * A dense or sparse matrix.
   *
   * @param slot which operand it meets
   */
  public record Rows(int slot, FixedMatrix matrix, int shift) implements Part {}

  /**
   * Block-circulant matrices that are transformed back together.
   *
   * @param slots which operand each of the sum's terms meets; -1 where a term takes no part
   */
  public record Blocks(List<Integer> slots, CirculantSum sum, int shift) implements Part {}

  /**
   * A product that a contraction chain has computed already.
   *
   * @param slot which operand holds it
   */
  public record Chain(int slot, int shift) implements Part {}

  /** A matrix by name, the operand it meets and the left shift of its products. */
  record Entry(String matrix, int slot, int shift) {}

  /** Finds the parts: block-circulant matrices join the group of an earlier one that has them. */
  static RowSum of(
      int from,
      int to,
      List<Entry> entries,
      FixedTensors tensors,
      Map<String, CirculantSum> circulants) {
    List<Part> parts = new ArrayList<>();
    List<String> joined = new ArrayList<>();
    for (Entry e : entries) {
      if (joined.contains(e.matrix())) {
        continue;
      }
      FixedMatrix rows = tensors.get(e.matrix());
      if (rows != null) {
        parts.add(new Rows(e.slot(), rows, e.shift()));
        continue;
      }
      ChainLayout chain = tensors.chain(e.matrix());
      if (chain != null) {
        // A joined chain's product is the share of Wh too.
        if (e.matrix().equals(TensorNames.wx(chain.layer()))) {
          parts.add(new Chain(e.slot(), e.shift()));
        }
        continue;
      }
      CirculantSum sum = circulants.get(e.matrix());
      List<Integer> slots = new ArrayList<>();
      sum.terms()
          .forEach(
              term -> {
                joined.add(term.matrix());
                slots.add(slot(entries, term.matrix()));
              });
      parts.add(new Blocks(List.copyOf(slots), sum, e.shift()));
    }
    return new RowSum(from, to, List.copyOf(parts));
  }

  private static int slot(List<Entry> entries, String matrix) {
    return entries.stream()
        .filter(e -> e.matrix().equals(matrix))
        .mapToInt(Entry::slot)
        .findFirst()
        .orElse(-1);
  }

  /** The aligned sum of all parts, a row each from {@code from}; exact. */
  public long[] products(Operand[] operands, WordCounter counter) {
    long[] out = new long[to - from];
    for (Part part : parts) {
      if (part instanceof Rows rows) {
        for (int r = from; r < to; r++) {
          out[r - from] += rows.matrix().dot(r, operands[rows.slot()].vector()) << rows.shift();
        }
      } else if (part instanceof Blocks blocks) {
        List<long[][]> spectra = new ArrayList<>();
        blocks.slots().forEach(s -> spectra.add(s < 0 ? null : operands[s].spectrum()));
        long[] words = blocks.sum().rows(from, to, spectra, counter);
        for (int r = 0; r < out.length; r++) {
          out[r] += words[r] << blocks.shift();
        }
      } else if (part instanceof Chain chain) {
        for (int r = from; r < to; r++) {
          out[r - from] += operands[chain.slot()].product()[r] << chain.shift();
        }
      }
    }
    return out;
  }
}
