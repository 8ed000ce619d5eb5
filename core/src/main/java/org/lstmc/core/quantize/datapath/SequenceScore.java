package org.lstmc.core.quantize.datapath;

import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.TaskKind;

/** The score of one sequence, summed over its steps in their order. */
final class SequenceScore {
  private double negativeLogLikelihood;
  private long correct;
  private long count;

  void add(double nll, boolean right) {
    negativeLogLikelihood += nll;
    correct += right ? 1 : 0;
    count++;
  }

  Score score() {
    return new Score(negativeLogLikelihood, correct, count);
  }

  /** What step {@code t} is to predict; -1 where it is not scored. */
  static int target(Sequence s, int t, TaskKind task) {
    if (task != TaskKind.CLASSIFICATION) {
      return s.targets()[t];
    }
    return t == s.length() - 1 ? s.targets()[0] : -1;
  }
}
