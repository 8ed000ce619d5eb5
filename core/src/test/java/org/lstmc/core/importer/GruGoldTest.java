package org.lstmc.core.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.importer.PyTorchImport.Reset;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

/**
 * Weights and outputs of other tools, through import and the double-precision network: ONNX (gates
 * z r h, both conventions, outputs of onnxruntime and of ONNX's own node tests) and Keras.
 */
class GruGoldTest {
  @TempDir Path folder;

  @Test
  void onnxResetAfter() {
    Path at = RealData.find("models/burn_onnx/gru");
    Map<String, Tensor> w = OnnxTensors.weights(at.resolve("model.onnx"));
    double error = onnxError(at, w.get("W"), w.get("R"), w.get("B"), Reset.AFTER);
    assertThat(error).isLessThan(3e-7);
    assertThat(onnxError(at, w.get("W"), w.get("R"), w.get("B"), Reset.BEFORE)).isGreaterThan(1e-3);
  }

  @Test
  void onnxResetBefore() {
    Path at = RealData.find("models/onnx_node/test_gru_seq_length");
    Path data = at.resolve("test_data_set_0");
    Tensor w = OnnxTensors.tensor(data.resolve("input_1.pb"));
    Tensor r = OnnxTensors.tensor(data.resolve("input_2.pb"));
    Tensor b = OnnxTensors.tensor(data.resolve("input_3.pb"));
    assertThat(onnxError(at, w, r, b, Reset.BEFORE)).isLessThan(3e-7);
    assertThat(onnxError(at, w, r, b, Reset.AFTER)).isGreaterThan(1e-3);
  }

  /** W [1,3H,X], R [1,3H,H], B [1,6H]; input [T,B,X]; the last output of every sequence. */
  private double onnxError(Path at, Tensor w, Tensor r, Tensor b, Reset reset) {
    Path data = at.resolve("test_data_set_0");
    Tensor x = OnnxTensors.tensor(data.resolve("input_0.pb"));
    // Y_h [1,B,H] comes last; where Y is given too, it is output_0.
    Path second = data.resolve("output_1.pb");
    Tensor last = OnnxTensors.tensor(Files.exists(second) ? second : data.resolve("output_0.pb"));
    int rows = w.shape()[1];
    int size = w.shape()[2];
    int hidden = rows / 3;
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("weight_ih_l0", new Tensor(new int[] {rows, size}, w.data()));
    file.put("weight_hh_l0", new Tensor(new int[] {rows, hidden}, r.data()));
    file.put("bias_ih_l0", new Tensor(new int[] {rows}, Arrays.copyOf(b.data(), rows)));
    file.put(
        "bias_hh_l0", new Tensor(new int[] {rows}, Arrays.copyOfRange(b.data(), rows, 2 * rows)));
    FloatNetwork network = network(file, reset);
    int steps = x.shape()[0];
    int batch = x.shape()[1];
    double worst = 0;
    for (int i = 0; i < batch; i++) {
      float[] features = new float[steps * size];
      for (int t = 0; t < steps; t++) {
        System.arraycopy(x.data(), (t * batch + i) * size, features, t * size, size);
      }
      double[][] y = run(network, features, steps);
      for (int k = 0; k < hidden; k++) {
        worst = Math.max(worst, Math.abs(y[steps - 1][k] - last.data()[i * hidden + k]));
      }
    }
    return worst;
  }

  private FloatNetwork network(Map<String, Tensor> file, Reset reset) {
    Path path = folder.resolve("gru.safetensors");
    Safetensors.write(path, file, Map.of());
    Model m = PyTorchImport.read(path, "gold", GateOrder.parse("zrh"), reset);
    return new FloatNetwork(m.network(), m.weights());
  }

  private static double[][] run(FloatNetwork network, float[] features, int steps) {
    FloatNetwork.State state = network.newState();
    double[][] out = new double[steps][];
    Sequence s = new Sequence(null, features, steps, new int[steps]);
    for (int t = 0; t < steps; t++) {
      network.step(state, s, t, Probe.NONE);
      out[t] = state.output(0).clone();
    }
    return out;
  }

  /** Dense tanh, GRU, dense sigmoid, dense: 100 steps of a wave; Keras' reset_after. */
  @Test
  void kerasResetAfter() throws IOException {
    Path at = RealData.find("models/rtneural");
    JsonNode layers = new ObjectMapper().readTree(at.resolve("gru.json").toFile()).get("layers");
    double[] x = column(at.resolve("gru_x_python.csv"));
    double[] expected = column(at.resolve("gru_y_python.csv"));
    float[] features = new float[x.length * 8];
    for (int t = 0; t < x.length; t++) {
      double[] y = dense(layers.get(0), new double[] {x[t]});
      for (int k = 0; k < 8; k++) {
        features[8 * t + k] = (float) Math.tanh(y[k]);
      }
    }
    JsonNode w = layers.get(1).get("weights");
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("weight_ih_l0", transposed(w.get(0)));
    file.put("weight_hh_l0", transposed(w.get(1)));
    file.put("bias_ih_l0", vector(w.get(2).get(0)));
    file.put("bias_hh_l0", vector(w.get(2).get(1)));
    assertThat(kerasError(file, Reset.AFTER, features, layers, expected)).isLessThan(3e-7);
    assertThat(kerasError(file, Reset.BEFORE, features, layers, expected)).isGreaterThan(1e-3);
  }

  private double kerasError(
      Map<String, Tensor> file, Reset reset, float[] x, JsonNode layers, double[] expected) {
    double[][] h = run(network(file, reset), x, expected.length);
    double worst = 0;
    for (int t = 0; t < h.length; t++) {
      double[] y = dense(layers.get(2), h[t]);
      for (int k = 0; k < y.length; k++) {
        y[k] = 1 / (1 + Math.exp(-y[k]));
      }
      worst = Math.max(worst, Math.abs(dense(layers.get(3), y)[0] - expected[t]));
    }
    return worst;
  }

  private static double[] column(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] dense(JsonNode layer, double[] x) {
    JsonNode w = layer.get("weights").get(0);
    JsonNode b = layer.get("weights").get(1);
    double[] y = new double[b.size()];
    for (int k = 0; k < y.length; k++) {
      y[k] = b.get(k).asDouble();
      for (int i = 0; i < x.length; i++) {
        y[k] += x[i] * w.get(i).get(k).asDouble();
      }
    }
    return y;
  }

  private static Tensor transposed(JsonNode m) {
    int columns = m.get(0).size();
    Tensor t = Tensor.zeros(columns, m.size());
    for (int r = 0; r < columns; r++) {
      for (int c = 0; c < m.size(); c++) {
        t.data()[r * m.size() + c] = (float) m.get(c).get(r).asDouble();
      }
    }
    return t;
  }

  private static Tensor vector(JsonNode v) {
    Tensor t = Tensor.zeros(v.size());
    for (int i = 0; i < v.size(); i++) {
      t.data()[i] = (float) v.get(i).asDouble();
    }
    return t;
  }
}
