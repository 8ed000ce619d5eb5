package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/** What masks mean while training. */
class MaskedTrainingTest {
  private static final String NAME = TensorNames.wh(0);

  /** Dense in the first epoch, then a mask that is empty in half its places. */
  private record Late(Mask mask) implements MaskSchedule {
    @Override
    public String id() {
      return "late";
    }

    @Override
    public int everySteps() {
      return 0;
    }

    @Override
    public Map<String, Mask> masks(
        Moment now, Map<String, Tensor> shadow, Map<String, Mask> inForce) {
      if (now.epoch() == 1) {
        atDrop.putAll(shadow);
      }
      return now.epoch() == 0 ? inForce : Map.of(NAME, mask);
    }

    @Override
    public boolean settled(Moment now) {
      return now.epoch() > 0;
    }

    private static final Map<String, Tensor> atDrop = new LinkedHashMap<>();
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void droppedShadowsStayAndKeptOnesLearn(OptimizerKind kind) {
    NetworkSpec network = Networks.of(InputSpec.oneHot(6), 1, 8, 0, false, 6);
    Split split = Networks.split(network, TaskKind.LANGUAGE_MODEL, 1, 400, true, 1);
    Dataset data = Networks.dataset(network, TaskKind.LANGUAGE_MODEL, split, split);
    TrainOptions options = new TrainOptions(kind, 0.05, 1, 0, 4, 4, 10, 0, 0, 0, 0, 0, 3, 1);
    Map<String, Tensor> start = Trainer.initialWeights(network, options);
    Mask mask = Networks.mask(start.get(NAME), 0.5, 1);
    TrainResult r = new Trainer(network, data, options).masks(new Late(mask)).run(start);
    float[] before = Late.atDrop.get(NAME).data();
    float[] shadow = r.shadow().get(NAME).data();
    float[] weights = r.weights().get(NAME).data();
    for (int i = 0; i < before.length; i++) {
      if (mask.kept().get(i)) {
        assertThat(shadow[i]).isNotEqualTo(before[i]).isEqualTo(weights[i]);
      } else {
        assertThat(shadow[i]).isEqualTo(before[i]).isNotZero();
        assertThat(weights[i]).isZero();
      }
    }
    assertThat(r.bestEpoch()).isGreaterThan(1);
    assertThat(r.masks()).containsOnlyKeys(NAME);
    assertThat(r.curve().get(0).sparsity()).isZero();
    assertThat(r.curve().get(1).sparsity()).isEqualTo(mask.sparsity());
    // The validation figures of the curve are those of the masked network.
    double valid = FloatEvaluator.evaluate(network, r.weights(), split, data.task(), 1).loss();
    assertThat(r.curve().get(r.bestEpoch() - 1).validLoss()).isEqualTo(valid);
  }
}
