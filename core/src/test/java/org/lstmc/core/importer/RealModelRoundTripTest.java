package org.lstmc.core.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.data.RealData;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.export.SafetensorsExport;
import org.lstmc.core.export.onnx.OnnxExport;
import org.lstmc.core.export.onnx.OnnxRun;
import org.lstmc.core.importer.PyTorchImport.Reset;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** Models that others trained: imported, exported, run in ONNX Runtime, read back. */
class RealModelRoundTripTest {
  @TempDir Path folder;

  private Model imported(Map<String, Tensor> tensors, GateOrder order, Reset reset) {
    Path file = folder.resolve("their.safetensors");
    Safetensors.write(file, tensors, Map.of());
    return PyTorchImport.read(file, "real", order, reset);
  }

  /** Runs a model's ONNX form and its safetensors form; the greatest difference of the former. */
  private double throughBoth(Model m, List<Sequence> batch) throws OrtException {
    StoredModel stored = new StoredModel(null, "-", m);
    Path file = folder.resolve("ours.safetensors");
    SafetensorsExport.write(file, stored, SafetensorsExport.Names.pytorch, "rnn.");
    Model again = PyTorchImport.read(file, "real", GateOrder.OWN, null);
    assertThat(again.weights()).isEqualTo(m.weights());
    assertThat(again.network()).isEqualTo(m.network());
    return OnnxRun.difference(m, OnnxRun.onnx(OnnxExport.of(stored), batch), batch);
  }

  private static List<Sequence> noise(int count, int length, int size) {
    Random random = new Random(7);
    Sequence[] all = new Sequence[count];
    for (int b = 0; b < count; b++) {
      float[] x = new float[length * size];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
      all[b] = new Sequence(null, x, length, new int[0]);
    }
    return List.of(all);
  }

  private static Tensor tensor(JsonNode n) {
    boolean matrix = n.get(0).isArray();
    int cols = matrix ? n.get(0).size() : 1;
    float[] v = new float[n.size() * cols];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) (matrix ? n.get(i / cols).get(i % cols) : n.get(i)).asDouble();
    }
    return new Tensor(matrix ? new int[] {n.size(), cols} : new int[] {n.size()}, v);
  }

  private static float[] column(Path csv) throws IOException {
    double[] v = Files.readAllLines(csv).stream().mapToDouble(Double::parseDouble).toArray();
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) v[i];
    }
    return out;
  }

  /** Two torch.nn.LSTM of four layers in all and a dense output, with PyTorch's own output. */
  @Test
  void rtneuralsLstm() throws IOException, OrtException {
    Path at = RealData.find("models/rtneural");
    Map<String, Tensor> w = new LinkedHashMap<>();
    JsonNode all = new ObjectMapper().readTree(at.resolve("lstm_torch.json").toFile());
    all.fields()
        .forEachRemaining(
            f -> {
              String name = f.getKey().replaceFirst("^lstm\\.", "rnn.");
              for (int l = 2; l >= 0; l--) {
                name = name.replaceFirst("^lstm2\\.(.*_l)" + l, "rnn.$1" + (l + 1));
              }
              w.put(name, tensor(f.getValue()));
            });
    Model m = imported(w, GateOrder.OWN, null);
    assertThat(m.network().layers()).hasSize(4);
    float[] x = column(at.resolve("lstm_torch_x_python.csv"));
    List<Sequence> batch = List.of(new Sequence(null, x, x.length, new int[0]));
    assertThat(throughBoth(m, batch)).isLessThan(1e-6);
    float[][][] found = OnnxRun.onnx(OnnxExport.of(new StoredModel(null, "-", m)), batch);
    float[] expected = column(at.resolve("lstm_torch_y_python.csv"));
    double worst = 0;
    for (int t = 0; t < expected.length; t++) {
      worst = Math.max(worst, Math.abs(found[0][t][0] - expected[t]));
    }
    System.out.println("rtneural LSTM in ONNX Runtime against PyTorch's output: " + worst);
    assertThat(worst).isLessThan(1e-6);
  }

  /** Silero's LSTM of 128 cells. */
  @Test
  void silerosLstm() throws OrtException {
    Path file = RealData.find("models/silero_vad").resolve("silero_vad_16k.safetensors");
    Map<String, Tensor> w = new LinkedHashMap<>();
    Safetensors.read(file)
        .entries()
        .forEach(
            (name, e) -> {
              if (name.startsWith("lstm_cell.")) {
                w.put(name.replace("lstm_cell.", "") + "_l0", e.toTensor(name));
              }
            });
    double worst = throughBoth(imported(w, GateOrder.OWN, null), noise(2, 50, 128));
    System.out.println("Silero's LSTM in ONNX Runtime against the float network: " + worst);
    assertThat(worst).isLessThan(2e-6);
  }

  /** A GRU from ONNX: what goes out is what came in. */
  @Test
  void burnsGru() throws OrtException {
    Path at = RealData.find("models/burn_onnx/gru");
    Map<String, Tensor> theirs = OnnxTensors.weights(at.resolve("model.onnx"));
    int rows = theirs.get("W").shape()[1];
    int size = theirs.get("W").shape()[2];
    float[] b = theirs.get("B").data();
    Map<String, Tensor> w = new LinkedHashMap<>();
    w.put("weight_ih_l0", new Tensor(new int[] {rows, size}, theirs.get("W").data()));
    w.put("weight_hh_l0", new Tensor(new int[] {rows, rows / 3}, theirs.get("R").data()));
    w.put("bias_ih_l0", new Tensor(new int[] {rows}, Arrays.copyOf(b, rows)));
    w.put("bias_hh_l0", new Tensor(new int[] {rows}, Arrays.copyOfRange(b, rows, 2 * rows)));
    Model m = imported(w, GateOrder.parse("zrh"), Reset.AFTER);
    assertThat(throughBoth(m, noise(2, 30, size))).isLessThan(1e-6);
    Path ours = folder.resolve("ours.onnx");
    org.lstmc.core.manifest.AtomicFile.write(ours, OnnxExport.of(new StoredModel(null, "-", m)));
    Map<String, Tensor> again = OnnxTensors.weights(ours);
    assertThat(again.get("layers.0.W")).isEqualTo(theirs.get("W"));
    assertThat(again.get("layers.0.R")).isEqualTo(theirs.get("R"));
  }
}
