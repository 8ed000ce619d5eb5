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

  /** Checks what a GRU cannot have, and whether the tensor network spans the matrix. */
  public LayerSpec {
    if (cell.isGru() && (projectionSize > 0 || peepholes)) {
      throw LstmcException.usage(
          "a %s layer has neither projection nor peepholes; leave them out, or use lstm",
          cell.label());
    }
    if (factored != null && factored.joined() && cell.isGru()) {
      throw LstmcException.usage(
          "a %s layer cannot have Wx and Wh in one tensor: its candidate needs the product of Wh"
              + " apart, for the reset gate. Factor Wx alone, or use lstm",
          cell.label());
    }
    if (factored != null) {
      int output = projectionSize > 0 ? projectionSize : hiddenSize;
      int columns = factored.joined() ? Math.addExact(inputSize, output) : inputSize;
      factored.checkHolds(cell.gates() * hiddenSize, columns, cell.gates());
    }
  }

  /** This layer with a tensor network in place of matrices; null for plain matrices. */
  public LayerSpec withFactored(TensorForm form) {
    return new LayerSpec(cell, inputSize, hiddenSize, projectionSize, peepholes, form);
  }

  /** Columns of the matrix that the tensor network stands for: X, or X + R where it is joined. */
  @JsonIgnore
  public int factoredColumns() {
    return factored.joined() ? inputSize + outputSize() : inputSize;
  }

  /** Weights of the matrix that the tensor network stands for; 0 without one. */
  @JsonIgnore
  public long factoredWeights() {
    return factored == null ? 0 : (long) gateRows() * factoredColumns();
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
