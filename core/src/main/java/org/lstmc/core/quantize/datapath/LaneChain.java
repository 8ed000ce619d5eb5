package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.kernel.LaneContraction;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneWords;

/** {@link FixedChain} in lock step, with room for two intermediates. One a thread. */
final class LaneChain {
  private final FixedChain chain;
  private final int shift;
  private final int lanes;
  private final List<LaneContraction> steps;

  /**
   * What the first step reads [columns, lanes]; null where it is the layer's input as it stands.
   */
  private final double[] vector;

  /** Of a joined chain, how input and last output come into one format; null without. */
  private final LaneWords fromInput;

  private final LaneWords fromState;
  private final double[][] intermediates = new double[2][];
  private final double[] wrapped;
  private final double[] outside;

  LaneChain(FixedChain chain, LayerPlan plan, LaneKernel kernel, int lanes) {
    this.chain = chain;
    this.shift = plan.shiftX();
    this.lanes = lanes;
    this.steps = chain.steps().stream().map(s -> new LaneContraction(s, kernel, lanes)).toList();
    boolean joined = chain.layout().joined();
    int columns = chain.layout().columns();
    boolean asItStands = !joined && columns == plan.spec().inputSize();
    vector = asItStands ? null : new double[columns * lanes];
    fromInput = joined ? words(chain, plan.input(), kernel) : null;
    fromState = joined ? words(chain, plan.state(), kernel) : null;
    for (int i = 0; i < chain.steps().size(); i++) {
      int size = chain.steps().get(i).layout().words() * lanes;
      if (intermediates[i % 2] == null || intermediates[i % 2].length < size) {
        intermediates[i % 2] = new double[size];
      }
    }
    wrapped = new double[lanes];
    outside = new double[lanes];
  }

  private static LaneWords words(FixedChain chain, FixedFormat from, LaneKernel kernel) {
    FixedStep first = chain.steps().get(0);
    int drop = from.fractionBits() - chain.vector().fractionBits();
    return new LaneWords(kernel, drop, chain.vector(), first.rounding(), first.overflow());
  }

  /** Whether no integer on the way leaves those that a double holds. */
  static boolean isExact(FixedChain chain, LayerPlan plan) {
    boolean exact = chain.steps().stream().allMatch(LaneContraction::isExact);
    if (chain.layout().joined()) {
      for (FixedFormat from : List.of(plan.input(), plan.state())) {
        int drop = from.fractionBits() - chain.vector().fractionBits();
        exact &= LaneWords.isExact(drop, from.width());
      }
    }
    return exact;
  }

  /**
   * Adds the aligned product to the rows of a sum.
   *
   * @param x the layer's input [X, lanes]
   * @param h its last output [R, lanes]
   */
  void addTo(double[] sums, double[] x, double[] h, int active, EventCounts counts) {
    double[] at = vector(x, h, active, counts);
    for (int i = 0; i < steps.size(); i++) {
      double[] next = intermediates[i % 2];
      Arrays.fill(wrapped, 0);
      Arrays.fill(outside, 0);
      steps.get(i).run(at, next, wrapped, outside);
      String factor = chain.steps().get(i).layout().factor();
      counts.add(SignalNames.stepAccumulator(factor), LaneSpectrum.sum(wrapped, active));
      counts.add(SignalNames.intermediate(factor), LaneSpectrum.sum(outside, active));
      at = next;
    }
    double up = Math.scalb(1.0, shift);
    int[] rows = chain.layout().rows();
    for (int r = 0; r < rows.length; r++) {
      for (int b = 0; b < lanes; b++) {
        sums[r * lanes + b] += up * at[rows[r] * lanes + b];
      }
    }
  }

  private double[] vector(double[] x, double[] h, int active, EventCounts counts) {
    if (vector == null) {
      return x;
    }
    if (fromInput == null) {
      System.arraycopy(x, 0, vector, 0, x.length);
      return vector;
    }
    Arrays.fill(outside, 0);
    fromInput.convert(x, x.length / lanes, lanes, vector, 0, lanes, outside);
    fromState.convert(h, h.length / lanes, lanes, vector, x.length, lanes, outside);
    counts.add(SignalNames.joined(chain.layout().layer()), LaneSpectrum.sum(outside, active));
    return vector;
  }
}
