package org.lstmc.core.data;

import org.lstmc.core.decode.Transcription;
import org.lstmc.core.model.TaskKind;

/**
 * Sums over scored predictions, from which every metric follows.
 *
 * @param negativeLogLikelihood in nats, summed
 * @param correct predictions whose greatest logit was the target (the first one, in a tie); for
 *     transcription labels less edits, which may be negative
 * @param count predictions scored
 */
public record Score(double negativeLogLikelihood, long correct, long count) {
  /** Nothing scored. */
  public static final Score ZERO = new Score(0, 0, 0);

  /** The score of a transcribed sequence. */
  public static Score of(Transcription t) {
    return new Score(t.negativeLogLikelihood(), t.labels() - t.edits().total(), t.labels());
  }

  /** Both together. */
  public Score plus(Score o) {
    return new Score(
        negativeLogLikelihood + o.negativeLogLikelihood, correct + o.correct, count + o.count);
  }

  /** Mean negative log-likelihood in nats. */
  public double loss() {
    return negativeLogLikelihood / count;
  }

  /** The task's metric. */
  public double metric(TaskKind kind) {
    return switch (kind) {
      case LANGUAGE_MODEL -> Math.exp(loss());
      case CLASSIFICATION -> (double) correct / count;
      case FRAME_LABELLING, TRANSCRIPTION -> 1.0 - (double) correct / count;
    };
  }
}
