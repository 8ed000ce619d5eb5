package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/** What training in the block-circulant form means. */
class CirculantTrainingTest {
  private static final NetworkSpec NETWORK = Networks.of(InputSpec.oneHot(6), 2, 10, 5, true, 6);
  private static final Map<String, Structure> BLOCKS = blocks(NETWORK, 4);

  static Map<String, Structure> blocks(NetworkSpec network, int k) {
    Map<String, Structure> out = new TreeMap<>();
    network.layerMatrices().forEach(name -> out.put(name, new CirculantStructure(k)));
    return out;
  }

  private static Dataset data(int steps) {
    Split split = Networks.split(NETWORK, TaskKind.LANGUAGE_MODEL, 1, steps, true, 1);
    return Networks.dataset(NETWORK, TaskKind.LANGUAGE_MODEL, split, split);
  }

  private static TrainOptions options(OptimizerKind kind, int epochs) {
    return new TrainOptions(kind, 0.05, 1, 0, epochs, 4, 10, 0, 0, 0, 0, 0, 3, 1);
  }

  private static Model model(Map<String, Tensor> weights) {
    return new Model(
        NETWORK, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }

  /** An independent road to the same step: dense gradient, then Euclidean projection. */
  @Test
  void oneStepOfDescentIsTheProjectedDenseStep() {
    TrainedForms forms = TrainedForms.of(NETWORK, BLOCKS);
    TrainOptions one = options(OptimizerKind.SGD, 1);
    Map<String, Tensor> start = Projector.project(Networks.weights(NETWORK, 0.5, 2), BLOCKS);
    Map<String, Tensor> dense = new Trainer(NETWORK, data(40), one).run(start).weights();
    Map<String, Tensor> found =
        new Trainer(NETWORK, data(40), one).forms(forms).run(start).weights();
    Projector.project(dense, BLOCKS)
        .forEach(
            (name, w) -> {
              assertThat(found.get(name).data()).as(name).containsExactly(w.data(), within(1e-6f));
              assertThat(found.get(name)).isNotEqualTo(start.get(name));
            });
    assertThat(dense.get("layers.1.wh").data())
        .isNotEqualTo(Projector.project(dense, BLOCKS).get("layers.1.wh").data());
  }

  @Test
  void resultsAreExactlyInTheStructure() {
    TrainedForms forms = TrainedForms.of(NETWORK, BLOCKS);
    Map<String, FixedFormat> formats = new TreeMap<>();
    NETWORK.tensorShapes().keySet().forEach(n -> formats.put(n, new FixedFormat(8, 2)));
    for (Map<String, FixedFormat> rounding : List.of(Map.<String, FixedFormat>of(), formats)) {
      TrainOptions o = options(OptimizerKind.ADAM, 2);
      TrainResult r =
          new Trainer(NETWORK, data(200), o)
              .forms(forms)
              .fakeQuantize(rounding, false)
              .run(Trainer.initialWeights(NETWORK, o, forms));
      BLOCKS.forEach(
          (name, s) -> {
            Tensor w = r.weights().get(name);
            assertThat(w.shape()).isEqualTo(NETWORK.tensorShapes().get(name));
            assertThat(s.project(w)).isEqualTo(w);
            assertThat(r.shadow().get(name)).isEqualTo(w);
          });
      Model m = Projector.describe(model(r.weights()), BLOCKS);
      assertThat(m.compression().scheme()).isEqualTo(BlockCirculant.SCHEME);
      assertThat(TrainedForms.of(m)).isEqualTo(forms);
    }
  }

  /**
   * The format of a block-circulant matrix is that of its spectra; of any other, of its weights.
   */
  @Test
  void fineTuningRoundsWhatIsStored() {
    TrainedForms forms = TrainedForms.of(NETWORK, Map.of("layers.0.wx", new CirculantStructure(4)));
    FixedFormat f = new FixedFormat(8, 2);
    RunSetup setup =
        new RunSetup(
            NETWORK,
            data(40),
            options(OptimizerKind.SGD, 1),
            MaskSchedule.DENSE,
            forms,
            Map.of(),
            null,
            Map.of("layers.0.wx", f, "layers.0.wh", f),
            false,
            CheckpointPolicy.NONE,
            p -> {},
            () -> false);
    WeightTransform.Circulant c = (WeightTransform.Circulant) forms.byName().get("layers.0.wx");
    assertThat(setup.transforms(Map.of()))
        .containsOnly(
            Map.entry(
                "layers.0.wx", List.of(new WeightTransform.SpectrumQuantized(c.form(), f), c)),
            Map.entry("layers.0.wh", List.of(new WeightTransform.FakeQuantized(f))));
  }

  /** Outputs of a circulant start vary as those of a dense one; a projected start's do not. */
  @Test
  void newWeightsKeepTheVarianceOfOutputs() {
    NetworkSpec network = Networks.of(InputSpec.features(64), 1, 64, 0, false, 6);
    TrainOptions o = options(OptimizerKind.ADAM, 1);
    Map<String, Structure> blocks = blocks(network, 8);
    Tensor dense = Trainer.initialWeights(network, o).get("layers.0.wx");
    Tensor circulant =
        Trainer.initialWeights(network, o, TrainedForms.of(network, blocks)).get("layers.0.wx");
    assertThat(blocks.get("layers.0.wx").project(circulant)).isEqualTo(circulant);
    assertThat(variance(circulant) / variance(dense)).isCloseTo(1, within(0.1));
    assertThat(variance(blocks.get("layers.0.wx").project(dense)) / variance(dense))
        .isCloseTo(1.0 / 8, within(0.03));
  }

  /** Of W x over white inputs and all rows. */
  private static double variance(Tensor w) {
    Random random = new Random(5);
    double sum = 0;
    int trials = 200;
    for (int t = 0; t < trials; t++) {
      double[] x = random.doubles(w.cols(), -1, 1).toArray();
      for (int r = 0; r < w.rows(); r++) {
        double y = 0;
        for (int c = 0; c < w.cols(); c++) {
          y += w.data()[r * w.cols() + c] * x[c];
        }
        sum += y * y;
      }
    }
    return sum / trials / w.rows();
  }

  @Test
  void pruningBesideItKeepsItAndPruningItIsRefused() {
    Map<String, Structure> wx = new TreeMap<>(Map.of("layers.0.wx", new CirculantStructure(2)));
    Model m = Projector.apply(model(Networks.weights(NETWORK, 0.5, 2)), wx);
    PrunePlan both = PrunePlan.of("unstructured", Map.of("layers.0.wx", 0.5, "layers.0.wh", 0.5));
    PruneRun run = new PruneRun(both, SparsitySchedule.ONE_SHOT, 0, options(OptimizerKind.ADAM, 1));
    assertThatThrownBy(() -> Pruner.apply(m, both))
        .hasMessageContaining("layers.0.wx is block-circulant; zeros would break its structure");
    assertThatThrownBy(() -> run.run(m, m.weights(), data(40), t -> t))
        .hasMessageContaining("layers.0.wx is block-circulant");
    PrunePlan beside = both.with(Map.of("layers.0.wx", 0.0));
    Model pruned =
        new PruneRun(beside, SparsitySchedule.ONE_SHOT, 0, options(OptimizerKind.ADAM, 1))
            .run(m, m.weights(), data(40), t -> t)
            .model();
    Tensor w = pruned.weights().get("layers.0.wx");
    assertThat(wx.get("layers.0.wx").project(w))
        .isEqualTo(w)
        .isNotEqualTo(m.weights().get("layers.0.wx"));
    assertThat(pruned.compression().matrices().get("layers.0.wx"))
        .isEqualTo(m.compression().matrices().get("layers.0.wx"));
    assertThat(pruned.compression().scheme()).isEqualTo(CompressionSpec.MIXED);
    assertThat(pruned.masks()).containsOnlyKeys("layers.0.wh");
  }

  @Test
  void badBlocksAreSaidClearly() {
    assertThatThrownBy(() -> new CirculantStructure(6).form(8, 8))
        .hasMessageContaining("block size 6: must be a power of two");
    assertThatThrownBy(() -> TrainedForms.of(NETWORK, blocks(NETWORK, 64)))
        .hasMessageContaining("layers.0.projection: block size 64: the matrix is only 5 x 10")
        .hasMessageContaining("5 x 10");
    assertThatThrownBy(
            () -> TrainedForms.of(NETWORK, Map.of("layers.7.wx", new CirculantStructure(4))))
        .hasMessageContaining("no layer matrix 'layers.7.wx'");
  }
}
