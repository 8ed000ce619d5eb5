package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.FactoredNetworks;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainingEngine.SessionSpec;

/** Training in the factors of a tensor network, against differences and the dense network. */
class FactoredGradientTest {
  private static final float STEP = 1f / 1024;

  static Stream<NetworkSpec> networks() {
    TensorForm ht = FactoredNetworks.ht(8, false, List.of());
    TensorForm tt = FactoredNetworks.tt(8, false, List.of());
    List<String> rising = List.of("leaf1", "leaf2", "leaf3", "node1", "root");
    List<String> forwards = List.of("core1", "core2", "core3");
    return Stream.of(
        FactoredNetworks.network(CellType.LSTM, 0, false, ht, null),
        FactoredNetworks.network(CellType.LSTM, 3, true, tt, ht.withOrder(rising)),
        FactoredNetworks.network(
            CellType.LSTM, 0, true, FactoredNetworks.ht(8, true, rising), tt.withOrder(forwards)),
        FactoredNetworks.network(
            CellType.LSTM,
            4,
            false,
            FactoredNetworks.tt(4, true, forwards),
            FactoredNetworks.ht(4, true, List.of())),
        FactoredNetworks.network(
            CellType.GRU, 0, false, FactoredNetworks.ht(3, false, List.of()), null),
        FactoredNetworks.network(
            CellType.GRU_RESET_BEFORE,
            0,
            false,
            FactoredNetworks.tt(3, false, List.of()),
            FactoredNetworks.ht(6, false, rising)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void matchDifferences(NetworkSpec network) {
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 1);
    Batch batch = batch(network);
    Map<String, double[]> gradients = gradients(network, weights, batch);
    double worst = 0;
    int nonZero = 0;
    for (String name : weights.keySet()) {
      float[] data = weights.get(name).data();
      for (int i = 0; i < data.length; i += Math.max(1, data.length / 3)) {
        float before = data[i];
        data[i] = before + STEP;
        double above = loss(network, weights, batch);
        data[i] = before - STEP;
        double below = loss(network, weights, batch);
        data[i] = before;
        double slope = (above - below) / (2 * (double) STEP);
        worst =
            Math.max(worst, Math.abs(gradients.get(name)[i] - slope) / (1e-3 + Math.abs(slope)));
        nonZero += Math.abs(slope) > 1e-6 ? 1 : 0;
      }
    }
    assertThat(nonZero).isGreaterThan(25);
    // Double the bound of the plain matrices' test: the loss bends more in a factor.
    assertThat(worst).isLessThan(4e-5);
  }

  /**
   * The matrix is linear in each factor alone, so the slope along one number of a factor is the
   * dense network's gradient times the matrix with that number 1 and the factor's others 0.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void followFromTheDenseNetwork(NetworkSpec network) {
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 2);
    Map<String, Tensor> dense = FactoredNetworks.dense(network, weights);
    Batch batch = batch(network);
    assertThat(loss(network, weights, batch))
        .isCloseTo(loss(network.dense(), dense, batch), within(1e-6));
    Map<String, double[]> ours = gradients(network, weights, batch);
    Map<String, double[]> theirs = gradients(network.dense(), dense, batch);
    int factors = 0;
    for (String name : weights.keySet()) {
      double[] g = ours.get(name);
      if (theirs.containsKey(name)) {
        assertThat(g).as(name).containsExactly(theirs.get(name), within(1e-6));
        continue;
      }
      factors++;
      for (int i = 0; i < g.length; i += 3) {
        Map<String, Tensor> unit = new LinkedHashMap<>(weights);
        Tensor one = Tensor.zeros(weights.get(name).shape());
        one.data()[i] = 1;
        unit.put(name, one);
        Map<String, Tensor> along = FactoredNetworks.dense(network, unit);
        String layer = TensorNames.layer(TensorNames.layerOf(name));
        double slope = dot(theirs, along, layer + "wx");
        if (name.contains(".joined.")) {
          slope += dot(theirs, along, layer + "wh");
        }
        assertThat(g[i]).as(name + " " + i).isCloseTo(slope, within(2e-6));
      }
    }
    assertThat(factors).isGreaterThan(2);
  }

  private static double dot(
      Map<String, double[]> gradients, Map<String, Tensor> along, String name) {
    double sum = 0;
    double[] g = gradients.get(name);
    for (int i = 0; i < g.length; i++) {
      sum += g[i] * along.get(name).data()[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theReferenceComputesTheSame(NetworkSpec network) {
    Map<String, Tensor> weights = Networks.weights(network, 0.8, 3);
    Split split = Networks.split(network, TaskKind.FRAME_LABELLING, 4, 9, false, 2);
    double ours =
        new FloatNetwork(network, weights)
            .score(split, TaskKind.FRAME_LABELLING, Probe.NONE)
            .loss();
    double dense =
        new FloatNetwork(network.dense(), FactoredNetworks.dense(network, weights))
            .score(split, TaskKind.FRAME_LABELLING, Probe.NONE)
            .loss();
    assertThat(ours).isCloseTo(dense, within(1e-6));
    Batch batch = batch(network);
    FloatNetwork reference = new FloatNetwork(network, weights);
    double sum = 0;
    int scored = 0;
    for (int b = 0; b < 3; b++) {
      FloatNetwork.State state = reference.newState();
      for (int t = 0; t < 6; t++) {
        int at = t * 3 + b;
        float[] x = new float[11];
        System.arraycopy(batch.features(), at * 11, x, 0, 11);
        reference.step(state, new Sequence(null, x, 1, new int[1]), 0, Probe.NONE);
        if (batch.targets()[at] >= 0) {
          scored++;
          sum +=
              FloatNetwork.score(reference.logits(state), batch.targets()[at])
                  .negativeLogLikelihood();
        }
      }
    }
    assertThat(loss(network, weights, batch)).isCloseTo(sum / scored, within(1e-9));
  }

  private static Batch batch(NetworkSpec network) {
    var split = Networks.split(network, TaskKind.FRAME_LABELLING, 1, 18, true, 5);
    var s = split.sequences().get(0);
    return new Batch(6, 3, s.tokens(), s.features(), s.targets(), new int[] {6, 6, 6}, false);
  }

  private static SessionSpec spec(NetworkSpec network, Map<String, Tensor> weights) {
    return new SessionSpec(
        network,
        TaskKind.FRAME_LABELLING,
        weights,
        Map.of(),
        Map.of(),
        false,
        OptimizerKind.SGD,
        true,
        1);
  }

  private static Map<String, double[]> gradients(
      NetworkSpec network, Map<String, Tensor> weights, Batch batch) {
    try (TorchSession s = (TorchSession) new TorchEngine().open(spec(network, weights))) {
      return s.gradients(batch);
    }
  }

  private static double loss(NetworkSpec network, Map<String, Tensor> weights, Batch batch) {
    try (TorchSession s = (TorchSession) new TorchEngine().open(spec(network, weights))) {
      return s.score(batch).loss();
    }
  }
}
