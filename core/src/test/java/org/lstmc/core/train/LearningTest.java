package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/** The trainer learns. */
class LearningTest {
  @Test
  void reberNearItsOptimum() {
    Dataset data = Datasets.open("reber", Map.of(), 1);
    NetworkSpec network =
        Networks.of(InputSpec.oneHot(data.inputSize()), 1, 32, 0, false, data.classes());
    TrainOptions options =
        TrainOptions.defaultsFor(data.task().kind(), data.train().stream(), 1, 1);
    TrainResult r =
        new Trainer(network, data, options)
            .listener(
                p -> {
                  if (p.epochEnd()) {
                    System.out.println(p);
                  }
                })
            .run(Trainer.initialWeights(network, options));
    double metric =
        FloatEvaluator.evaluate(network, r.weights(), data.test(), data.task().kind(), 1)
            .metric(data.task().kind());
    System.out.println(metric + " best possible " + data.bestPossible());
    assertThat(data.task().kind()).isEqualTo(TaskKind.LANGUAGE_MODEL);
    assertThat(metric).isLessThan(1.02 * data.bestPossible());
  }
}
