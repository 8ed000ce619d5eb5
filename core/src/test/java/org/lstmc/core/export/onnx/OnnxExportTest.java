package org.lstmc.core.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.datapath.RandomModels;

/** Exported ONNX in ONNX Runtime against the double-precision network. */
class OnnxExportTest {
  /** Single against double precision over a few steps; a gate out of place gives 0.01 and more. */
  private static final double CLOSE = 2e-6;

  private static StoredModel stored(Model m) {
    return new StoredModel(null, "0123", m);
  }

  private static List<Sequence> batch(NetworkSpec n, Random random, int count, int length) {
    List<Sequence> all = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int[] tokens = n.input().isTokens() ? new int[length] : null;
      float[] features = tokens == null ? new float[length * n.input().size()] : null;
      for (int t = 0; tokens != null && t < length; t++) {
        tokens[t] = random.nextInt(n.input().vocabulary());
      }
      for (int i = 0; features != null && i < features.length; i++) {
        features[i] = (float) random.nextGaussian();
      }
      all.add(new Sequence(tokens, features, length, new int[0]));
    }
    return all;
  }

  /** Cells, projections, peepholes, inputs, depths, masks and blocks at random. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void onnxRuntimeGivesTheFloatNetwork(@ForAll long seed) throws OrtException {
    RandomModels random = new RandomModels(seed);
    Model m = random.floatModel(TaskKind.FRAME_LABELLING);
    m = seed % 2 == 0 ? random.circulant(m) : m;
    Random draw = new Random(seed);
    if (draw.nextInt(4) == 0) {
      NetworkSpec n = m.network();
      m = m.withNetwork(new NetworkSpec("open", n.input(), n.layers(), 0));
    }
    byte[] file = OnnxExport.of(stored(m));
    Map<String, Tensor> kept = new TreeMap<>(m.weights());
    m.masks().forEach((name, mask) -> kept.put(name, mask.apply(kept.get(name))));
    m = m.withWeights(kept);
    for (int count : new int[] {1, 3}) {
      List<Sequence> batch = batch(m.network(), draw, count, 1 + draw.nextInt(9));
      assertThat(OnnxRun.difference(m, OnnxRun.onnx(file, batch), batch))
          .as("seed %d, %s", seed, m.network())
          .isLessThan(CLOSE);
    }
  }

  @Test
  void prunedWeightsAreZerosInTheFile() throws OrtException {
    RandomModels random = new RandomModels(3);
    NetworkSpec n =
        new NetworkSpec(
            "pruned",
            InputSpec.features(4),
            List.of(new LayerSpec(CellType.LSTM, 4, 6, 0, false)),
            3);
    Model m = random.model(n, TaskKind.FRAME_LABELLING, 1, 1);
    assertThat(m.masks()).isNotEmpty();
    Map<String, Tensor> zeros = new TreeMap<>(m.weights());
    m.masks().forEach((name, mask) -> zeros.put(name, mask.apply(zeros.get(name))));
    List<Sequence> batch = batch(n, new Random(1), 2, 8);
    float[][][] found = OnnxRun.onnx(OnnxExport.of(stored(m)), batch);
    assertThat(OnnxRun.difference(m.withWeights(zeros), found, batch)).isLessThan(CLOSE);
    assertThat(OnnxRun.difference(m, found, batch)).isGreaterThan(0.01);
  }

  @Test
  void theFileSaysWhereItIsFrom() throws OrtException {
    Model m = new RandomModels(1).floatModel(TaskKind.FRAME_LABELLING);
    byte[] file = OnnxExport.of(stored(m));
    assertThat(OnnxExport.of(stored(m))).isEqualTo(file);
    try (OrtSession s = OrtEnvironment.getEnvironment().createSession(file)) {
      assertThat(s.getMetadata().getProducerName()).isEqualTo("lstmc");
      assertThat(s.getMetadata().getCustomMetadata())
          .containsEntry("lstmc.contract", NumberContract.VERSION)
          .containsEntry("lstmc.contract.sha256", NumberContract.sha256())
          .containsEntry("lstmc.model.sha256", "0123");
    }
  }

  @Test
  void tensorNetworksAreRefused() {
    Model m = new RandomModels(1).floatModel(TaskKind.FRAME_LABELLING);
    LayerSpec l = m.network().layers().get(0);
    TensorForm form =
        new TensorForm(
            TensorForm.Format.TT,
            List.of(1, l.inputSize()),
            List.of(l.gateRows(), 1),
            null,
            List.of(1),
            false,
            List.of("core1", "core2"));
    LayerSpec factored =
        new LayerSpec(l.cell(), l.inputSize(), l.hiddenSize(), 0, l.peepholes(), form);
    NetworkSpec n = new NetworkSpec("f", m.network().input(), List.of(factored), 1);
    assertThatThrownBy(() -> OnnxExport.of(stored(m.withNetwork(n))))
        .hasMessageContaining("tensor network")
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(LstmcException.Kind.UNSUPPORTED);
  }
}
