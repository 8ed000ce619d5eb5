package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.TaskKind;

/**
 * The score of one sequence, summed over its steps in their order; of transcription, judged from
 * the logits of all steps at its end.
 */
final class SequenceScore {
  private double negativeLogLikelihood;
  private long correct;
  private long count;
  private double[] collected = new double[0];
  private int used;

  void add(double nll, boolean right) {
    negativeLogLikelihood += nll;
    correct += right ? 1 : 0;
    count++;
  }

  /**
   * Keeps the logits of one more step.
   *
   * @param raw holds the raw logit of class k at {@code from + k * stride}
   * @param scale the worth of one raw unit
   */
  void collect(double[] raw, int from, int stride, int classes, double scale) {
    if (used + classes > collected.length) {
      collected = Arrays.copyOf(collected, Math.max(64 * classes, 2 * collected.length));
    }
    for (int k = 0; k < classes; k++) {
      collected[used++] = raw[from + k * stride] * scale;
    }
  }

  /** Judges what was collected of a sequence and forgets it. */
  void judge(Transcriber transcriber, Sequence s) {
    Score score = Score.of(transcriber.judge(collected, s.length(), s.targets()));
    negativeLogLikelihood += score.negativeLogLikelihood();
    correct += score.correct();
    count += score.count();
    collected = new double[0];
    used = 0;
  }

  Score score() {
    return new Score(negativeLogLikelihood, correct, count);
  }

  /** Whether the logits of step {@code t} are read. */
  static boolean reads(Sequence s, int t, TaskKind task) {
    return task == TaskKind.TRANSCRIPTION || target(s, t, task) >= 0;
  }

  /** What step {@code t} is to predict; -1 where it is not scored. Not for transcription. */
  static int target(Sequence s, int t, TaskKind task) {
    if (task != TaskKind.CLASSIFICATION) {
      return s.targets()[t];
    }
    return t == s.length() - 1 ? s.targets()[0] : -1;
  }
}
