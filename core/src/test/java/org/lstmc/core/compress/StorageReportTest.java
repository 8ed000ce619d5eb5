package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

class StorageReportTest {
  private final NetworkSpec network = TestMatrices.network();
  private final Model dense = TestMatrices.model(network);

  @Test
  void aDenseFloatModelIsWhatItIs() {
    StorageReport r = StorageReport.of(dense);
    assertThat(r.all().denseParameters()).isEqualTo(network.parameters());
    assertThat(r.all().storedParameters()).isEqualTo(network.parameters());
    assertThat(r.all().storedBits()).isEqualTo(32 * network.parameters());
    assertThat(r.all().compressionRatio()).isEqualTo(1.0);
    assertThat(r.recurrent().denseParameters()).isEqualTo(network.recurrentWeights());
    assertThat(r.tensors().keySet()).containsExactlyElementsOf(network.tensorShapes().keySet());
  }

  @Test
  void sumsAreThoseOfTheTensors() {
    Model m = Pruner.apply(dense, PrunePlanOptions.of("row-balanced", 0.5, 0.5).plan(network));
    StorageReport r = StorageReport.of(m);
    long bits = r.tensors().values().stream().mapToLong(s -> s.totalBits()).sum();
    assertThat(r.all().storedBits()).isEqualTo(bits);
    long kept = m.masks().values().stream().mapToLong(k -> k.count()).sum();
    assertThat(r.recurrent().storedParameters()).isEqualTo(kept);
    assertThat(r.all().storedParameters())
        .isEqualTo(kept + network.parameters() - network.recurrentWeights());
    double sparsity = 1 - (double) kept / network.recurrentWeights();
    assertThat(r.recurrent().idealRatio()).isCloseTo(1 / (1 - sparsity), within(1e-9));
    assertThat(r.recurrent().compressionRatio())
        .isLessThan(r.recurrent().idealRatio())
        .isGreaterThan(1);
  }

  @Test
  void narrowerNumbersCountOnceInOneRatioOnly() {
    Map<String, FixedFormat> formats = new LinkedHashMap<>();
    network.tensorShapes().keySet().forEach(n -> formats.put(n, FixedFormat.parse("fixed<16,4>")));
    Model m =
        Pruner.apply(dense, PrunePlanOptions.of("row-balanced", 0.5, 0.5).plan(network))
            .withQuantization(
                new QuantizationSpec(
                    "1",
                    formats,
                    Rounding.values()[0],
                    Overflow.values()[0],
                    null,
                    null,
                    Map.of()));
    StorageReport r = StorageReport.of(m);
    assertThat(r.weightBits()).containsEntry("layers.0.bias", 16);
    assertThat(r.all().compressionRatio())
        .isCloseTo(2 * r.all().compressionRatioSameWidth(), within(1e-9));
    assertThat(r.all().denseBitsSameWidth()).isEqualTo(16 * network.parameters());
  }
}
