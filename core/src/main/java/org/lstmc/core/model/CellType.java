package org.lstmc.core.model;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import org.lstmc.core.LstmcException;

/** The recurrent cell of a layer, with the gates it stacks along the rows of its matrices. */
public enum CellType {
  /** Gates in the order i, f, g, o (PyTorch's; "g" is the cell candidate). */
  @JsonProperty("lstm")
  LSTM("lstm", "ifgo"),
  /**
   * GRU as PyTorch, cuDNN and Keras' {@code reset_after} have it, gates in the order r, z, n: the
   * reset gate multiplies the product, {@code n = tanh(Wn x + bn + r * (Un h + un))}, where un is
   * the recurrent bias; {@code h' = (1 - z) * n + z * h}.
   */
  @JsonProperty("gru")
  GRU("gru", "rzn"),
  /**
   * GRU as first published (Cho et al., arXiv 1406.1078) and in E-RNN's machine, gates in the order
   * r, z, n: the reset gate multiplies the state, {@code n = tanh(Wn x + Un (r * h) + bn)}; {@code
   * h' = (1 - z) * n + z * h}.
   */
  @JsonProperty("gru-reset-before")
  GRU_RESET_BEFORE("gru-reset-before", "rzn");

  private final String label;
  private final String gateOrder;

  CellType(String label, String gateOrder) {
    this.label = label;
    this.gateOrder = gateOrder;
  }

  /**
   * The cell of a label.
   *
   * @param option what the label was given to, for the message
   */
  public static CellType parse(String option, String label) {
    return Arrays.stream(values())
        .filter(c -> c.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "%s '%s': allowed are %s",
                    option,
                    label,
                    Arrays.stream(values()).map(CellType::label).collect(joining(", "))));
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }

  /** One letter a gate, in stacking order. */
  public String gateOrder() {
    return gateOrder;
  }

  /** How many gates the cell stacks. */
  public int gates() {
    return gateOrder.length();
  }

  /** Whether this is a GRU of either convention; it has no cell state, peepholes or projection. */
  public boolean isGru() {
    return this != LSTM;
  }
}
