package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/**
 * Runs sequences in lock step, one a lane: element k of lane b lies at {@code k*lanes + b}. Gives
 * the bits of {@link PlainStep} for any number of lanes. Not thread-safe: one a thread.
 */
final class LaneRunner implements SequenceRunner {
  private static final int OUTPUT_ROWS = 128;

  private final LaneNetwork lane;
  private final IntegerNetwork net;
  private final LaneKernel kernel;
  private final int lanes;
  private final double[] input;
  private final double[][] state;
  private final long[][] cell;
  private final double[] hidden;
  private final double[] sums;
  private final double[] logits;
  private final double[] max;
  private final double[] expSum;
  private final long[] events = new long[EventCounts.STATE + 1];
  private EventCounts counts;
  private int active;

  /** A runner for up to {@code width} sequences at once. */
  LaneRunner(LaneNetwork lane, LaneKernel kernel, int width) {
    this.lane = lane;
    this.net = lane.net();
    this.kernel = kernel;
    NetworkSpec network = net.network();
    lanes = (width + LaneKernel.LANE_TILE - 1) / LaneKernel.LANE_TILE * LaneKernel.LANE_TILE;
    int n = network.layers().size();
    input = new double[network.input().size() * lanes];
    state = new double[n][];
    cell = new long[n][];
    int hiddenMost = 0;
    int sumsMost = 0;
    for (int l = 0; l < n; l++) {
      state[l] = new double[network.layers().get(l).outputSize() * lanes];
      cell[l] = new long[network.layers().get(l).hiddenSize() * lanes];
      LaneNetwork.Layer layer = lane.layers().get(l);
      sumsMost = Math.max(sumsMost, layer.gates().bias().length);
      if (layer.projection() != null) {
        hiddenMost = Math.max(hiddenMost, network.layers().get(l).hiddenSize());
        sumsMost = Math.max(sumsMost, layer.projection().bias().length);
      }
    }
    hidden = new double[hiddenMost * lanes];
    sums = new double[sumsMost * lanes];
    logits = new double[lane.output().bias().length * lanes];
    max = new double[lanes];
    expSum = new double[lanes];
  }

  @Override
  public void run(
      List<Sequence> sequences, TaskKind task, SequenceScore[] scores, EventCounts total) {
    counts = total;
    for (int l = 0; l < state.length; l++) {
      Arrays.fill(state[l], 0);
      Arrays.fill(cell[l], 0);
    }
    Arrays.fill(input, 0);
    long[] x = new long[net.network().input().size()];
    active = scores.length;
    for (int t = 0; t < sequences.get(0).length(); t++) {
      while (sequences.get(active - 1).length() <= t) {
        active--;
      }
      boolean scored = false;
      for (int b = 0; b < active; b++) {
        net.input(sequences.get(b), t, x, counts);
        for (int k = 0; k < x.length; k++) {
          input[k * lanes + b] = x[k];
        }
        scored |= SequenceScore.reads(sequences.get(b), t, task);
      }
      double[] vector = input;
      for (int l = 0; l < state.length; l++) {
        layer(lane.layers().get(l), vector);
        vector = state[l];
      }
      if (scored) {
        score(vector, sequences, t, task, scores);
      }
    }
  }

  private void layer(LaneNetwork.Layer layer, double[] x) {
    FixedLayer fixed = layer.fixed();
    int l = fixed.plan().index();
    Arrays.fill(events, 0);
    int rows = layer.gates().bias().length;
    start(layer.gates(), 0, rows, sums);
    kernel.multiplyAdd(layer.gates().matrices().get(0), 0, rows, lanes, x, sums);
    kernel.multiplyAdd(layer.gates().matrices().get(1), 0, rows, lanes, state[l], sums);
    cells(layer, layer.projection() == null ? state[l] : hidden);
    if (layer.projection() != null) {
      project(layer);
    }
    for (int s = 0; s < events.length; s++) {
      counts.add(l, s, events[s]);
    }
  }

  private void start(LaneNetwork.Sum sum, int from, int to, double[] out) {
    for (int r = from; r < to; r++) {
      int at = (r - from) * lanes;
      Arrays.fill(out, at, at + lanes, sum.bias()[r]);
    }
  }

  private void cells(LaneNetwork.Layer layer, double[] out) {
    FixedLayer fixed = layer.fixed();
    LayerPlan p = fixed.plan();
    QuantizationSpec q = net.quantization();
    final Rounder gate = new Rounder(p.accumulator().fractionBits(), p.gate(), q);
    final Rounder cellRounder = new Rounder(p.cellFraction(), p.cell(), q);
    final Rounder hiddenRounder = new Rounder(p.hiddenFraction(), p.hidden(), q);
    final int outSlot = layer.projection() == null ? EventCounts.STATE : EventCounts.HIDDEN;
    final int wrapWidth = layer.gates().canWrap() ? p.accumulator().width() : 64;
    final int gateStride = p.spec().hiddenSize() * lanes;
    final FixedMatrix peephole = fixed.peephole();
    final int h = p.spec().hiddenSize();
    final int up = p.shiftPeephole();
    long[] c = cell[p.index()];
    for (int k = 0; k < h; k++) {
      final long pi = peephole == null ? 0 : (long) peephole.raw(k) << up;
      final long pf = peephole == null ? 0 : (long) peephole.raw(h + k) << up;
      final long po = peephole == null ? 0 : (long) peephole.raw(2 * h + k) << up;
      for (int at = k * lanes; at < k * lanes + active; at++) {
        long before = c[at];
        long i = squash((long) sums[at] + pi * before, wrapWidth, gate, fixed.sigmoid());
        long f =
            squash((long) sums[gateStride + at] + pf * before, wrapWidth, gate, fixed.sigmoid());
        long g = squash((long) sums[2 * gateStride + at], wrapWidth, gate, fixed.tanh());
        long sum = ((f * before) << p.shiftForget()) + ((i * g) << p.shiftInput());
        long now = cellRounder.apply(sum, events, EventCounts.CELL);
        c[at] = now;
        long o =
            squash((long) sums[3 * gateStride + at] + po * now, wrapWidth, gate, fixed.sigmoid());
        out[at] = hiddenRounder.apply(o * fixed.cellTanh().apply(now), events, outSlot);
      }
    }
  }

  private long squash(long sum, int wrapWidth, Rounder gate, ActivationTable function) {
    long acc = wrapped(sum, wrapWidth, EventCounts.ACCUMULATOR);
    return function.apply(gate.apply(acc, events, EventCounts.GATE));
  }

  private long wrapped(long sum, int width, int slot) {
    long acc = FixedArithmetic.wrap(sum, width);
    if (acc != sum) {
      events[slot]++;
    }
    return acc;
  }

  private void project(LaneNetwork.Layer layer) {
    LayerPlan p = layer.fixed().plan();
    FixedFormat accumulator = p.projectionAccumulator();
    Rounder rounder = new Rounder(accumulator.fractionBits(), p.state(), net.quantization());
    int rows = layer.projection().bias().length;
    int wrapWidth = layer.projection().canWrap() ? accumulator.width() : 64;
    start(layer.projection(), 0, rows, sums);
    kernel.multiplyAdd(layer.projection().matrices().get(0), 0, rows, lanes, hidden, sums);
    double[] out = state[p.index()];
    for (int r = 0; r < p.spec().projectionSize(); r++) {
      for (int at = r * lanes; at < r * lanes + active; at++) {
        long acc = wrapped((long) sums[at], wrapWidth, EventCounts.PROJECTION_ACCUMULATOR);
        out[at] = rounder.apply(acc, events, EventCounts.STATE);
      }
    }
  }

  private void score(
      double[] vector, List<Sequence> sequences, int t, TaskKind task, SequenceScore[] scores) {
    LaneNetwork.Sum sum = lane.output();
    LaneMatrix weights = sum.matrices().get(0);
    int classes = net.network().classes();
    // One block of rows at a time stays in the first-level cache from bias to maximum.
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    double[] block = new double[OUTPUT_ROWS * lanes];
    for (int from = 0; from < sum.bias().length; from += OUTPUT_ROWS) {
      int to = Math.min(sum.bias().length, from + OUTPUT_ROWS);
      int real = Math.min(classes, to) - from;
      start(sum, from, to, block);
      kernel.multiplyAdd(weights, from, to, lanes, vector, block);
      if (sum.canWrap()) {
        wrapOutput(block, real, sum.format(), sequences, t, task);
      }
      kernel.max(block, real, lanes, max);
      System.arraycopy(block, 0, logits, from * lanes, (to - from) * lanes);
    }
    double scale = net.logitFormat().toDouble(1);
    if (task == TaskKind.TRANSCRIPTION) {
      for (int b = 0; b < active; b++) {
        scores[b].collect(logits, b, lanes, classes, scale);
      }
      return;
    }
    Arrays.fill(expSum, 0);
    kernel.sumExp(logits, classes, lanes, max, scale, expSum);
    for (int b = 0; b < active; b++) {
      int target = SequenceScore.target(sequences.get(b), t, task);
      if (target >= 0) {
        double logit = logits[target * lanes + b];
        boolean right = logit == max[b] && isFirst(target, b);
        scores[b].add(HostSoftmax.nll(expSum[b], max[b], logit, scale), right);
      }
    }
  }

  private void wrapOutput(
      double[] block,
      int rows,
      FixedFormat format,
      List<Sequence> sequences,
      int t,
      TaskKind task) {
    for (int b = 0; b < lanes; b++) {
      boolean counted = b < active && SequenceScore.reads(sequences.get(b), t, task);
      for (int r = 0; r < rows; r++) {
        long exact = (long) block[r * lanes + b];
        long acc = FixedArithmetic.wrap(exact, format.width());
        block[r * lanes + b] = acc;
        counts.countOutput(counted && acc != exact);
      }
    }
  }

  /** Whether no class before the target has its logit. */
  private boolean isFirst(int target, int b) {
    for (int k = 0; k < target; k++) {
      if (logits[k * lanes + b] == logits[target * lanes + b]) {
        return false;
      }
    }
    return true;
  }
}
