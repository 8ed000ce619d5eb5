package org.lstmc.core.export.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.export.ChannelFirst;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * A feed-forward network as ONNX operators: {@code images} [batch, height, width, channels] in, as
 * data sets and our vectors have them, {@code logits} [batch, classes] out. ONNX computes on maps
 * [batch, channels, height, width], so a Transpose comes first; the first dense matrix has its
 * columns in the order in which Flatten then reads the maps.
 */
final class OnnxForward {
  private final OnnxGraph g;
  private final ForwardSpec spec;
  private final Map<String, Tensor> weights;

  OnnxForward(OnnxGraph g, ForwardSpec spec, Map<String, Tensor> weights) {
    this.g = g;
    this.spec = spec;
    this.weights = ChannelFirst.of(spec, weights, "ONNX");
  }

  /** Adds input, layers and output. */
  void add() {
    ImageShape image = spec.image();
    g.input(
        "images",
        OnnxGraph.FLOAT,
        List.of("batch", image.height(), image.width(), image.channels()));
    ProtoMessage channelsFirst = OnnxGraph.attribute("perm", new long[] {0, 3, 1, 2});
    String x = g.node("Transpose", "maps", List.of("images"), channelsFirst);
    boolean flat = false;
    for (int l = 0; l < spec.layers().size(); l++) {
      ForwardLayer layer = spec.layers().get(l);
      boolean dense = layer instanceof ForwardLayer.Dense;
      if ((dense || layer instanceof ForwardLayer.Flatten) && !flat) {
        x = g.node("Flatten", TensorNames.forward(l) + "vector", List.of(x));
        flat = true;
      }
      String out = l == spec.layers().size() - 1 ? "logits" : TensorNames.forward(l) + "output";
      x = layer(l, layer, x, out);
    }
    g.output("logits", OnnxGraph.FLOAT, List.of("batch", spec.classes()));
  }

  private String layer(int l, ForwardLayer layer, String x, String out) {
    if (layer instanceof ForwardLayer.Convolution c) {
      return g.node("Conv", out, withWeights(l, x), square("kernel_shape", c.kernel()), pads(c));
    }
    if (layer instanceof ForwardLayer.Pooling p) {
      String op = p.kind() == ForwardLayer.PoolingKind.MAX ? "MaxPool" : "AveragePool";
      return g.node(
          op, out, List.of(x), square("kernel_shape", p.size()), square("strides", p.size()));
    }
    if (layer instanceof ForwardLayer.Relu) {
      return g.node("Relu", out, List.of(x));
    }
    if (layer instanceof ForwardLayer.Dense) {
      return g.node("Gemm", out, withWeights(l, x), OnnxGraph.attribute("transB", 1));
    }
    return x;
  }

  private List<String> withWeights(int l, String x) {
    List<String> inputs = new ArrayList<>(List.of(x));
    for (String name : List.of(TensorNames.forwardWeight(l), TensorNames.forwardBias(l))) {
      inputs.add(g.constant(name, weights.get(name)));
    }
    return inputs;
  }

  private static ProtoMessage square(String name, int side) {
    return OnnxGraph.attribute(name, new long[] {side, side});
  }

  private static ProtoMessage pads(ForwardLayer.Convolution c) {
    int p = c.padding();
    return OnnxGraph.attribute("pads", new long[] {p, p, p, p});
  }
}
