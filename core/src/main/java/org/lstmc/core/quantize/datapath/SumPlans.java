package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/**
 * What each accumulator of a network adds up ({@code docs/arithmetic.md}, section "Sums of
 * products"), from the formats of its tensors and signals.
 */
public final class SumPlans {
  private final FixedTensors tensors;
  private final Map<String, FixedFormat> formats;

  /**
   * Plans from what is known.
   *
   * @param formats a format for every signal that meets a matrix
   */
  public SumPlans(FixedTensors tensors, Map<String, FixedFormat> formats) {
    this.tensors = tensors;
    this.formats = formats;
  }

  /** Every accumulator of a network, first layer first. */
  public List<Accumulator> all(NetworkSpec network) {
    List<Accumulator> all = new ArrayList<>();
    for (int l = 0; l < network.layers().size(); l++) {
      LayerSpec spec = network.layers().get(l);
      all.add(gates(l, spec));
      if (spec.cell() == CellType.GRU) {
        all.add(recurrent(l, spec));
      }
      if (spec.projectionSize() > 0) {
        all.add(projection(l));
      }
    }
    if (network.classes() > 0) {
      all.add(output(network.layers().size() - 1));
    }
    return all;
  }

  /**
   * The gate sums of a layer. Summands: Wx, Wh, bias; then an LSTM's peepholes where it has them, a
   * GRU's r * recurrent, or Wh times the reset state where the reset gate acts before.
   */
  Accumulator gates(int l, LayerSpec spec) {
    FixedMatrix wx = tensors.get(TensorNames.wx(l));
    FixedMatrix wh = tensors.get(TensorNames.wh(l));
    int rows = wx.rows();
    int fromState = spec.cell().isGru() ? 2 * spec.hiddenSize() : rows;
    List<Summand> sum = new ArrayList<>();
    sum.add(new Summand.Product(wx, signal(SignalNames.input(l))));
    sum.add(new Summand.Product(wh, signal(SignalNames.state(l)), 0, fromState));
    sum.add(new Summand.Bias(tensors.get(TensorNames.bias(l))));
    switch (spec.cell()) {
      case LSTM -> {
        FixedMatrix peephole = tensors.get(TensorNames.peephole(l));
        if (peephole != null) {
          sum.add(new Summand.Product(peephole.asDiagonals(rows), signal(SignalNames.cell(l))));
        }
      }
      case GRU ->
          sum.add(
              new Summand.SignalProduct(
                  signal(SignalNames.activation(l)),
                  signal(SignalNames.recurrent(l)),
                  rows,
                  fromState));
      case GRU_RESET_BEFORE ->
          sum.add(new Summand.Product(wh, signal(SignalNames.resetState(l)), fromState, rows));
    }
    return Accumulator.plan(SignalNames.accumulator(l), sum);
  }

  /** The candidate's recurrent sum of a GRU: the last H rows of Wh, and the recurrent bias. */
  Accumulator recurrent(int l, LayerSpec spec) {
    FixedMatrix un = tensors.get(TensorNames.wh(l)).part(2 * spec.hiddenSize(), spec.gateRows());
    return Accumulator.plan(
        SignalNames.recurrentAccumulator(l),
        List.of(
            new Summand.Product(un, signal(SignalNames.state(l))),
            new Summand.Bias(tensors.get(TensorNames.recurrentBias(l)))));
  }

  /** The projection's sums of a layer that has one. */
  Accumulator projection(int l) {
    return Accumulator.plan(
        SignalNames.projectionAccumulator(l),
        List.of(
            new Summand.Product(
                tensors.get(TensorNames.projection(l)), signal(SignalNames.hidden(l)))));
  }

  /** The sums of the dense output that follows layer {@code last}. */
  Accumulator output(int last) {
    return Accumulator.plan(
        SignalNames.OUTPUT_ACCUMULATOR,
        List.of(
            new Summand.Product(
                tensors.get(TensorNames.OUTPUT_WEIGHT), signal(SignalNames.state(last))),
            new Summand.Bias(tensors.get(TensorNames.OUTPUT_BIAS))));
  }

  private FixedFormat signal(String name) {
    return LayerPlan.signal(formats, name);
  }
}
