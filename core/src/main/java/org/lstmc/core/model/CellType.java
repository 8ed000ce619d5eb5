package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The recurrent cell of a layer, with the gates it stacks along the rows of its matrices. */
public enum CellType {
  /** Gates in the order i, f, g, o (PyTorch's; "g" is the cell candidate). */
  @JsonProperty("lstm")
  LSTM("lstm", "ifgo"),
  /** Gates in the order r, z, n (PyTorch's). */
  @JsonProperty("gru")
  GRU("gru", "rzn");

  private final String label;
  private final String gateOrder;

  CellType(String label, String gateOrder) {
    this.label = label;
    this.gateOrder = gateOrder;
  }

  /** The name in files and on the command line; also the prefix of the layer's tensors. */
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
}
