package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.MatrixCompression;
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
    assertThat(r.recurrent().denseParameters()).isEqualTo(network.stepMacs());
    assertThat(r.tensors().keySet()).containsExactlyElementsOf(network.tensorShapes().keySet());
  }

  /** 3 (X H + H^2 + H) + H words; the recurrent bias is one of its own in one convention alone. */
  @ParameterizedTest
  @CsvSource({"GRU, 7", "GRU_RESET_BEFORE, 0"})
  void aGruCountsItsRecurrentBias(CellType cell, int recurrentBias) {
    NetworkSpec gru =
        new NetworkSpec(
            "gru", InputSpec.features(5), List.of(new LayerSpec(cell, 5, 7, 0, false)), 0);
    StorageReport r = StorageReport.of(TestMatrices.model(gru));
    assertThat(r.all().storedBits()).isEqualTo(32L * (3 * (5 * 7 + 7 * 7 + 7) + recurrentBias));
    assertThat(r.recurrent().storedBits()).isEqualTo(32L * 3 * (5 * 7 + 7 * 7));
    assertThat(r.all().compressionRatio()).isEqualTo(1.0);
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
        .isEqualTo(kept + network.parameters() - network.stepMacs());
    double sparsity = 1 - (double) kept / network.stepMacs();
    assertThat(r.recurrent().idealRatio()).isCloseTo(1 / (1 - sparsity), within(1e-9));
    assertThat(r.recurrent().compressionRatio())
        .isLessThan(r.recurrent().idealRatio())
        .isGreaterThan(1);
  }

  /** C-LSTM's published ratios of the Google LSTM's first layer: 7.9 with k=8, 15.9 with k=16. */
  @ParameterizedTest
  @CsvSource({"8, 409600, 7.9", "16, 204800, 15.9"})
  void blockCirculantMatricesAreTheirVectors(int k, long words, double published) {
    NetworkSpec google =
        new NetworkSpec(
            "google",
            InputSpec.features(153),
            List.of(new LayerSpec(CellType.LSTM, 153, 1024, 512, true)),
            0);
    Map<String, MatrixCompression> spec = new LinkedHashMap<>();
    for (String name : google.layerMatrices()) {
      spec.put(name, new MatrixCompression("block-circulant", 1 - 1.0 / k, Map.of("block", k)));
    }
    Model m = TestMatrices.model(google).withCompression(CompressionSpec.of(spec), Map.of());
    StorageReport.Sum r = StorageReport.of(m).recurrent();
    assertThat(r.denseParameters()).isEqualTo(3_248_128);
    assertThat(r.storedParameters()).isEqualTo(words);
    assertThat(r.storedBits()).isEqualTo(32 * words);
    assertThat(r.indexBits() + r.paddingBits() + r.pointerBits()).isZero();
    assertThat(r.compressionRatioSameWidth()).isCloseTo(published, within(0.05));
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
