package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.compress.search.SensitivityScan;
import org.lstmc.core.manifest.Models;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** Techniques on the matrices of feed-forward networks. */
class ForwardStructuresTest {
  /** Matrices: 0 [8, 9], 3 [16, 72], 7 [24, 64], 9 [10, 24]; channels 1, 8, 16. */
  private static final NetworkSpec CNN = network("8C3-MP2-16C3-MP2-24-10", 16, 1);

  private static NetworkSpec network(String text, int side, int channels) {
    return new NetworkSpec("cnn", ForwardText.parse(text, new ImageShape(side, side, channels)));
  }

  private static ChosenStructures blocks(NetworkSpec network, Map<String, Integer> byName) {
    return Structures.of(
        Structures.byName("circulant"),
        new MatrixChoice<>(null, null, null, byName),
        Map.of(),
        network);
  }

  @Test
  void aGeneralSizeLeavesTheFirstConvolutionDense() {
    ChosenStructures chosen = blocks(CNN, Map.of("all", 8));
    assertThat(chosen.structures().keySet())
        .containsExactly("forward.3.weight", "forward.7.weight", "forward.9.weight");
    assertThat(chosen.leftDense())
        .containsExactly(
            "forward.0.weight stays dense: a convolution of 1 input and 8 output channels does not"
                + " divide into blocks of 8; allowed: only 1, which leaves the layer dense");
    assertThat(blocks(CNN, Map.of("conv", 4)).structures().keySet())
        .containsExactly("forward.3.weight");
    assertThat(blocks(network("8C3-10", 6, 8), Map.of("all", 8)).structures()).hasSize(2);
  }

  @Test
  void namesGoFromGeneralToSpecial() {
    Map<String, Structure> all =
        blocks(CNN, Map.of("all", 8, "dense", 4, "forward.9", 2, "forward.0.weight", 1))
            .structures();
    assertThat(all)
        .containsOnlyKeys("forward.3.weight", "forward.7.weight", "forward.9.weight")
        .containsEntry("forward.3.weight", new CirculantStructure(8))
        .containsEntry("forward.7.weight", new CirculantStructure(4))
        .containsEntry("forward.9.weight", new CirculantStructure(2));
    assertThat(blocks(CNN, Map.of("dense", 4, "all", 8, "forward.0", 1)).leftDense()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forward.0|8|forward.0.weight: a convolution of 1 input and 8 output channels does not",
        "forward.3|16|forward.3.weight: a convolution of 8 input and 16 output channels does not divide"
            + " into blocks of 16; allowed: 2, 4, 8, or 1, which leaves the layer dense",
        "conv|16|forward.3.weight: a convolution of 8 input",
        "all|16|forward.3.weight: a convolution of 8 input",
        "forward.3|3|forward.3.weight: block size 3: must be a power of two",
        "forward.7|128|the matrix is only 24 x 64",
        "forward.1|8|'forward.1' fits no matrix; the network has: forward.0.weight, forward.3.weight",
        "wx|8|'wx' fits no matrix; the network has: forward.0.weight",
        "conv.i|8|'conv.i' is not known",
        "forward.3.bias|8|'forward.3.bias' is not known",
      })
  void refusesWhatDoesNotFit(String name, int k, String expected) {
    refuses(() -> blocks(CNN, Map.of(name, k)), expected);
  }

  /** Only the first convolution may stay dense by itself: of a later one the user must say so. */
  @Test
  void aLaterConvolutionIsRefused() {
    NetworkSpec six = network("6C3-12C3-10", 8, 1);
    refuses(
        () -> blocks(six, Map.of("all", 4)),
        "forward.2.weight: a convolution of 6 input and 12 output channels does not divide into"
            + " blocks of 4; allowed: 2, or 1, which leaves the layer dense");
    assertThat(blocks(six, Map.of("all", 4, "forward.2", 1)).structures().keySet())
        .containsExactly("forward.5.weight");
  }

  @Test
  void outputChannelsMustDivideToo() {
    refuses(
        () -> blocks(network("8C3-12C3-10", 8, 1), Map.of("all", 8)),
        "a convolution of 8 input and 12 output channels does not divide into blocks of 8; allowed:"
            + " 2, 4, or 1");
  }

  @Test
  void allHoldsWhereNothingElseDoes() {
    NetworkSpec lstm = TestMatrices.network();
    assertThat(new MatrixChoice<>(8, null, 2, Map.of("all", 4, "layers.1.wh", 1)).of("size", lstm))
        .containsEntry("layers.0.wx", 8)
        .containsEntry("layers.0.wh", 4)
        .containsEntry("layers.0.projection", 2)
        .containsEntry("layers.1.wh", 1);
    assertThat(
            new PrunePlanOptions("row-balanced", Map.of(), 0.5, null, null, Map.of("all", 0.25))
                .plan(lstm)
                .ratios())
        .containsEntry("layers.0.wx", List.of(0.5))
        .containsEntry("layers.0.wh", List.of(0.25));
  }

  @Test
  void valuesForRecurrentMatricesAreRefused() {
    refuses(
        () ->
            Structures.of(
                Structures.byName("circulant"),
                new MatrixChoice<>(8, null, null, Map.of()),
                Map.of(),
                CNN),
        "block size 8 of wx: 'cnn' is a feed-forward network, whose matrices are named all, conv,");
    refuses(
        () -> PrunePlanOptions.of("row-balanced", 0.5, 0.5).plan(CNN),
        "ratio 0.5 of wx: 'cnn' is a feed-forward network");
    refuses(
        () -> new PrunePlanOptions("row-balanced", Map.of(), null, null, 0.5, Map.of()).plan(CNN),
        "ratio 0.5 of projection");
    NetworkSpec lstm = TestMatrices.network();
    refuses(
        () -> new MatrixChoice<>(null, null, null, Map.of("conv", 8)).of("block size", lstm),
        "'conv' fits no matrix; the network has: layers.0.wx");
    refuses(
        () -> new MatrixChoice<>(null, null, null, Map.of("forward.0", 8)).of("block size", lstm),
        "'forward.0' fits no matrix");
  }

  /** Whoever comes with structures of their own cannot go around the check. */
  @Test
  void projectionChecksChannels() {
    Model m = Models.random(CNN, 1);
    refuses(
        () -> Projector.apply(m, Map.of("forward.3.weight", new CirculantStructure(16))),
        "forward.3.weight: a convolution of 8 input and 16 output channels");
  }

  /** Every tap of the filter is block-circulant over channels, and nearest to what it was. */
  @Test
  void aConvolutionIsCirculantForEveryTap() {
    Model dense = Models.random(CNN, 5);
    Model m = Projector.apply(dense, blocks(CNN, Map.of("all", 8)).structures());
    Tensor f = m.weights().get("forward.3.weight");
    Tensor before = dense.weights().get("forward.3.weight");
    for (int tap = 0; tap < 9; tap++) {
      for (int p = 0; p < 16; p++) {
        for (int c = 0; c < 8; c++) {
          double mean = 0;
          for (int d = 0; d < 8; d++) {
            mean += before.at(p / 8 * 8 + (p + d) % 8, tap * 8 + (c + d) % 8) / 8.0;
          }
          assertThat((double) f.at(p, tap * 8 + c)).isCloseTo(mean, within(1e-6));
        }
      }
    }
    assertThat(m.weights().get("forward.0.weight"))
        .isEqualTo(dense.weights().get("forward.0.weight"));
    assertThat(m.compression().scheme()).isEqualTo("block-circulant");
  }

  private static org.assertj.core.data.Offset<Double> within(double d) {
    return org.assertj.core.data.Offset.offset(d);
  }

  @Test
  void storageCountsVectorsOfEveryTap() {
    Model m = Projector.apply(Models.random(CNN, 5), blocks(CNN, Map.of("all", 8)).structures());
    StorageReport r = StorageReport.of(m);
    // 9 dense taps of 1 -> 8; 2 x 1 blocks a tap; 3 x 8 blocks; 2 x 3 blocks, the lower ones
    // padded.
    long matrices = 8 * 9 + 9 * 2 * 8 + 3 * 8 * 8 + 2 * 3 * 8;
    assertThat(r.recurrent().storedParameters()).isEqualTo(matrices);
    assertThat(r.recurrent().denseParameters()).isEqualTo(8 * 9 + 16 * 72 + 24 * 64 + 10 * 24);
    assertThat(r.all().storedParameters()).isEqualTo(matrices + 8 + 16 + 24 + 10);
    assertThat(r.all().storedBits()).isEqualTo(32 * (matrices + 8 + 16 + 24 + 10));
    assertThat(r.recurrent().compressionRatio()).isEqualTo(3000.0 / matrices);
  }

  @Test
  void everyPatternPrunesAConvolution() {
    Model dense = Models.random(CNN, 2);
    for (PruningPattern pattern : PruningPatterns.ALL) {
      Map<String, Integer> parameters =
          pattern.parameters().containsKey("block2")
              ? Map.of("block1", 8, "block2", 2, "keep1", 1, "keep2", 2)
              : pattern.parameters().containsKey("pes") ? Map.of("pes", 4) : Map.of();
      Map<String, Double> ratios =
          Map.of("all", 0.5, "forward.0", 0.0, "forward.9", 0.0, "dense", 0.5);
      PrunePlan plan =
          new PrunePlanOptions(pattern.name(), parameters, null, null, null, ratios).plan(CNN);
      assertThat(plan.ratios().keySet()).containsExactlyElementsOf(CNN.layerMatrices());
      Model m = Pruner.apply(dense, plan);
      assertThat(m.masks().keySet()).containsExactly("forward.3.weight", "forward.7.weight");
      Mask conv = m.masks().get("forward.3.weight");
      assertThat(conv.sparsity()).as(pattern.name()).isCloseTo(0.5, within(0.01));
      if (pattern.name().equals("row-balanced")) {
        for (int r = 0; r < 16; r++) {
          assertThat(conv.rowCount(r)).isEqualTo(36);
        }
      }
      assertThat(m.compression().matrices().get("forward.3.weight").scheme())
          .isEqualTo(pattern.name());
      assertThat(StorageReport.of(m).recurrent().storedParameters())
          .isEqualTo(72 + 240 + conv.count() + m.masks().get("forward.7.weight").count());
    }
  }

  @Test
  void hcgsNeedsWholeBlocksOfOutputs() {
    Map<String, Integer> eight = Map.of("block1", 8, "block2", 2, "keep1", 1, "keep2", 2);
    refuses(
        () -> new PrunePlanOptions("hcgs", eight, null, null, null, Map.of()).plan(CNN),
        "hcgs: forward.9.weight has 10 rows, which do not divide into blocks of 8;");
    assertThat(
            new PrunePlanOptions("hcgs", eight, null, null, null, Map.of("forward.9", 0.0))
                .plan(CNN)
                .ratios())
        .containsEntry("forward.3.weight", List.of(0.5));
  }

  @Test
  void theScanGoesThroughEveryLayer() {
    Model m = Models.random(CNN, 2);
    var table =
        new SensitivityScan("row-balanced", Map.of(), w -> 1)
            .scan(m, List.of(0.5), true, "accuracy");
    assertThat(table.points()).extracting(p -> p.matrix()).isEqualTo(CNN.layerMatrices());
    assertThat(m.compression()).isEqualTo(CompressionSpec.DENSE);
  }

  private static void refuses(Runnable action, String expected) {
    assertThatThrownBy(action::run)
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n")
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.USAGE));
  }
}
