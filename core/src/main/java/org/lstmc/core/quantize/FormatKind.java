package org.lstmc.core.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.quantize.contraction.ChainLayouts;
import org.lstmc.core.quantize.fft.SpectralGroup;

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
  /** Cell state of an LSTM. */
  CELL,
  /** The candidate's recurrent sum of a GRU, before the reset gate multiplies it. */
  RECURRENT,
  /** Reset gate times state of a GRU whose reset gate acts before the product. */
  RESET,
  /** o * tanh(c) before a projection. */
  HIDDEN,
  /** Layer output and recurrent input; output of a feed-forward layer. */
  STATE,
  /** Forward transforms in block-circulant products. */
  SPECTRUM,
  /** Inverse transforms in block-circulant products. */
  INVERSE,
  /** cos and sin in these transforms. */
  TWIDDLE,
  /** Intermediates of contraction chains, and what a joined chain reads. */
  INTERMEDIATE,
  /** Sums within a step of a contraction chain; where they are narrow, products lose low bits. */
  STEP_ACCUMULATOR,
  /** Sums of products; only the width is free. */
  ACCUMULATOR;

  /** The name in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
      case "bias", "recurrentBias" -> BIASES;
      case "input" -> INPUT;
      case "gate" -> GATE;
      case "activation" -> ACTIVATION;
      case "cell" -> CELL;
      case "recurrent" -> RECURRENT;
      case "resetState" -> RESET;
      case "hidden" -> HIDDEN;
      case "state", "output" -> STATE;
      case "spectrum" -> SPECTRUM;
      case "inverse" -> INVERSE;
      case "twiddle" -> TWIDDLE;
      case "intermediate", "vector" -> INTERMEDIATE;
      case "stepAccumulator" -> STEP_ACCUMULATOR;
      case "accumulator", "recurrentAccumulator", "projectionAccumulator", "spectralAccumulator" ->
          ACCUMULATOR;
      default -> WEIGHTS;
    };
  }

  /**
   * Every tensor and signal of a model that has a format of its own: those of its network, and
   * those of its block-circulant products.
   *
   * @param halvings forward halvings by block-circulant matrix
   */
  public static List<String> names(Model model, Map<String, Integer> halvings) {
    List<String> names = new ArrayList<>(names(model.network()));
    names.addAll(SpectralGroup.signals(model, halvings));
    return names;
  }

  /**
   * Every tensor and signal that has a format of its own, in the order of the network. The input of
   * a later layer is not among them: it is the state of the layer before.
   */
  public static List<String> names(NetworkSpec network) {
    List<String> names = new ArrayList<>(network.tensorShapes().keySet());
    if (network.isFeedForward()) {
      names.add(SignalNames.FORWARD_INPUT);
      int last = network.forward().layers().size() - 1;
      for (int l : network.forward().matrixLayers()) {
        names.add(SignalNames.forwardAccumulator(l));
        if (l < last) {
          names.add(SignalNames.forwardOutput(l));
        }
      }
      return names;
    }
    names.add(SignalNames.input(0));
    for (int l = 0; l < network.layers().size(); l++) {
      names.addAll(layer(l, network.layers().get(l)));
    }
    if (network.classes() > 0) {
      names.add(SignalNames.OUTPUT_ACCUMULATOR);
    }
    return names;
  }

  /** Whether these are sums, whose fraction follows from what they add. */
  public boolean isSum() {
    return this == ACCUMULATOR || this == STEP_ACCUMULATOR;
  }

  private static List<String> layer(int l, LayerSpec spec) {
    List<String> names = new ArrayList<>(ChainLayouts.signals(l, spec));
    names.add(SignalNames.accumulator(l));
    names.add(SignalNames.gate(l));
    names.add(SignalNames.activation(l));
    switch (spec.cell()) {
      case LSTM -> names.add(SignalNames.cell(l));
      case GRU -> {
        names.add(SignalNames.recurrentAccumulator(l));
        names.add(SignalNames.recurrent(l));
      }
      case GRU_RESET_BEFORE -> names.add(SignalNames.resetState(l));
    }
    if (spec.projectionSize() > 0) {
      names.add(SignalNames.hidden(l));
      names.add(SignalNames.projectionAccumulator(l));
    }
    names.add(SignalNames.state(l));
    return names;
  }
}
