package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.RowSum;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.HalfComplex;
import org.lstmc.core.quantize.fft.WeightSpectra;
import org.lstmc.hwsim.parts.TimedVector;

/** The values of one pass: its weight memory, its accumulators, and the buffer of its sums. */
final class PassValues {
  /** A block of an operand as a read in a cycle finds it, with its format. */
  interface Blocks {
    long[] read(MvmPass.Operand operand, int block, int size, long cycle);

    FixedFormat format(MvmPass.Operand operand);
  }

  private final MvmPass pass;
  private final MvmUnit unit;
  private final RowSum.Blocks sum;
  private final List<CirculantTerm> terms = new ArrayList<>();
  private final SpectraMemory memory;
  private final TimedVector accumulators;
  private final TimedVector sums;
  private final int rows;

  /**
   * Values of a pass.
   *
   * @param part what the number contract adds up here
   */
  PassValues(MvmPass pass, MvmUnit unit, RowSum.Part part) {
    this.pass = pass;
    this.unit = unit;
    this.sum = (RowSum.Blocks) part;
    List<WeightSpectra> spectra = new ArrayList<>();
    for (int t = 0; t < sum.slots().size(); t++) {
      if (sum.slots().get(t) >= 0) {
        CirculantTerm term = sum.sum().terms().get(t);
        terms.add(term);
        spectra.add(term.spectra());
      }
    }
    if (terms.size() != pass.parts().size()) {
      throw LstmcException.unsupported(
          "%s: the machine transforms Wx and Wh back together because their block sizes are equal,"
              + " but the model's transforms halve them differently; quantize it with equal forward"
              + " halvings",
          sum.sum().lead());
    }
    memory = new SpectraMemory(pass, unit, spectra);
    rows = sum.sum().rows();
    int k = pass.block();
    int held = unit.overlapped() ? unit.allLanes() : pass.rows();
    accumulators = new TimedVector("accumulators", unit.overlapped() ? 2 : 1, held * k);
    sums = new TimedVector("sum buffer", 2, rows);
  }

  /** A group of block rows: block columns are read one a cycle from {@code first} on. */
  void group(int group, int turn, long first, long readable, int toAccumulators, Blocks blocks) {
    int k = pass.block();
    FixedFormat format = sum.sum().accumulator();
    long[][] held = new long[unit.allLanes()][k];
    int cycles = unit.cycles(k);
    int beat = 0;
    for (int p = 0; p < terms.size(); p++) {
      CirculantTerm term = terms.get(p);
      MvmPass.Part part = pass.parts().get(p);
      int fraction = blocks.format(part.operand()).fractionBits();
      for (int j = 0; j < part.columns(); j++, beat++) {
        long[] spectrum = new long[k];
        term.forward()
            .forward(
                blocks.read(part.operand(), j, k, first + (long) beat * cycles),
                fraction,
                spectrum);
        for (int lane = 0; lane < held.length; lane++) {
          if (SpectraMemory.row(pass, unit, group, lane) >= 0) {
            multiply(group, beat, lane, spectrum, term.shift(), format, held[lane]);
          }
        }
      }
    }
    long from = first + toAccumulators;
    for (int lane = 0; lane < held.length; lane++) {
      int row = SpectraMemory.row(pass, unit, group, lane);
      for (int w = 0; row >= 0 && w < k; w++) {
        accumulators.write(turn, place(row, lane) * k + w, held[lane][w], from, readable);
      }
    }
  }

  /** The complex multipliers and accumulators of a lane on one block. */
  private void multiply(
      int group, int beat, int lane, long[] x, int shift, FixedFormat format, long[] held) {
    int k = pass.block();
    for (int bin = 0; bin <= k / 2; bin++) {
      long wr = memory.read(group, beat, lane, bin);
      int at = HalfComplex.imaginary(bin, k);
      if (HalfComplex.isReal(bin, k)) {
        held[bin] = FixedArithmetic.wrap(held[bin] + ((wr * x[bin]) << shift), format.width());
        continue;
      }
      long wi = memory.read(group, beat, lane, at);
      long re = (wr * x[bin] - wi * x[at]) << shift;
      long im = (wr * x[at] + wi * x[bin]) << shift;
      held[bin] = FixedArithmetic.wrap(held[bin] + re, format.width());
      held[at] = FixedArithmetic.wrap(held[at] + im, format.width());
    }
  }

  /** Transforms a block row of the matrix back. */
  long[] back(int blockRow, int turn, long cycle) {
    int k = pass.block();
    CirculantSum s = sum.sum();
    long[] words = new long[k];
    int row = blockRow - pass.firstRow();
    for (int w = 0; w < k; w++) {
      long raw = accumulators.read(turn, place(row, laneOf(row)) * k + w, cycle);
      words[w] =
          FixedArithmetic.requantize(
              raw,
              s.accumulator().fractionBits(),
              s.words(),
              s.inverse().rounding(),
              s.inverse().overflow());
    }
    long[] block = new long[k];
    s.inverse().inverse(words, block);
    return block;
  }

  /** Rows of a block that exist, from {@code blockRow * k} on. */
  int rowsOf(int blockRow) {
    return Math.min(pass.block(), rows - blockRow * pass.block());
  }

  /** Writes a block's words into the sum buffer. */
  void store(int blockRow, long[] block, int version, long cycle, long readable) {
    for (int n = 0; n < rowsOf(blockRow); n++) {
      sums.write(version, blockRow * pass.block() + n, block[n], cycle, readable);
    }
  }

  /** A word as it leaves the transform, aligned for the accumulator that it joins. */
  long aligned(long word) {
    return word << sum.shift();
  }

  /** The group in which a block row of the matrix was multiplied. */
  int groupOf(int blockRow) {
    return (blockRow - pass.firstRow()) % unit.share(pass.rows()) / unit.lanes();
  }

  /** A word of the sums, aligned for the accumulator that it joins. */
  long aligned(int version, int row, long cycle) {
    return aligned(sums.read(version, row, cycle));
  }

  private int laneOf(int row) {
    int share = unit.share(pass.rows());
    return row / share * unit.lanes() + row % share % unit.lanes();
  }

  private int place(int row, int lane) {
    return unit.overlapped() ? lane : row;
  }
}
