package org.lstmc.core.quantize;

import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.ActivationFunction;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedFormat;

/** How far a network's activations are from the functions, in the formats of its signals. */
public final class ActivationError {
  private ActivationError() {}

  /**
   * The greatest absolute error of sigmoid and tanh of gate sums, and of the tanh of an LSTM's cell
   * state, over all layers.
   *
   * @throws org.lstmc.core.LstmcException BAD_INPUT for an approximation that a format cannot have
   */
  public static double greatest(NetworkSpec network, QuantizationSpec q) {
    double worst = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      FixedFormat gate = q.formats().get(SignalNames.gate(l));
      FixedFormat out = q.formats().get(SignalNames.activation(l));
      worst = Math.max(worst, error(ActivationFunction.SIGMOID, q.sigmoid(), gate, out));
      worst = Math.max(worst, error(ActivationFunction.TANH, q.tanh(), gate, out));
      if (network.layers().get(l).cell() == CellType.LSTM) {
        FixedFormat cell = q.formats().get(SignalNames.cell(l));
        worst = Math.max(worst, error(ActivationFunction.TANH, q.tanh(), cell, out));
      }
    }
    return worst;
  }

  private static double error(
      ActivationFunction f, ActivationSpec a, FixedFormat in, FixedFormat out) {
    ActivationTable table =
        a.kind() == ActivationSpec.Kind.TABLE
            ? ActivationTable.table(f, a.entries(), a.range(), in, out)
            : ActivationTable.piecewiseLinear(f, a.entries(), a.range(), in, out);
    return table.maxError();
  }
}
