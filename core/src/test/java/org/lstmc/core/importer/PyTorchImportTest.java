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
    Model m = PyTorchImport.read(save(twoLayers()), "m", GateOrder.parse("ifgo"));
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
    Model m = PyTorchImport.read(save(twoLayers()), "m", GateOrder.parse("iofc"));
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
    Model m = PyTorchImport.read(save(t), "m", GateOrder.parse("ifgo"));
    assertThat(m.network().layers().get(0).projectionSize()).isEqualTo(2);
    assertThat(m.network().layers().get(0).hiddenSize()).isEqualTo(4);
    assertThat(m.network().classes()).isZero();
  }

  @Test
  void refusesWhatItCannotPlace() {
    Map<String, Tensor> gru = new LinkedHashMap<>();
    gru.put("weight_ih_l0", ramp(0, 6, 3));
    gru.put("weight_hh_l0", ramp(0, 6, 2));
    refuses(gru, "which is a GRU", LstmcException.Kind.UNSUPPORTED);
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
    assertThatThrownBy(() -> PyTorchImport.read(file, "m", GateOrder.parse("ifgo")))
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((LstmcException) e).kind()).isEqualTo(kind));
  }
}
