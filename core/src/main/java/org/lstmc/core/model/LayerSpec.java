package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.lstmc.core.LstmcException;

/**
 * One recurrent layer. With a projection (LSTMP; Sak et al., Interspeech 2014) the layer's output
 * and its recurrent input are the projected vector.
 *
 * @param cell the cell
 * @param inputSize length X of the layer's input
 * @param hiddenSize number of cells H
 * @param projectionSize length of the projected output, 0 for none
 * @param peepholes whether the gates i, f see c(t-1) and o sees c(t) through diagonal weights
 * @param factored the tensor network that takes the place of Wx, or of Wx and Wh; null where the
 *     matrices stand by themselves
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LayerSpec(
    CellType cell,
    int inputSize,
    int hiddenSize,
    int projectionSize,
    boolean peepholes,
    TensorForm factored) {
  /** A layer of plain matrices. */
  public LayerSpec(
      CellType cell, int inputSize, int hiddenSize, int projectionSize, boolean peepholes) {
    this(cell, inputSize, hiddenSize, projectionSize, peepholes, null);
  }

  /** Checks what a GRU cannot have. */
  public LayerSpec {
    if (cell.isGru() && (projectionSize > 0 || peepholes)) {
      throw LstmcException.usage(
          "a %s layer has neither projection nor peepholes; leave them out, or use lstm",
          cell.label());
    }
  }

  /** Length of the layer's output, which is also the length R of its recurrent input. */
  @JsonIgnore
  public int outputSize() {
    return projectionSize > 0 ? projectionSize : hiddenSize;
  }

  /** Rows of the stacked gate matrices. */
  @JsonIgnore
  public int gateRows() {
    return cell.gates() * hiddenSize;
  }

  /** Weights of the layer's matrices alone (no bias, no peephole): the MACs of one dense step. */
  @JsonIgnore
  public long matrixWeights() {
    return (long) gateRows() * (inputSize + outputSize()) + (long) projectionSize * hiddenSize;
  }
}
