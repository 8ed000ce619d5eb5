package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;

class PrunerTest {
  private final Model dense = TestMatrices.model(TestMatrices.network());

  private static PrunePlan plan(Map<String, Double> overrides) {
    return new PrunePlanOptions("row-balanced", Map.of(), 0.5, 0.4, null, overrides)
        .plan(TestMatrices.network());
  }

  @Test
  void masksWeightsAndRecordsWhatWasAchieved() {
    Model m = Pruner.apply(dense, plan(Map.of()));
    assertThat(m.compression().scheme()).isEqualTo("row-balanced");
    assertThat(m.masks().keySet())
        .containsExactlyElementsOf(m.network().layerMatrices())
        .containsExactlyElementsOf(m.compression().matrices().keySet());
    // 5 columns at 0.5 drop round-half-up(2.5) = 3.
    assertThat(m.compression().matrices().get("layers.1.wx").ratio()).isEqualTo(0.6);
    m.masks()
        .forEach(
            (name, mask) -> {
              assertThat(m.weights().get(name)).isEqualTo(mask.apply(dense.weights().get(name)));
              assertThat(m.weights().get(name)).isNotEqualTo(dense.weights().get(name));
            });
    assertThat(m.weights().get("output.weight")).isSameAs(dense.weights().get("output.weight"));
    assertThat(dense.masks()).isEmpty();
  }

  @Test
  void pruningThePrunedChangesNothing() {
    Model once = Pruner.apply(dense, plan(Map.of()));
    Model twice = Pruner.apply(once, plan(Map.of()));
    assertThat(twice.masks()).isEqualTo(once.masks());
    assertThat(twice.weights()).isEqualTo(once.weights());
    assertThat(twice.compression()).isEqualTo(once.compression());
  }

  @Test
  void gatesHaveTheirOwnRatios() {
    Mask m = Pruner.masks(dense.weights(), plan(Map.of("layers.1.wh.f", 0.75))).get("layers.1.wh");
    // 8 cells a gate, gates i f g o, 8 columns: 0.4 drops 3, 0.75 drops 6.
    for (int row = 0; row < 32; row++) {
      assertThat(m.rowCount(row)).isEqualTo(row / 8 == 1 ? 2 : 5);
    }
  }

  @Test
  void ratioZeroIsDenseAndUnnamedMatricesStay() {
    Model first = Pruner.apply(dense, PrunePlan.of("bank-balanced", Map.of("layers.1.wh", 0.5)));
    assertThat(first.masks().keySet()).containsExactly("layers.1.wh");
    Model second = Pruner.apply(first, PrunePlan.of("row-balanced", Map.of("layers.0.wx", 0.5)));
    assertThat(second.masks().keySet()).containsExactly("layers.0.wx", "layers.1.wh");
    assertThat(second.compression().matrices().get("layers.1.wh").scheme())
        .isEqualTo("bank-balanced");
    assertThat(second.compression().matrices().get("layers.1.wh").parameters())
        .containsExactly(Map.entry("banks", 4));
    Model third = Pruner.apply(dense, PrunePlan.of("row-balanced", Map.of("layers.0.wx", 0.0)));
    assertThat(third.masks()).isEmpty();
    assertThat(third.compression().scheme()).isEqualTo("dense");
  }

  @Test
  void namesTheMatrixThatCannotBePruned() {
    assertThatThrownBy(() -> Pruner.apply(dense, plan(Map.of("layers.0.projection", 0.96))))
        .isInstanceOfSatisfying(
            LstmcException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(5))
        .hasMessage(
            "layers.0.projection: ratio 0.96 leaves no weight in a row of 10 weights; largest"
                + " allowed ratio here: 0.9");
    dense.weights().get("layers.1.wh").data()[3] = Float.NaN;
    assertThatThrownBy(() -> Pruner.apply(dense, plan(Map.of())))
        .hasMessageStartingWith("layers.1.wh: weight at row 0, column 3 is NaN");
  }
}
