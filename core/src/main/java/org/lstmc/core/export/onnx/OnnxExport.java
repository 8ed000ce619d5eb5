package org.lstmc.core.export.onnx;

import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.export.FloatWeights;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * The float network as ONNX: {@code tokens} [batch, time] or {@code features} [batch, time, size]
 * in, {@code logits} [batch, time, classes] out ({@code outputs} without a dense output); batch and
 * time are free. Every sequence starts from zero state.
 */
public final class OnnxExport {
  /** Most bytes of weights: a protobuf message ends at 2 GiB. */
  private static final long MOST_BYTES = 2_000_000_000L;

  private OnnxExport() {}

  /** The bytes of the file. */
  public static byte[] of(StoredModel stored) {
    NetworkSpec n = stored.model().network();
    Map<String, Tensor> weights = FloatWeights.of(stored.model(), "ONNX");
    long bytes = 4 * weights.values().stream().mapToLong(t -> t.data().length).sum();
    if (bytes > MOST_BYTES) {
      throw LstmcException.unsupported(
          "ONNX: %,d bytes of weights; a file of one part holds 2 GiB. 'lstmc export safetensors' has"
              + " no such limit",
          bytes);
    }
    OnnxGraph g = new OnnxGraph();
    if (n.isFeedForward()) {
      new OnnxForward(g, n.forward(), weights).add();
    } else {
      recurrent(g, n, weights);
    }
    return g.model(n.name(), FloatWeights.metadata(stored));
  }

  private static void recurrent(OnnxGraph g, NetworkSpec n, Map<String, Tensor> weights) {
    // The recurrent operators want time first.
    String x = g.node("Transpose", "x", List.of(input(g, n, weights)), timeAndBatchSwapped());
    for (int l = 0; l < n.layers().size(); l++) {
      x = new OnnxLayer(g, l, n.layers().get(l), weights).add(x);
    }
    boolean dense = n.classes() > 0;
    int size = dense ? n.classes() : n.layers().get(n.layers().size() - 1).outputSize();
    if (dense) {
      String w =
          g.constant(
              "output.weight.transposed", transposed(weights.get(TensorNames.OUTPUT_WEIGHT)));
      String b = g.constant(TensorNames.OUTPUT_BIAS, weights.get(TensorNames.OUTPUT_BIAS));
      x = g.node("MatMul", "output.products", List.of(x, w));
      x = g.node("Add", "output.sums", List.of(x, b));
    }
    String name = dense ? "logits" : "outputs";
    g.node("Transpose", name, List.of(x), timeAndBatchSwapped());
    g.output(name, OnnxGraph.FLOAT, List.of("batch", "time", size));
  }

  private static ProtoMessage timeAndBatchSwapped() {
    return OnnxGraph.attribute("perm", new long[] {1, 0, 2});
  }

  /** The network's input as vectors [batch, time, size]. */
  private static String input(OnnxGraph g, NetworkSpec n, Map<String, Tensor> weights) {
    InputSpec in = n.input();
    if (!in.isTokens()) {
      g.input("features", OnnxGraph.FLOAT, List.of("batch", "time", in.size()));
      return "features";
    }
    g.input("tokens", OnnxGraph.INT64, List.of("batch", "time"));
    if (in.kind() == InputSpec.Kind.ONE_HOT) {
      String depth = g.integers("depth", in.vocabulary());
      String values = g.constant("off.on", new float[] {0, 1}, 2);
      return g.node("OneHot", "vectors", List.of("tokens", depth, values));
    }
    String table = g.constant(TensorNames.EMBEDDING, weights.get(TensorNames.EMBEDDING));
    return g.node("Gather", "vectors", List.of(table, "tokens"));
  }

  /** A matrix with rows and columns exchanged. */
  static Tensor transposed(Tensor m) {
    Tensor t = Tensor.zeros(m.cols(), m.rows());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        t.data()[c * m.rows() + r] = m.at(r, c);
      }
    }
    return t;
  }
}
