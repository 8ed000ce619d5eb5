package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainingEngine.SessionSpec;
import org.lstmc.core.train.WeightTransform;

/** Feed-forward networks: the engine against the plain network, gradients against differences. */
class ForwardGradientTest {
  private static final double STEP = 1.0 / 65536;

  private static NetworkSpec network(String text, int height, int width, int channels) {
    return new NetworkSpec(
        "test", ForwardText.parse(text, new ImageShape(height, width, channels)));
  }

  private static Batch batch(NetworkSpec network, Split split) {
    int n = split.sequences().size();
    int size = network.input().size();
    float[] features = new float[n * size];
    int[] targets = new int[n];
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      split.sequences().get(i).copyFrame(0, size, features, i * size);
      targets[i] = split.sequences().get(i).targets()[0];
      lengths[i] = 1;
    }
    return new Batch(1, n, null, features, targets, lengths, false);
  }

  private static Split images(NetworkSpec network, int count) {
    return Networks.split(network, TaskKind.CLASSIFICATION, count, 1, false, 5);
  }

  private static SessionSpec spec(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Map<String, FixedFormat> signals) {
    return new SessionSpec(
        network,
        TaskKind.CLASSIFICATION,
        weights,
        transforms,
        signals,
        false,
        OptimizerKind.SGD,
        true,
        1);
  }

  /** Odd sizes, padding, both poolings with rows left over, several channels, no convolution. */
  @ParameterizedTest
  @CsvSource({
    "6C3p1-MP2-5C2-AP2-7-4, 11, 10, 3",
    "5C1-AP2-MP3-4, 14, 13, 2",
    "4C3p2-3C5-6-3, 5, 6, 1",
    "9-7-5, 4, 3, 2",
    "5, 3, 3, 1"
  })
  void logitsAreThoseOfThePlainNetwork(String text, int h, int w, int c) {
    NetworkSpec network = network(text, h, w, c);
    Map<String, Tensor> weights = Networks.weights(network, 0.5, 1);
    Split split = images(network, 6);
    double[] found = logits(network, weights, batch(network, split), Map.of());
    FloatNetwork plain = new FloatNetwork(network, weights);
    FloatNetwork.State state = plain.newState();
    double most = 0;
    double spread = 0;
    for (int i = 0; i < 6; i++) {
      plain.step(state, split.sequences().get(i), 0, Probe.NONE);
      double[] expected = plain.logits(state);
      for (int k = 0; k < network.classes(); k++) {
        most = Math.max(most, Math.abs(expected[k] - found[i * network.classes() + k]));
        spread = Math.max(spread, Math.abs(expected[k] - expected[0]));
      }
    }
    assertThat(spread).isGreaterThan(0.1);
    assertThat(most).isLessThan(1e-12);
  }

  private static double[] logits(
      NetworkSpec network, Map<String, Tensor> weights, Batch batch, Map<String, FixedFormat> f) {
    new TorchEngine();
    try (PointerScope scope = new PointerScope()) {
      Map<String, org.bytedeco.pytorch.Tensor> inForce = new LinkedHashMap<>();
      weights.forEach(
          (name, t) ->
              inForce.put(
                  name,
                  TorchTensors.of(t.data(), ScalarType.Double, TorchTensors.shape(t.shape()))));
      return TorchTensors.doubles(
          new TorchForward(spec(network, weights, Map.of(), f), ScalarType.Double)
              .run(batch, inForce, List.of(), 0, false)
              .logits());
    }
  }

  @ParameterizedTest
  @CsvSource({"6C3p1-MP2-5C2-AP2-7-4, 11, 10, 3", "9-7-5, 4, 3, 2"})
  void gradientsMatchDifferences(String text, int h, int w, int c) {
    NetworkSpec network = network(text, h, w, c);
    Map<String, Tensor> weights = Networks.weights(network, 0.5, 1);
    check(network, weights, Map.of(), Map.of());
    Map<String, List<WeightTransform>> masks = new LinkedHashMap<>();
    for (String name : network.layerMatrices()) {
      Mask mask = Networks.mask(weights.get(name), 0.6, name.length());
      masks.put(name, List.of(new WeightTransform.Masked(mask)));
    }
    check(network, weights, masks, Map.of());
  }

  /** Convolutions of whole blocks, dense layers with edge blocks. */
  @Test
  void circulantOnesAreMeans() {
    NetworkSpec network = network("8C3p1-MP2-4C2-10-7-3", 7, 6, 4);
    Map<String, Tensor> weights = Networks.weights(network, 0.5, 1);
    Map<String, List<WeightTransform>> transforms = new LinkedHashMap<>();
    Map<String, int[]> places = new LinkedHashMap<>();
    for (String name : network.layerMatrices()) {
      Tensor m = weights.get(name);
      BlockCirculant form = new BlockCirculant(m.rows(), m.cols(), 4);
      weights.put(name, form.vectors(m));
      transforms.put(name, List.of(new WeightTransform.Circulant(form)));
      int[] fills = new int[(int) form.parameters()];
      for (int i = 0; i < m.rows() * m.cols(); i++) {
        fills[form.index(i / m.cols(), i % m.cols())]++;
      }
      places.put(name, fills);
    }
    check(network, weights, transforms, places);
  }

  /** Steps are so small that none of them crosses a kink of ReLU or of the greatest. */
  private static void check(
      NetworkSpec network,
      Map<String, Tensor> weights,
      Map<String, List<WeightTransform>> transforms,
      Map<String, int[]> places) {
    Batch batch = batch(network, images(network, 5));
    double worst = 0;
    int checked = 0;
    try (TorchSession s =
        (TorchSession) new TorchEngine().open(spec(network, weights, transforms, Map.of()))) {
      Map<String, double[]> gradients = s.gradients(batch);
      for (String name : weights.keySet()) {
        float[] data = weights.get(name).data();
        for (int i = 0; i < data.length; i += Math.max(1, data.length / 9)) {
          float before = data[i];
          float up = (float) (before + STEP);
          float down = (float) (before - STEP);
          double above = moved(s, weights, batch, data, i, up);
          double below = moved(s, weights, batch, data, i, down);
          data[i] = before;
          double slope = (above - below) / ((double) up - down);
          int fills = places.containsKey(name) ? places.get(name)[i] : 1;
          double gradient = gradients.get(name)[i] * fills;
          worst = Math.max(worst, Math.abs(gradient - slope) / (0.01 + Math.abs(slope)));
          checked += Math.abs(slope) > 1e-6 ? 1 : 0;
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
    assertThat(worst).isLessThan(1e-6);
  }

  private static double moved(
      TorchSession s, Map<String, Tensor> weights, Batch batch, float[] data, int i, float value) {
    data[i] = value;
    s.restore(weights, s.state());
    return s.score(batch).loss();
  }

  /** Rounded input and sums against a loop over one dense layer and another. */
  @Test
  void signalsAreRoundedInFrontOfReluAndLogitsAreNot() {
    NetworkSpec network = network("5-3", 2, 2, 1);
    Map<String, Tensor> weights = Networks.weights(network, 0.9, 2);
    Split split = images(network, 4);
    FixedFormat in = new FixedFormat(6, 2);
    FixedFormat out = new FixedFormat(4, 2);
    double[] found =
        logits(
            network,
            weights,
            batch(network, split),
            Map.of(
                SignalNames.FORWARD_INPUT,
                in,
                SignalNames.forwardOutput(1),
                out,
                SignalNames.forwardOutput(3),
                out));
    int at = 0;
    for (Sequence s : split.sequences()) {
      double[] x = new double[4];
      for (int i = 0; i < 4; i++) {
        x[i] = rounded(s.features()[i], in);
      }
      double[] hidden = dense(weights, 1, x);
      for (int j = 0; j < hidden.length; j++) {
        hidden[j] = Math.max(0, rounded(hidden[j], out));
      }
      for (double expected : dense(weights, 3, hidden)) {
        assertThat(found[at++]).isCloseTo(expected, within(1e-12));
      }
    }
    assertThat(found)
        .isNotEqualTo(logits(network, weights, batch(network, split), Map.of()))
        .hasSize(at);
  }

  private static double rounded(double v, FixedFormat f) {
    double raw = Math.floor(v / f.toDouble(1) + 0.5);
    return f.toDouble((long) Math.max(f.minRaw(), Math.min(f.maxRaw(), raw)));
  }

  private static double[] dense(Map<String, Tensor> weights, int l, double[] x) {
    float[] w = weights.get(TensorNames.forwardWeight(l)).data();
    float[] b = weights.get(TensorNames.forwardBias(l)).data();
    double[] y = new double[b.length];
    Arrays.setAll(y, r -> b[r]);
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        y[r] += w[r * x.length + c] * x[c];
      }
    }
    return y;
  }
}
