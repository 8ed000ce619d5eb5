package org.lstmc.core.train;

import java.util.Map;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;

/** Scores a float network over a whole split, by the convention of {@link Split#columns}. */
public final class FloatEvaluator {
  private FloatEvaluator() {}

  /**
   * Scores a network.
   *
   * @param network its shape
   * @param weights by tensor name, dropped ones already zero
   * @param split what to score, all of it
   * @param task how outputs are read
   * @param threads of the engine
   */
  public static Score evaluate(
      NetworkSpec network, Map<String, Tensor> weights, Split split, TaskKind task, int threads) {
    try (TrainingSession session =
        TrainingEngine.load()
            .open(TrainingEngine.SessionSpec.scoring(network, task, weights, threads))) {
      return score(session, network, split, task);
    }
  }

  /** Scores what a session holds. The session's carried state is lost. */
  static Score score(TrainingSession session, NetworkSpec network, Split split, TaskKind task) {
    Score sum = Score.ZERO;
    for (Batch batch : EvaluationBatches.of(network, split, task)) {
      sum = sum.plus(session.score(batch));
    }
    return sum;
  }
}
