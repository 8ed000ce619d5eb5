package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.WeightSpectra;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainingEngine.SessionSpec;
import org.lstmc.core.train.TrainingSession;
import org.lstmc.core.train.WeightTransform;

/** Gradients against central differences, in double precision. */
class GradientTest {
  private static final float STEP = 1f / 1024;

  @ParameterizedTest
  @CsvSource({
    "0, false, EMBEDDING",
    "3, false, FEATURES",
    "6, false, ONE_HOT",
    "0, true, FEATURES",
    "3, true, EMBEDDING"
  })
  void matchDifferences(int projection, boolean peepholes, InputSpec.Kind kind) {
    InputSpec input =
        kind == InputSpec.Kind.FEATURES
            ? InputSpec.features(3)
            : kind == InputSpec.Kind.ONE_HOT ? InputSpec.oneHot(5) : InputSpec.embedding(5, 4);
    NetworkSpec network = Networks.of(input, 2, 6, projection, peepholes, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Map<String, List<WeightTransform>> masks = new LinkedHashMap<>();
    for (String name : network.layerMatrices()) {
      Mask mask = Networks.mask(weights.get(name), 0.6, name.length());
      masks.put(name, List.of(new WeightTransform.Masked(mask)));
    }
    check(network, weights, Map.of());
    check(network, weights, masks);
  }

  @ParameterizedTest
  @CsvSource({
    "GRU, GRU",
    "GRU_RESET_BEFORE, GRU_RESET_BEFORE",
    "LSTM, GRU",
    "GRU_RESET_BEFORE, LSTM"
  })
  void matchDifferencesInEveryCell(CellType first, CellType second) {
    NetworkSpec network = Networks.mixed(InputSpec.embedding(5, 4), List.of(first, second), 6, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    check(network, weights, Map.of());
    Mask mask = Networks.mask(weights.get(TensorNames.wh(0)), 0.6, 3);
    check(network, weights, Map.of(TensorNames.wh(0), List.of(new WeightTransform.Masked(mask))));
  }

  /** The loop of the GRU, which training takes for exact signals, and the fused operator. */
  @Test
  void areTheSameInTheLoop() {
    NetworkSpec network =
        Networks.mixed(InputSpec.features(3), List.of(CellType.GRU, CellType.GRU), 6, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Batch batch = batch(network);
    // A format that no signal bears leaves all as they are.
    Map<String, double[]> loop =
        gradients(network, weights, Map.of(), Map.of("none", new FixedFormat(8, 1)), batch);
    Map<String, double[]> fused = gradients(network, weights, Map.of(), Map.of(), batch);
    fused.forEach(
        (name, g) -> assertThat(loop.get(name)).as(name).containsExactly(g, within(1e-12)));
  }

  /** Blocks that divide nothing, so that diagonals have from 1 to k places, and some have none. */
  @ParameterizedTest
  @CsvSource({"0, false, 2", "3, true, 4", "0, false, 8"})
  void circulantOnesAreMeans(int projection, boolean peepholes, int block) {
    circulantOnesAreMeans(
        Networks.of(InputSpec.embedding(5, 3), 2, 7, projection, peepholes, 4), block);
  }

  @ParameterizedTest
  @EnumSource(
      value = CellType.class,
      names = {"GRU", "GRU_RESET_BEFORE"})
  void circulantOnesAreMeansInGrus(CellType cell) {
    circulantOnesAreMeans(Networks.mixed(InputSpec.embedding(5, 3), List.of(cell, cell), 7, 4), 4);
  }

  private static void circulantOnesAreMeans(NetworkSpec network, int block) {
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Map<String, List<WeightTransform>> transforms = new LinkedHashMap<>();
    Map<String, int[]> places = new LinkedHashMap<>();
    for (String name : network.layerMatrices()) {
      Tensor w = weights.get(name);
      BlockCirculant form = new BlockCirculant(w.rows(), w.cols(), block);
      weights.put(name, form.vectors(w));
      transforms.put(name, List.of(new WeightTransform.Circulant(form)));
      places.put(name, places(form));
    }
    check(network, weights, transforms, places);
  }

  private static int[] places(BlockCirculant form) {
    int[] places = new int[(int) form.parameters()];
    for (int r = 0; r < form.rows(); r++) {
      for (int c = 0; c < form.cols(); c++) {
        places[form.index(r, c)]++;
      }
    }
    return places;
  }

  private static void check(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms) {
    check(network, weights, transforms, Map.of());
  }

  /** The gradient of a number that fills several places is their mean, the slope is their sum. */
  private static void check(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Map<String, int[]> places) {
    Batch batch = batch(network);
    Map<String, double[]> gradients = gradients(network, weights, transforms, Map.of(), batch);
    double worst = 0;
    int nonZero = 0;
    for (String name : weights.keySet()) {
      int n = weights.get(name).data().length;
      for (int i = 0; i < n; i += Math.max(1, n / 7)) {
        double slope = slope(network, weights, transforms, batch, name, i);
        int fills = places.containsKey(name) ? places.get(name)[i] : 1;
        double gradient = gradients.get(name)[i] * fills;
        worst = Math.max(worst, Math.abs(gradient - slope) / (1e-3 + Math.abs(slope)));
        nonZero += Math.abs(slope) > 1e-6 ? 1 : 0;
      }
    }
    assertThat(nonZero).isGreaterThan(30);
    // The truncation error of the difference is about STEP^2 = 1e-6 times the third derivative.
    assertThat(worst).isLessThan(2e-5);
  }

  private static double slope(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Batch batch,
      String name,
      int i) {
    float[] data = weights.get(name).data();
    float before = data[i];
    data[i] = before + STEP;
    float up = data[i];
    double above = loss(network, weights, transforms, batch);
    data[i] = before - STEP;
    float down = data[i];
    double below = loss(network, weights, transforms, batch);
    data[i] = before;
    return (above - below) / ((double) up - down);
  }

  @Test
  void passStraightThroughRounding() {
    NetworkSpec network = Networks.of(InputSpec.embedding(5, 4), 2, 6, 3, true, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Map<String, Tensor> rounded = new LinkedHashMap<>();
    Map<String, List<WeightTransform>> transforms = new LinkedHashMap<>();
    FixedFormat format = new FixedFormat(5, 0);
    weights.forEach(
        (name, t) -> {
          Tensor q = Tensor.zeros(t.shape());
          for (int i = 0; i < q.data().length; i++) {
            double raw = Math.floor(t.data()[i] * 32.0 + 0.5);
            q.data()[i] = (float) (Math.max(-16, Math.min(15, raw)) / 32);
          }
          rounded.put(name, q);
          transforms.put(name, List.of(new WeightTransform.FakeQuantized(format)));
        });
    Batch batch = batch(network);
    Map<String, double[]> through = gradients(network, weights, transforms, Map.of(), batch);
    Map<String, double[]> there = gradients(network, rounded, Map.of(), Map.of(), batch);
    assertThat(weights.get(TensorNames.wx(0))).isNotEqualTo(rounded.get(TensorNames.wx(0)));
    there.forEach((name, g) -> assertThat(through.get(name)).as(name).containsExactly(g));
  }

  /**
   * The rounded spectra are those that the integer datapath stores; their inverse is summed here.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16})
  void passStraightThroughRoundedSpectra(int block) {
    NetworkSpec network = Networks.of(InputSpec.features(8), 1, 8, 0, false, 4);
    String name = TensorNames.wx(0);
    FixedFormat format = new FixedFormat(7, 1);
    Map<String, Tensor> weights = Networks.weights(network, 0.4, 1);
    BlockCirculant form = new BlockCirculant(32, 8, block);
    Tensor vectors = form.vectors(weights.get(name));
    weights.put(name, vectors);
    WeightSpectra stored = WeightSpectra.of(name, form, form.expand(vectors), format);
    Tensor inverse = Tensor.zeros(form.vectorShape());
    double lsb = format.toDouble(1);
    for (int at = 0; at < inverse.data().length; at++) {
      int row = at / block / form.blockCols();
      int col = at / block % form.blockCols();
      double sum = 0;
      for (int bin = 0; bin < block; bin++) {
        int half = Math.min(bin, block - bin);
        int sign = bin <= block / 2 ? 1 : -1;
        double angle = 2 * Math.PI * bin * (at % block) / block;
        sum += stored.real(row, col, half) * lsb * Math.cos(angle);
        sum -= sign * stored.imaginary(row, col, half) * lsb * Math.sin(angle);
      }
      inverse.data()[at] = (float) (sum / block);
    }
    WeightTransform circulant = new WeightTransform.Circulant(form);
    WeightTransform rounding = new WeightTransform.SpectrumQuantized(form, format);
    Map<String, Tensor> there = new LinkedHashMap<>(weights);
    there.put(name, inverse);
    Batch batch = batch(network);
    Map<String, double[]> through =
        gradients(network, weights, Map.of(name, List.of(rounding, circulant)), Map.of(), batch);
    Map<String, double[]> expected =
        gradients(network, there, Map.of(name, List.of(circulant)), Map.of(), batch);
    assertThat(inverse).isNotEqualTo(vectors);
    expected.forEach((n, g) -> assertThat(through.get(n)).as(n).containsExactly(g, within(1e-7)));
    Map<String, double[]> plain =
        gradients(network, weights, Map.of(name, List.of(circulant)), Map.of(), batch);
    double most = 0;
    for (int i = 0; i < plain.get(name).length; i++) {
      most = Math.max(most, Math.abs(plain.get(name)[i] - through.get(name)[i]));
    }
    assertThat(most).isGreaterThan(1e-5);
  }

  /** rho/2 ||W - target||^2, of which the reported loss knows nothing. */
  @Test
  void penaltiesAddTheirSlope() {
    NetworkSpec network = Networks.of(InputSpec.oneHot(5), 1, 6, 0, false, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Map<String, Tensor> targets = Networks.weights(network, 0.5, 2);
    String name = TensorNames.wh(0);
    double rho = 0.7;
    Batch batch = batch(network);
    try (TorchSession s =
        (TorchSession) new TorchEngine().open(spec(network, weights, Map.of(), Map.of()))) {
      double lossBefore = s.score(batch).loss();
      s.pull(Map.of(name, new TrainingSession.Pull(targets.get(name), rho)));
      double[] g = s.gradients(batch).get(name);
      assertThat(s.score(batch).loss()).isEqualTo(lossBefore);
      double mostPenalty = 0;
      for (int i = 0; i < g.length; i += 5) {
        double slope = slope(network, weights, Map.of(), batch, name, i);
        double at = weights.get(name).data()[i];
        double to = targets.get(name).data()[i];
        double penalty = (square(at + STEP - to) - square(at - STEP - to)) * rho / 2 / (2 * STEP);
        assertThat(g[i]).isCloseTo(slope + penalty, within(2e-6));
        mostPenalty = Math.max(mostPenalty, Math.abs(penalty));
      }
      assertThat(mostPenalty).isGreaterThan(0.1);
      s.pull(Map.of());
      assertThat(s.gradients(batch).get(name)[0])
          .isCloseTo(slope(network, weights, Map.of(), batch, name, 0), within(2e-6));
    }
  }

  private static double square(double v) {
    return v * v;
  }

  @Test
  void droppedWeightsGetNone() {
    NetworkSpec network = Networks.of(InputSpec.oneHot(5), 1, 6, 0, false, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Mask mask = Networks.mask(weights.get(TensorNames.wh(0)), 0.5, 3);
    double[] g =
        gradients(
                network,
                weights,
                Map.of(TensorNames.wh(0), List.of(new WeightTransform.Masked(mask))),
                Map.of(),
                batch(network))
            .get(TensorNames.wh(0));
    for (int i = 0; i < g.length; i++) {
      assertThat(g[i] != 0).as("weight %d", i).isEqualTo(mask.kept().get(i));
    }
  }

  private static Batch batch(NetworkSpec network) {
    var split = Networks.split(network, TaskKind.FRAME_LABELLING, 1, 18, true, 5);
    var s = split.sequences().get(0);
    return new Batch(6, 3, s.tokens(), s.features(), s.targets(), new int[] {6, 6, 6}, false);
  }

  private static SessionSpec spec(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Map<String, FixedFormat> signals) {
    return new SessionSpec(
        network,
        TaskKind.FRAME_LABELLING,
        weights,
        transforms,
        signals,
        !signals.isEmpty(),
        OptimizerKind.SGD,
        true,
        1);
  }

  private static double loss(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Batch batch) {
    try (TorchSession s =
        (TorchSession) new TorchEngine().open(spec(network, weights, transforms, Map.of()))) {
      return s.score(batch).loss();
    }
  }

  private static Map<String, double[]> gradients(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Map<String, FixedFormat> signals,
      Batch batch) {
    try (TorchSession s =
        (TorchSession) new TorchEngine().open(spec(network, weights, transforms, signals))) {
      return s.gradients(batch);
    }
  }
}
