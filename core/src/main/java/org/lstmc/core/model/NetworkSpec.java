package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shape of a network: input, recurrent layers, dense output.
 *
 * @param name a label for people
 * @param input how a step's input becomes a vector
 * @param layers the recurrent layers, first to last
 * @param classes number of logits of the dense output; 0 for a network that ends with its last
 *     layer
 */
public record NetworkSpec(String name, InputSpec input, List<LayerSpec> layers, int classes) {
  /** Copies the list. */
  public NetworkSpec {
    layers = List.copyOf(layers);
  }

  /** This network under another label. */
  public NetworkSpec named(String label) {
    return new NetworkSpec(label, input, layers, classes);
  }

  /** The cell of all layers, as files name it; where they differ, each kind once: "lstm+gru". */
  public String cellLabel() {
    return layers.stream().map(l -> l.cell().label()).distinct().collect(Collectors.joining("+"));
  }

  /** Every tensor of the network with its shape, in file order. */
  public Map<String, int[]> tensorShapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    if (input.kind() == InputSpec.Kind.EMBEDDING) {
      shapes.put(TensorNames.EMBEDDING, new int[] {input.vocabulary(), input.size()});
    }
    for (int l = 0; l < layers.size(); l++) {
      LayerSpec s = layers.get(l);
      boolean joined = s.factored() != null && s.factored().joined();
      if (s.factored() == null) {
        shapes.put(TensorNames.wx(l), new int[] {s.gateRows(), s.inputSize()});
      } else {
        for (TensorFactor f : s.factored().factors()) {
          shapes.put(TensorNames.factor(l, joined, f.name()), f.shape());
        }
      }
      if (!joined) {
        shapes.put(TensorNames.wh(l), new int[] {s.gateRows(), s.outputSize()});
      }
      shapes.put(TensorNames.bias(l), new int[] {s.gateRows()});
      if (s.cell() == CellType.GRU) {
        shapes.put(TensorNames.recurrentBias(l), new int[] {s.hiddenSize()});
      }
      if (s.peepholes()) {
        shapes.put(TensorNames.peephole(l), new int[] {3, s.hiddenSize()});
      }
      if (s.projectionSize() > 0) {
        shapes.put(TensorNames.projection(l), new int[] {s.projectionSize(), s.hiddenSize()});
      }
    }
    if (classes > 0) {
      shapes.put(TensorNames.OUTPUT_WEIGHT, new int[] {classes, lastOutputSize()});
      shapes.put(TensorNames.OUTPUT_BIAS, new int[] {classes});
    }
    return shapes;
  }

  /** This network with every layer's matrices by themselves. */
  public NetworkSpec dense() {
    return new NetworkSpec(
        name, input, layers.stream().map(l -> l.withFactored(null)).toList(), classes);
  }

  /** This network with one layer's matrices held as a tensor network. */
  public NetworkSpec factored(int layer, TensorForm form) {
    List<LayerSpec> changed = new ArrayList<>(layers);
    changed.set(layer, layers.get(layer).withFactored(form));
    return new NetworkSpec(name, input, changed, classes);
  }

  /**
   * How the layers that hold tensor networks are compressed, by {@link TensorNames#factored}; the
   * ratio is the share of the matrix's numbers that need not be stored.
   */
  public Map<String, MatrixCompression> factoredMatrices() {
    Map<String, MatrixCompression> all = new LinkedHashMap<>();
    for (int l = 0; l < layers.size(); l++) {
      TensorForm form = layers.get(l).factored();
      if (form != null) {
        double stored = (double) form.parameters() / layers.get(l).factoredWeights();
        all.put(
            TensorNames.factored(l, form),
            new MatrixCompression(form.format().label(), 1 - stored, Map.of()));
      }
    }
    return all;
  }

  /** Names of the matrices (Wx, Wh, projection) that stand by themselves, first to last. */
  public List<String> recurrentMatrices() {
    return tensorShapes().entrySet().stream()
        .filter(e -> e.getValue().length == 2 && TensorNames.isLayerMatrix(e.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Parameters of the whole dense network: matrices, biases, peepholes, embedding, output. */
  public long parameters() {
    return dense().trainedParameters();
  }

  /** Numbers that training adapts: a tensor network counts by its factors. */
  public long trainedParameters() {
    return tensorShapes().values().stream().mapToLong(Tensor::count).sum();
  }

  /** Weights of the recurrent layers' matrices: the MACs of one dense step. */
  @JsonIgnore
  public long recurrentWeights() {
    return layers.stream().mapToLong(LayerSpec::matrixWeights).sum();
  }

  private int lastOutputSize() {
    return layers.get(layers.size() - 1).outputSize();
  }
}
