package org.lstmc.core.train;

import java.util.Map;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Task;
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
   * @param task how outputs are read and judged
   * @param threads of the engine
   */
  public static Score evaluate(
      NetworkSpec network, Map<String, Tensor> weights, Split split, Task task, int threads) {
    try (TrainingSession session =
        TrainingEngine.load()
            .open(TrainingEngine.SessionSpec.scoring(network, task.kind(), weights, threads))) {
      return score(session, network, split, task);
    }
  }

  /** Scores what a session holds. The session's carried state is lost. */
  static Score score(TrainingSession session, NetworkSpec network, Split split, Task task) {
    Transcriber transcriber = Transcriber.of(task, network.classes());
    Score sum = Score.ZERO;
    for (Batch batch : EvaluationBatches.of(network, split, task.kind())) {
      sum =
          sum.plus(
              transcriber == null
                  ? session.score(batch)
                  : transcribed(session.logits(batch), batch, network.classes(), transcriber));
    }
    return sum;
  }

  private static Score transcribed(
      double[] logits, Batch batch, int classes, Transcriber transcriber) {
    Score sum = Score.ZERO;
    for (int b = 0; b < batch.columns(); b++) {
      int steps = batch.lengths()[b];
      double[] column = new double[steps * classes];
      for (int t = 0; t < steps; t++) {
        int from = (t * batch.columns() + b) * classes;
        System.arraycopy(logits, from, column, t * classes, classes);
      }
      sum = sum.plus(Score.of(transcriber.judge(column, steps, batch.string(b))));
    }
    return sum;
  }
}
