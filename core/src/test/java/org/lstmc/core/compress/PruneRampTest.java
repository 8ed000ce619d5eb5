package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

class PruneRampTest {
  private static final PrunePlan PLAN = PrunePlan.of("row-balanced", Map.of("a", 0.8));

  @ParameterizedTest
  @EnumSource
  void risesToExactlyOne(SparsitySchedule s) {
    double before = 0;
    for (int i = -1; i <= 101; i++) {
      double now = s.share(i / 100.0);
      assertThat(now).isBetween(before, 1.0);
      before = now;
    }
    assertThat(s.share(1)).isEqualTo(1.0);
    assertThat(SparsitySchedule.parse(s.label())).isSameAs(s);
  }

  @Test
  void valuesByFormula() {
    assertThat(SparsitySchedule.CUBIC.share(0.5)).isEqualTo(1 - 0.125);
    assertThat(SparsitySchedule.CUBIC.share(0.1)).isCloseTo(1 - 0.729, within(1e-12));
    assertThat(SparsitySchedule.CUBIC.share(0)).isZero();
    assertThat(SparsitySchedule.LINEAR.share(0.3)).isEqualTo(0.3);
    assertThat(SparsitySchedule.ONE_SHOT.share(0)).isEqualTo(1.0);
    assertThatThrownBy(() -> SparsitySchedule.parse("quick")).hasMessageContaining("one-shot");
  }

  @Test
  void masksAreChosenAnewFromTheShadow() {
    PruneRamp ramp = new PruneRamp(PLAN, SparsitySchedule.LINEAR, 2, Map.of());
    Tensor early = new Tensor(new int[] {1, 5}, new float[] {1, 2, 3, 4, 5});
    Tensor late = new Tensor(new int[] {1, 5}, new float[] {9, 2, 3, 4, 5});
    assertThat(ramp.masks(0, Map.of("a", early))).isEmpty();
    assertThat(ramp.masks(1, Map.of("a", early)).get("a").kept().stream().toArray())
        .containsExactly(2, 3, 4);
    assertThat(ramp.masks(2, Map.of("a", late)).get("a").kept().stream().toArray())
        .containsExactly(0);
    assertThat(ramp.ended(1.99)).isFalse();
    assertThat(ramp.ended(2)).isTrue();
  }

  @Test
  void masksOfOtherMatricesStayInForce() {
    Mask other = Mask.empty(1, 5);
    PruneRamp ramp =
        new PruneRamp(PLAN, SparsitySchedule.ONE_SHOT, 0, Map.of("b", other, "a", other));
    Map<String, Mask> masks = ramp.masks(0, Map.of("a", TestMatrices.normal(1, 5, 1)));
    assertThat(masks.get("b")).isSameAs(other);
    assertThat(masks.get("a").count()).isEqualTo(1);
    assertThat(ramp.others()).containsOnlyKeys("b");
  }
}
