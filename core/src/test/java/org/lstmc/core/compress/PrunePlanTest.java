package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;

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
  void gatesOfAGruHaveTheirLetters() {
    NetworkSpec gru =
        new NetworkSpec(
            "gru",
            InputSpec.features(8),
            List.of(
                new LayerSpec(CellType.GRU, 8, 6, 0, false),
                new LayerSpec(CellType.GRU_RESET_BEFORE, 6, 4, 0, false)),
            2);
    PrunePlan plan =
        new PrunePlanOptions(
                "row-balanced",
                Map.of(),
                0.5,
                0.5,
                null,
                Map.of("wh.n", 0.0, "layers.0.wx.r", 0.75, "layers.1.wh.z", 0.25))
            .plan(gru);
    assertThat(plan.ratios()).containsEntry("layers.0.wx", List.of(0.75, 0.5, 0.5));
    assertThat(plan.ratios()).containsEntry("layers.1.wh", List.of(0.5, 0.25, 0.0));
    Model pruned = Pruner.apply(TestMatrices.model(gru), plan);
    Mask wx = pruned.masks().get("layers.0.wx");
    Mask wh = pruned.masks().get("layers.1.wh");
    for (int row = 0; row < 18; row++) {
      assertThat(wx.rowCount(row)).isEqualTo(row < 6 ? 2 : 4);
    }
    for (int row = 0; row < 12; row++) {
      assertThat(wh.rowCount(row)).isEqualTo(row < 4 ? 2 : row < 8 ? 3 : 4);
    }
    assertThatThrownBy(
            () ->
                new PrunePlanOptions("row-balanced", Map.of(), 0.5, 0.5, null, Map.of("wx.o", 0.5))
                    .plan(gru))
        .hasMessageContaining("the gates rzn only");
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
