package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;

class PrunePlanTest {
  private static PrunePlan plan(Double projection, Map<String, Double> overrides) {
    return new PrunePlanOptions("row-balanced", Map.of(), 0.8, 0.5, projection, overrides)
        .plan(TestMatrices.network());
  }

  @Test
  void projectionFollowsWhUnlessTold() {
    assertThat(plan(null, Map.of()).ratios())
        .containsExactly(
            Map.entry("layers.0.wx", List.of(0.8)),
            Map.entry("layers.0.wh", List.of(0.5)),
            Map.entry("layers.0.projection", List.of(0.5)),
            Map.entry("layers.1.wx", List.of(0.8)),
            Map.entry("layers.1.wh", List.of(0.5)));
    assertThat(plan(0.25, Map.of()).ratios()).containsEntry("layers.0.projection", List.of(0.25));
  }

  @Test
  void theMoreSpecificOverrideWins() {
    Map<String, List<Double>> r =
        plan(
                null,
                Map.of(
                    "wx.i",
                    0.9,
                    "layers.1.wx",
                    0.7,
                    "layers.1.wx.o",
                    0.6,
                    "wh",
                    0.4,
                    "layers.0.wh",
                    0.3))
            .ratios();
    assertThat(r).containsEntry("layers.0.wx", List.of(0.9, 0.8, 0.8, 0.8));
    assertThat(r).containsEntry("layers.1.wx", List.of(0.7, 0.7, 0.7, 0.6));
    assertThat(r).containsEntry("layers.0.wh", List.of(0.3));
    assertThat(r).containsEntry("layers.1.wh", List.of(0.4));
  }

  @Test
  void noRatioLeavesMatricesOut() {
    PrunePlanOptions o = new PrunePlanOptions("unstructured", Map.of(), null, 0.5, null, Map.of());
    assertThat(o.plan(TestMatrices.network()).ratios().keySet())
        .containsExactly("layers.0.wh", "layers.0.projection", "layers.1.wh");
  }

  @ParameterizedTest
  @CsvSource({
    "wy, is not known",
    "layers.7.wh, fits no matrix",
    "wx.q, the gates ifgo only",
    "projection.i, no gates",
    "layers.1.projection, fits no matrix",
    "layers.99999999999.wh, is not known"
  })
  void refusesOverridesThatFitNothing(String name, String message) {
    assertThatThrownBy(() -> plan(null, Map.of(name, 0.5)))
        .isInstanceOfSatisfying(
            LstmcException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(2))
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  @Test
  void refusesRatiosOutsideTheRangeByOptionName() {
    assertThatThrownBy(
            () -> PrunePlanOptions.of("row-balanced", 0.5, 1.0).plan(TestMatrices.network()))
        .hasMessageContaining("ratioWh: ratio 1.0");
    assertThatThrownBy(() -> plan(null, Map.of("wx.i", -1.0)))
        .hasMessageContaining("wx.i: ratio -1.0");
  }

  @Test
  void scalesAndReplaces() {
    PrunePlan p = plan(null, Map.of());
    assertThat(p.scaled(0.5).ratios()).containsEntry("layers.1.wx", List.of(0.4));
    assertThat(p.with(Map.of("layers.1.wx", 0.1)).ratios())
        .containsEntry("layers.1.wx", List.of(0.1))
        .containsEntry("layers.0.wx", List.of(0.8));
  }
}
