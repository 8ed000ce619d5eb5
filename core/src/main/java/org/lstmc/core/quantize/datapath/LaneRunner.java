package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
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
  private final LaneCell[] cells;
  private final double[] logits;
  private final double[] max;
  private final double[] expSum;
  private EventCounts counts;
  private int active;

  /** A runner for up to {@code width} sequences at once. */
  LaneRunner(LaneNetwork lane, LaneKernel kernel, int width) {
    this.lane = lane;
    this.net = lane.net();
    this.kernel = kernel;
    NetworkSpec network = net.network();
    lanes = (width + LaneKernel.LANE_TILE - 1) / LaneKernel.LANE_TILE * LaneKernel.LANE_TILE;
    input = new double[network.input().size() * lanes];
    int rows = 0;
    for (LaneNetwork.Layer layer : lane.layers()) {
      rows = Math.max(rows, layer.gates().bias().length);
      rows = Math.max(rows, layer.projection() == null ? 0 : layer.projection().bias().length);
    }
    double[] sums = new double[rows * lanes];
    cells = new LaneCell[network.layers().size()];
    for (int l = 0; l < cells.length; l++) {
      LaneNetwork.Layer layer = lane.layers().get(l);
      cells[l] =
          layer.recurrent() == null
              ? new LaneLstm(net, layer, kernel, lanes, sums)
              : new LaneGru(net, layer, kernel, lanes, sums);
    }
    logits = new double[lane.output() == null ? 0 : lane.output().bias().length * lanes];
    max = new double[lanes];
    expSum = new double[lanes];
  }

  @Override
  public void run(
      List<Sequence> sequences, TaskKind task, SequenceScore[] scores, EventCounts total) {
    counts = total;
    for (LaneCell cell : cells) {
      cell.reset();
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
        net.input().step(sequences.get(b), t, x, counts);
        for (int k = 0; k < x.length; k++) {
          input[k * lanes + b] = x[k];
        }
        scored |= SequenceScore.reads(sequences.get(b), t, task);
      }
      double[] vector = input;
      for (LaneCell cell : cells) {
        vector = cell.step(vector, active, counts);
      }
      if (scored) {
        score(vector, sequences, t, task, scores);
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
      LaneCell.start(sum, from, to, lanes, block);
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
