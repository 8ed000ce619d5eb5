package org.lstmc.core.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;

/** Groups of tensors and signals that a user gives one format or width. */
public enum FormatKind {
  /** Wx, Wh, projection and peephole weights. */
  WEIGHTS,
  /** Gate and output biases. */
  BIASES,
  /** The embedding table; the input's format unless chosen. */
  EMBEDDING,
  /** The dense output matrix. */
  OUTPUT,
  /** Input vector of the first layer. */
  INPUT,
  /** Gate pre-activations, what the activation tables read. */
  GATE,
  /** Outputs of sigmoid and tanh. */
  ACTIVATION,
  /** Cell state. */
  CELL,
  /** o * tanh(c) before a projection. */
  HIDDEN,
  /** Layer output and recurrent input. */
  STATE,
  /** Sums of products; only the width is free. */
  ACCUMULATOR;

  /** The name in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a name that options use. */
  public static FormatKind parse(String label) {
    return Arrays.stream(values())
        .filter(k -> k.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "'%s' is no kind of number. Allowed: %s",
                    label, Arrays.stream(values()).map(FormatKind::label).toList()));
  }

  /** The kind of a tensor or a signal. */
  public static FormatKind of(String name) {
    if (name.equals(TensorNames.EMBEDDING)) {
      return EMBEDDING;
    }
    if (name.equals(TensorNames.OUTPUT_WEIGHT)) {
      return OUTPUT;
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "bias" -> BIASES;
      case "input" -> INPUT;
      case "gate" -> GATE;
      case "activation" -> ACTIVATION;
      case "cell" -> CELL;
      case "hidden" -> HIDDEN;
      case "state" -> STATE;
      case "accumulator", "projectionAccumulator" -> ACCUMULATOR;
      default -> WEIGHTS;
    };
  }

  /**
   * Every tensor and signal that has a format of its own, in the order of the network. The input of
   * a later layer is not among them: it is the state of the layer before.
   */
  public static List<String> names(NetworkSpec network) {
    List<String> names = new ArrayList<>(network.tensorShapes().keySet());
    for (int l = 0; l < network.layers().size(); l++) {
      boolean projects = network.layers().get(l).projectionSize() > 0;
      if (l == 0) {
        names.add(SignalNames.input(l));
      }
      names.add(SignalNames.accumulator(l));
      names.add(SignalNames.gate(l));
      names.add(SignalNames.activation(l));
      names.add(SignalNames.cell(l));
      if (projects) {
        names.add(SignalNames.hidden(l));
        names.add(SignalNames.projectionAccumulator(l));
      }
      names.add(SignalNames.state(l));
    }
    names.add(SignalNames.OUTPUT_ACCUMULATOR);
    return names;
  }
}
