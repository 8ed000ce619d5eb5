package org.lstmc.core.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lstmc.core.export.GateRows;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * One recurrent layer as ONNX operators. ONNX stacks gates as i, o, f, c and z, r, h and has two
 * biases (of W, then of R), peepholes as i, o, f. Its LSTM knows no projection y = P h, but as the
 * layer starts from zero, R y = (R P) h: the recurrent matrix is the product, and P follows the
 * operator.
 */
final class OnnxLayer {
  private static final String LSTM_ORDER = "iofg";
  private static final String GRU_ORDER = "zrn";

  private final OnnxGraph g;
  private final int index;
  private final LayerSpec spec;
  private final Map<String, Tensor> weights;
  private final String order;

  OnnxLayer(OnnxGraph g, int index, LayerSpec spec, Map<String, Tensor> weights) {
    this.g = g;
    this.index = index;
    this.spec = spec;
    this.weights = weights;
    this.order = spec.cell().isGru() ? GRU_ORDER : LSTM_ORDER;
  }

  /** Adds the layer on [time, batch, X]; gives the name of its output [time, batch, R]. */
  String add(String x) {
    String p = TensorNames.layer(index);
    List<String> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(stacked(p + "W", weights.get(TensorNames.wx(index))));
    inputs.add(stacked(p + "R", recurrent()));
    inputs.add(biases(p + "B"));
    if (spec.peepholes()) {
      // Lengths, first h and first c are left out.
      inputs.addAll(List.of("", "", "", peepholes(p + "P")));
    }
    List<ProtoMessage> attributes = new ArrayList<>();
    attributes.add(OnnxGraph.attribute("hidden_size", spec.hiddenSize()));
    if (spec.cell().isGru()) {
      int after = spec.cell() == CellType.GRU ? 1 : 0;
      attributes.add(OnnxGraph.attribute("linear_before_reset", after));
    }
    String op = spec.cell().isGru() ? "GRU" : "LSTM";
    String all = g.node(op, p + "Y", inputs, attributes.toArray(ProtoMessage[]::new));
    String directions = g.integers(p + "directions", 1);
    String y = g.node("Squeeze", p + "cells", List.of(all, directions));
    Tensor projection = weights.get(TensorNames.projection(index));
    if (projection == null) {
      return y;
    }
    String matrix = g.constant(p + "projection", OnnxExport.transposed(projection));
    return g.node("MatMul", p + "projected", List.of(y, matrix));
  }

  private String stacked(String name, Tensor w) {
    Tensor t = GateRows.ordered(w, spec.cell(), order);
    return g.constant(name, t.data(), 1, t.rows(), t.cols());
  }

  /** Wh; where a projection follows Wh times it, summed in double. */
  private Tensor recurrent() {
    Tensor wh = weights.get(TensorNames.wh(index));
    Tensor projection = weights.get(TensorNames.projection(index));
    if (projection == null) {
      return wh;
    }
    Tensor out = Tensor.zeros(wh.rows(), projection.cols());
    double[] row = new double[projection.cols()];
    for (int r = 0; r < wh.rows(); r++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < wh.cols(); k++) {
        double w = wh.at(r, k);
        for (int c = 0; w != 0 && c < row.length; c++) {
          row[c] += w * projection.at(k, c);
        }
      }
      for (int c = 0; c < row.length; c++) {
        out.data()[r * row.length + c] = (float) row[c];
      }
    }
    return out;
  }

  private String biases(String name) {
    Tensor bias = GateRows.ordered(weights.get(TensorNames.bias(index)), spec.cell(), order);
    int rows = bias.data().length;
    float[] both = Arrays.copyOf(bias.data(), 2 * rows);
    Tensor recurrent = weights.get(TensorNames.recurrentBias(index));
    if (recurrent != null) {
      int h = spec.hiddenSize();
      System.arraycopy(recurrent.data(), 0, both, 2 * rows - h, h);
    }
    return g.constant(name, both, 1, both.length);
  }

  /** Ours are i, f, o. */
  private String peepholes(String name) {
    int h = spec.hiddenSize();
    float[] ours = weights.get(TensorNames.peephole(index)).data();
    float[] theirs = new float[3 * h];
    System.arraycopy(ours, 0, theirs, 0, h);
    System.arraycopy(ours, 2 * h, theirs, h, h);
    System.arraycopy(ours, h, theirs, 2 * h, h);
    return g.constant(name, theirs, 1, 3L * h);
  }
}
