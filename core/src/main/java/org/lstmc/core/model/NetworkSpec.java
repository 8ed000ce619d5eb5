package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;

/**
 * The shape of a network: input, recurrent layers, dense output; or input and a feed-forward
 * network over images.
 *
 * @param name a label for people
 * @param input how a step's input becomes a vector
 * @param layers the recurrent layers, first to last; none where the network is feed-forward
 * @param classes number of logits of the dense output; 0 for a network that ends with its last
 *     layer
 * @param forward the layers of a feed-forward network; null for a recurrent one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkSpec(
    String name, InputSpec input, List<LayerSpec> layers, int classes, ForwardSpec forward) {
  /** Copies the list; checks that a feed-forward network says the same twice. */
  public NetworkSpec {
    layers = List.copyOf(layers);
    if (forward != null
        && (!layers.isEmpty()
            || input.kind() != InputSpec.Kind.FEATURES
            || input.size() != forward.image().size()
            || classes != forward.classes())) {
      throw LstmcException.usage(
          "network '%s': a feed-forward network over %s with %d logits needs as many features, that"
              + " many classes and no recurrent layers; found %s of %d, %d classes, %d recurrent"
              + " layers",
          name,
          forward.image(),
          forward.classes(),
          input.kind().name().toLowerCase(Locale.ROOT),
          input.size(),
          classes,
          layers.size());
    }
  }

  /** A recurrent network. */
  public NetworkSpec(String name, InputSpec input, List<LayerSpec> layers, int classes) {
    this(name, input, layers, classes, null);
  }

  /** A feed-forward network. */
  public NetworkSpec(String name, ForwardSpec forward) {
    this(name, InputSpec.features(forward.image().size()), List.of(), forward.classes(), forward);
  }

  /** Whether this is a feed-forward network over images. */
  @JsonIgnore
  public boolean isFeedForward() {
    return forward != null;
  }

  /**
   * Refuses a feed-forward network.
   *
   * @param what what takes recurrent networks alone, such as "export c"
   * @param instead what there is for feed-forward ones; empty for nothing
   * @throws LstmcException unsupported
   */
  public void requireRecurrent(String what, String instead) {
    if (forward != null) {
      throw LstmcException.unsupported(
          "%s takes LSTM and GRU networks; '%s' is a feed-forward network (%s)%s%s",
          what, name, forward.label(), instead.isEmpty() ? "" : "; ", instead);
    }
  }

  /** This network under another label. */
  public NetworkSpec named(String label) {
    return new NetworkSpec(label, input, layers, classes, forward);
  }

  /**
   * The cell of all layers, as files name it; where they differ, each kind once: "lstm+gru". Of a
   * feed-forward network "cnn" or "mlp".
   */
  public String cellLabel() {
    if (forward != null) {
      return forward.label();
    }
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
    if (forward != null) {
      for (int l : forward.matrixLayers()) {
        int[] matrix = forward.layers().get(l).matrixShape(forward.input(l));
        shapes.put(TensorNames.forwardWeight(l), matrix);
        shapes.put(TensorNames.forwardBias(l), new int[] {matrix[0]});
      }
    } else if (classes > 0) {
      shapes.put(TensorNames.OUTPUT_WEIGHT, new int[] {classes, lastOutputSize()});
      shapes.put(TensorNames.OUTPUT_BIAS, new int[] {classes});
    }
    return shapes;
  }

  /** This network with every layer's matrices by themselves. */
  public NetworkSpec dense() {
    return new NetworkSpec(
        name, input, layers.stream().map(l -> l.withFactored(null)).toList(), classes, forward);
  }

  /** This network with one layer's matrices held as a tensor network. */
  public NetworkSpec factored(int layer, TensorForm form) {
    List<LayerSpec> changed = new ArrayList<>(layers);
    changed.set(layer, layers.get(layer).withFactored(form));
    return new NetworkSpec(name, input, changed, classes, forward);
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

  /**
   * Names of the matrices of the layers that stand by themselves, first to last: Wx, Wh and
   * projection of recurrent layers, all of a feed-forward network.
   */
  public List<String> layerMatrices() {
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

  /** MACs of one dense step: weights of the recurrent layers' matrices; or those of one image. */
  @JsonIgnore
  public long stepMacs() {
    return forward != null
        ? forward.macs()
        : layers.stream().mapToLong(LayerSpec::matrixWeights).sum();
  }

  private int lastOutputSize() {
    return layers.get(layers.size() - 1).outputSize();
  }
}
