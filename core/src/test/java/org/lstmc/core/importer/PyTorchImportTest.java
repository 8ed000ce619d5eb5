package org.lstmc.core.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

class PyTorchImportTest {
  @TempDir Path folder;

  private static Tensor ramp(int from, int... shape) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = from + i;
    }
    return t;
  }

  private Path save(Map<String, Tensor> tensors) {
    Path file = folder.resolve("lstm.safetensors");
    Safetensors.write(file, tensors, Map.of());
    return file;
  }

  private static Map<String, Tensor> twoLayers() {
    Map<String, Tensor> t = new LinkedHashMap<>();
    t.put("encoder.weight", ramp(1000, 9, 3));
    t.put("rnn.weight_ih_l0", ramp(0, 8, 3));
    t.put("rnn.weight_hh_l0", ramp(100, 8, 2));
    t.put("rnn.bias_ih_l0", ramp(200, 8));
    t.put("rnn.bias_hh_l0", ramp(300, 8));
    t.put("rnn.weight_ih_l1", ramp(400, 8, 2));
    t.put("rnn.weight_hh_l1", ramp(500, 8, 2));
    t.put("decoder.weight", ramp(600, 9, 2));
    t.put("decoder.bias", ramp(700, 9));
    return t;
  }

  @Test
  void readsLayersEmbeddingAndOutput() {
    Model m = PyTorchImport.read(save(twoLayers()), "m", GateOrder.parse("ifgo"), null);
    assertThat(m.network().input()).isEqualTo(InputSpec.embedding(9, 3));
    assertThat(m.network().layers()).hasSize(2);
    assertThat(m.network().classes()).isEqualTo(9);
    assertThat(m.weights().keySet())
        .containsExactlyInAnyOrderElementsOf(m.network().tensorShapes().keySet());
    assertThat(m.weights().get("layers.0.bias").data()[2]).isEqualTo(202f + 302f);
    assertThat(m.weights().get("layers.1.bias").data()).containsOnly(0f);
  }

  @Test
  void reordersTheGatesOfOtherTools() {
    Model m = PyTorchImport.read(save(twoLayers()), "m", GateOrder.parse("iofc"), null);
    // Rows 2 and 3 of the file are gate o, our last; rows 6 and 7 are the candidate, our third.
    assertThat(m.weights().get("layers.0.bias").data())
        .containsExactly(500, 502, 508, 510, 512, 514, 504, 506);
  }

  @Test
  void readsAProjection() {
    Map<String, Tensor> t = new LinkedHashMap<>();
    t.put("weight_ih_l0", ramp(0, 16, 3));
    t.put("weight_hh_l0", ramp(0, 16, 2));
    t.put("weight_hr_l0", ramp(0, 2, 4));
    Model m = PyTorchImport.read(save(t), "m", GateOrder.parse("ifgo"), null);
    assertThat(m.network().layers().get(0).projectionSize()).isEqualTo(2);
    assertThat(m.network().layers().get(0).hiddenSize()).isEqualTo(4);
    assertThat(m.network().classes()).isZero();
  }

  private static Map<String, Tensor> gru() {
    Map<String, Tensor> t = new LinkedHashMap<>();
    t.put("weight_ih_l0", ramp(0, 6, 3));
    t.put("weight_hh_l0", ramp(100, 6, 2));
    t.put("bias_ih_l0", ramp(200, 6));
    t.put("bias_hh_l0", ramp(300, 6));
    return t;
  }

  @Test
  void keepsTheRecurrentBiasBehindTheResetGate() {
    Model m = PyTorchImport.read(save(gru()), "m", GateOrder.OWN, null);
    assertThat(m.network().layers().get(0).cell()).isEqualTo(CellType.GRU);
    assertThat(m.weights().keySet())
        .containsExactlyInAnyOrderElementsOf(m.network().tensorShapes().keySet());
    assertThat(m.weights().get("layers.0.bias").data())
        .containsExactly(500, 502, 504, 506, 204, 205);
    assertThat(m.weights().get("layers.0.recurrentBias").data()).containsExactly(304, 305);
  }

  @Test
  void addsTheBiasesWhereTheResetGateActsBefore() {
    Model m =
        PyTorchImport.read(
            save(gru()), "m", GateOrder.parse("zrh"), PyTorchImport.Reset.parse("before"));
    assertThat(m.network().layers().get(0).cell()).isEqualTo(CellType.GRU_RESET_BEFORE);
    assertThat(m.weights()).doesNotContainKey("layers.0.recurrentBias");
    // The file's rows 2 and 3 are gate r, our first.
    assertThat(m.weights().get("layers.0.bias").data())
        .containsExactly(504, 506, 500, 502, 508, 510);
    assertThat(m.weights().get("layers.0.wh").at(0, 0)).isEqualTo(104f);
  }

  @Test
  void refusesWhatDoesNotFitTheCell() {
    assertThatThrownBy(() -> PyTorchImport.read(save(gru()), "m", GateOrder.parse("ifgo"), null))
        .hasMessageContaining("gates rzn");
    assertThatThrownBy(
            () ->
                PyTorchImport.read(
                    save(twoLayers()), "m", GateOrder.OWN, PyTorchImport.Reset.AFTER))
        .hasMessageContaining("no reset gate");
    assertThatThrownBy(() -> PyTorchImport.Reset.parse("none")).hasMessageContaining("before");
    assertThatThrownBy(() -> GateOrder.parse("rzz")).hasMessageContaining("permutation");
  }

  @Test
  void refusesWhatItCannotPlace() {
    Map<String, Tensor> five = new LinkedHashMap<>();
    five.put("weight_ih_l0", ramp(0, 10, 3));
    five.put("weight_hh_l0", ramp(0, 10, 2));
    refuses(five, "4 x 2 rows (LSTM) or 3 x 2 (GRU)", LstmcException.Kind.BAD_INPUT);
    Map<String, Tensor> more = twoLayers();
    more.put("rnn.weight_ih_l0_reverse", ramp(0, 8, 3));
    refuses(more, "bidirectional", LstmcException.Kind.UNSUPPORTED);
    more.remove("rnn.weight_ih_l0_reverse");
    more.put("attention.weight", ramp(0, 4, 4));
    refuses(more, "attention.weight", LstmcException.Kind.UNSUPPORTED);
    more.remove("attention.weight");
    more.remove("rnn.weight_hh_l1");
    refuses(more, "'rnn.weight_hh_l1' is missing", LstmcException.Kind.BAD_INPUT);
    refuses(Map.of("conv", ramp(0, 2, 2)), "no recurrent weights", LstmcException.Kind.BAD_INPUT);
    assertThatThrownBy(() -> GateOrder.parse("iffo")).hasMessageContaining("permutation");
  }

  private void refuses(Map<String, Tensor> tensors, String message, LstmcException.Kind kind) {
    Path file = save(tensors);
    assertThatThrownBy(() -> PyTorchImport.read(file, "m", GateOrder.parse("ifgo"), null))
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((LstmcException) e).kind()).isEqualTo(kind));
  }
}
