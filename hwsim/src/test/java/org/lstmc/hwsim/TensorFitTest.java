package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.RankBounds;
import org.lstmc.core.model.TensorForm;

class TensorFitTest {
  private static final ShapeRatios BITS = ShapeRatios.uniform(0);

  private static List<LayerSpec> lstm(int inputs, int cells, int layers) {
    List<LayerSpec> all = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      all.add(new LayerSpec(CellType.LSTM, l == 0 ? inputs : cells, cells, 0, false));
    }
    return all;
  }

  /** Fits its machine and is small enough; with ranks of one more it is not. */
  @ParameterizedTest
  @CsvSource({"TT, 39, 128, 2, 8", "HT, 39, 128, 2, 8", "TT, 64, 64, 1, 30", "HT, 64, 64, 1, 30"})
  void theLargestRankThatFits(
      TensorForm.Format format, int inputs, int cells, int layers, int fewer) {
    Accelerator machine = Accelerators.defaultFor(format.label());
    List<LayerSpec> dense = lstm(inputs, cells, layers);
    List<LayerSpec> found = TensorFit.of(format, dense, fewer, machine, BITS);
    long most = dense.stream().mapToLong(LayerSpec::matrixWeights).sum() / fewer;
    assertThat(parameters(found)).isLessThanOrEqualTo(most);
    machine.simulate(Workload.ofLayers("found", found, BITS, 1), MachineOptions.DEFAULT);
    int rank =
        found.stream()
            .flatMap(l -> l.factored().ranks().stream())
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    List<LayerSpec> more =
        found.stream().map(l -> l.withFactored(raised(l.factored(), rank + 1))).toList();
    boolean smallEnough = parameters(more) <= most;
    if (smallEnough) {
      Workload w = Workload.ofLayers("more", more, BITS, 1);
      assertThatThrownBy(() -> machine.simulate(w, MachineOptions.DEFAULT))
          .isInstanceOf(LstmcException.class);
    }
  }

  /** Every cut at a rank, or as near as it can come. */
  private static TensorForm raised(TensorForm f, int rank) {
    List<Integer> bounds =
        RankBounds.ofModes(
            f.modesIn(),
            f.modesOut(),
            f.format() == TensorForm.Format.TT ? null : f.dimensionTree());
    List<Integer> ranks = new ArrayList<>(Collections.nCopies(bounds.size(), rank));
    ranks.replaceAll(r -> r);
    for (int b = 0; b < ranks.size(); b++) {
      ranks.set(b, Math.min(rank, bounds.get(b)));
    }
    return ContractionOrders.cheapest(f.withRanks(ranks)).form();
  }

  private static long parameters(List<LayerSpec> layers) {
    return layers.stream().mapToLong(l -> l.factored().parameters()).sum();
  }

  @Test
  void whatNoRankMakesPossibleIsSaid() {
    Accelerator tie = Accelerators.byName("tie");
    List<LayerSpec> tiny = lstm(2, 2, 1);
    assertThatThrownBy(() -> TensorFit.of(TensorForm.Format.TT, tiny, 8, tie, BITS))
        .hasMessageContaining("ranks of 1")
        .hasMessageContaining("not 8 times fewer");
    List<LayerSpec> peep = List.of(new LayerSpec(CellType.LSTM, 32, 32, 0, true));
    assertThatThrownBy(() -> TensorFit.of(TensorForm.Format.TT, peep, 8, tie, BITS))
        .hasMessageContaining("peepholes");
  }
}
