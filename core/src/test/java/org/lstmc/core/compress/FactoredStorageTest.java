package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;

/** What tensor networks take in memory: the published counts. */
class FactoredStorageTest {
  private static Model ucf11(CellType cell, TensorForm form) {
    NetworkSpec network =
        new NetworkSpec(
            "ucf11",
            InputSpec.features(57_600),
            List.of(new LayerSpec(cell, 57_600, 256, 0, false, form)),
            11);
    return new Model(
        network, null, Map.of(), Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }

  private static TensorForm train(int gates) {
    return new TensorForm(
        TensorForm.Format.TT,
        List.of(8, 20, 20, 18),
        List.of(4 * gates, 4, 4, 4),
        null,
        List.of(4, 4, 4),
        false,
        List.of());
  }

  @Test
  void countsAreThePublishedOnes() {
    TensorForm ht =
        new TensorForm(
            TensorForm.Format.HT,
            List.of(8, 10, 10, 9, 8),
            List.of(16, 4, 2, 4, 2),
            "(((1,2),3),(4,5))",
            List.of(4, 4, 4, 4, 4, 5, 5, 5),
            false,
            List.of());
    check(ucf11(CellType.LSTM, ht), "hierarchical-tucker", 58_982_400, 1_245, 47_375);
    check(ucf11(CellType.LSTM, train(4)), "tensor-train", 58_982_400, 3_360, 17_554);
    check(ucf11(CellType.GRU, train(3)), "tensor-train", 44_236_800, 3_232, 13_687);
  }

  private static void check(Model m, String scheme, long dense, long stored, double ratio) {
    assertThat(m.compression().scheme()).isEqualTo(scheme);
    StorageReport r = StorageReport.of(m);
    StorageReport.Sum wx = r.factored().get("layers.0.wx");
    assertThat(wx.denseParameters()).isEqualTo(dense);
    assertThat(wx.storedParameters()).isEqualTo(stored);
    assertThat(wx.storedBits()).isEqualTo(32 * stored);
    assertThat(wx.idealRatio()).isCloseTo(ratio, within(0.5));
    int gates = m.network().layers().get(0).cell().gates();
    long wh = gates * 256L * 256;
    assertThat(r.recurrent().denseParameters()).isEqualTo(dense + wh);
    assertThat(r.recurrent().storedParameters()).isEqualTo(stored + wh);
    assertThat(r.all().denseParameters()).isEqualTo(m.network().parameters());
    assertThat(r.all().storedParameters()).isEqualTo(m.network().trainedParameters());
    assertThat(r.all().denseBitsSameWidth()).isEqualTo(32 * m.network().parameters());
  }
}
