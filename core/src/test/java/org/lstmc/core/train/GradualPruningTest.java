package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PruneRamp;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.TestMatrices;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.train.MaskSchedule.Moment;

class GradualPruningTest {
  private static GradualPruning pruning(double ratio, int epochs) {
    PrunePlan plan = PrunePlan.of("row-balanced", Map.of("a", ratio));
    return new GradualPruning(new PruneRamp(plan, SparsitySchedule.CUBIC, epochs, Map.of()), 10);
  }

  private static Moment at(long step) {
    return new Moment((int) (step / 100), step, 100, 5);
  }

  @Test
  void rampsThenHolds() {
    GradualPruning p = pruning(0.8, 2);
    Map<String, Tensor> shadow = Map.of("a", TestMatrices.normal(3, 100, 1));
    assertThat(p.masks(at(0), shadow, Map.of())).isEmpty();
    // Half way: 0.8 * (1 - 0.5^3) = 0.7.
    assertThat(p.masks(at(100), shadow, Map.of()).get("a").rowCount(2)).isEqualTo(30);
    Map<String, Mask> last = p.masks(at(200), shadow, Map.of());
    assertThat(last.get("a").rowCount(0)).isEqualTo(20);
    assertThat(p.masks(at(210), Map.of("a", TestMatrices.normal(3, 100, 2)), last)).isSameAs(last);
  }

  @Test
  void settledOnlyOnceTheFinalMasksWereInForce() {
    GradualPruning p = pruning(0.8, 2);
    assertThat(p.settled(at(200))).isFalse(); // end of the second epoch: not yet applied
    assertThat(p.settled(at(300))).isTrue();
    assertThat(pruning(0.8, 0).settled(at(100))).isTrue();
  }

  @Test
  void anotherPlanIsAnotherId() {
    assertThat(pruning(0.8, 2).id()).isEqualTo(pruning(0.8, 2).id());
    assertThat(pruning(0.8, 2).id()).isNotEqualTo(pruning(0.7, 2).id());
    assertThat(pruning(0.8, 2).id()).isNotEqualTo(pruning(0.8, 3).id());
  }
}
