package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.quantize.kernel.LaneKernel;

/**
 * Scores the images of sequences with {@link LaneImages}: every step that is asked for is one, and
 * no step depends on another. Not thread-safe: one a thread.
 */
final class LaneImageRunner implements SequenceRunner {
  private final IntegerNetwork net;
  private final LaneKernel kernel;
  private final LaneImages images;
  private final int lanes;
  private final double[] max;
  private final double[] expSum;
  private final Sequence[] sequence;
  private final SequenceScore[] score;
  private final int[] step;

  /** A runner for up to {@code width} images at once. */
  LaneImageRunner(LaneForward forward, LaneKernel kernel, int width) {
    this.net = forward.net();
    this.kernel = kernel;
    lanes = (width + LaneKernel.LANE_TILE - 1) / LaneKernel.LANE_TILE * LaneKernel.LANE_TILE;
    images = new LaneImages(forward, kernel, lanes);
    max = new double[lanes];
    expSum = new double[lanes];
    sequence = new Sequence[lanes];
    score = new SequenceScore[lanes];
    step = new int[lanes];
  }

  @Override
  public void run(
      List<Sequence> sequences, TaskKind task, SequenceScore[] scores, EventCounts counts) {
    long[] x = new long[net.network().input().size()];
    int active = 0;
    for (int i = 0; i < scores.length; i++) {
      Sequence s = sequences.get(i);
      for (int t = 0; t < s.length(); t++) {
        if (!SequenceScore.reads(s, t, task)) {
          continue;
        }
        net.input().step(s, t, x, counts);
        images.load(active, x);
        sequence[active] = s;
        score[active] = scores[i];
        step[active] = t;
        active++;
        if (active == lanes) {
          score(active, task, counts);
          active = 0;
        }
      }
    }
    if (active > 0) {
      score(active, task, counts);
    }
  }

  private void score(int active, TaskKind task, EventCounts counts) {
    int classes = net.network().classes();
    double scale = net.logitFormat().toDouble(1);
    double[] logits = images.run(active, counts);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    Arrays.fill(expSum, 0);
    kernel.max(logits, classes, lanes, max);
    kernel.sumExp(logits, classes, lanes, max, scale, expSum);
    for (int b = 0; b < active; b++) {
      if (task == TaskKind.TRANSCRIPTION) {
        score[b].collect(logits, b, lanes, classes, scale);
        continue;
      }
      int target = SequenceScore.target(sequence[b], step[b], task);
      double logit = logits[target * lanes + b];
      boolean right = logit == max[b] && isFirst(logits, target, b);
      score[b].add(HostSoftmax.nll(expSum[b], max[b], logit, scale), right);
    }
  }

  /** Whether no class before the target has its logit. */
  private boolean isFirst(double[] logits, int target, int b) {
    for (int k = 0; k < target; k++) {
      if (logits[k * lanes + b] == logits[target * lanes + b]) {
        return false;
      }
    }
    return true;
  }
}
