package org.lstmc.core.quantize.contraction;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.fft.WordCounter;

/**
 * The product of a matrix that is held as a tensor network, exact to the bit. Immutable.
 *
 * @param layout where the elements lie
 * @param vector format of the words that the first step reads
 * @param steps first to last
 */
public record FixedChain(ChainLayout layout, FixedFormat vector, List<FixedStep> steps) {
  /** Copies the list. */
  public FixedChain {
    steps = List.copyOf(steps);
  }

  /** Format of the products. */
  public FixedFormat words() {
    return steps.get(steps.size() - 1).words();
  }

  /**
   * The product of every row.
   *
   * @param vector as {@link #vector} or {@link #join} gives it
   * @return raw integers in the format {@link #words}, one a row of the matrix
   */
  public long[] product(long[] vector, WordCounter counter) {
    long[] at = vector;
    for (FixedStep step : steps) {
      at = step.run(at, counter);
    }
    long[] rows = new long[layout.rows().length];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = at[layout.rows()[r]];
    }
    return rows;
  }

  /** What the first step of a chain on the layer's input reads: the input, zeros after it. */
  public long[] vector(long[] x) {
    return Arrays.copyOf(x, layout.columns());
  }

  /**
   * What the first step of a joined chain reads: input and last output brought into one format.
   *
   * @param xFraction fraction bits of x
   * @param hFraction fraction bits of h
   */
  public long[] join(long[] x, int xFraction, long[] h, int hFraction, WordCounter counter) {
    long[] joined = new long[layout.columns()];
    long outside = bring(x, xFraction, joined, 0) + bring(h, hFraction, joined, x.length);
    counter.add(SignalNames.joined(layout.layer()), outside);
    return joined;
  }

  private long bring(long[] v, int fraction, long[] to, int at) {
    Rounding rounding = steps.get(0).rounding();
    Overflow overflow = steps.get(0).overflow();
    long outside = 0;
    for (int i = 0; i < v.length; i++) {
      to[at + i] = FixedArithmetic.requantize(v[i], fraction, vector, rounding, overflow);
      outside += FixedArithmetic.leaves(v[i], fraction, vector, rounding) ? 1 : 0;
    }
    return outside;
  }
}
