package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.ChainLayout;
import org.lstmc.core.quantize.contraction.StepLayout;
import org.lstmc.core.quantize.fft.SpectralGroup;

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
    tensors.groups().forEach(g -> all.add(spectral(g)));
    for (ChainLayout chain : tensors.chains()) {
      for (int s = 0; s < chain.steps().size(); s++) {
        all.add(step(chain, s));
      }
    }
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
    if (network.isFeedForward()) {
      network.forward().matrixLayers().forEach(l -> all.add(forward(l, network.forward())));
    } else if (network.classes() > 0) {
      all.add(output(network.layers().size() - 1));
    }
    return all;
  }

  /**
   * The spectral sums of a group of block-circulant matrices. Summands: its matrices, in order. A
   * row is one word of a block row.
   */
  Accumulator spectral(SpectralGroup group) {
    return Accumulator.plan(
        SignalNames.spectralAccumulator(group.lead()),
        group.matrices().stream()
            .map(
                m ->
                    (Summand)
                        new Summand.Spectra(tensors.spectra(m), signal(SignalNames.spectrum(m))))
            .toList());
  }

  /** The sums of a step of a contraction chain, no product cut. A row is one of its matrix W. */
  Accumulator step(ChainLayout chain, int s) {
    StepLayout step = chain.steps().get(s);
    return Accumulator.plan(
        SignalNames.stepAccumulator(step.factor()),
        List.of(
            new Summand.Contraction(step, tensors.get(step.factor()), signal(operand(chain, s)))));
  }

  /** The signal that a step of a chain reads. */
  static String operand(ChainLayout chain, int s) {
    if (s > 0) {
      return SignalNames.intermediate(chain.steps().get(s - 1).factor());
    }
    return chain.joined() ? SignalNames.joined(chain.layer()) : SignalNames.input(chain.layer());
  }

  /**
   * The gate sums of a layer. Summands: Wx, Wh, bias; then an LSTM's peepholes where it has them, a
   * GRU's r * recurrent, or Wh times the reset state where the reset gate acts before.
   */
  Accumulator gates(int l, LayerSpec spec) {
    String wx = TensorNames.wx(l);
    String wh = TensorNames.wh(l);
    int rows = spec.gateRows();
    int fromState = spec.cell().isGru() ? 2 * spec.hiddenSize() : rows;
    List<Summand> sum = new ArrayList<>();
    sum.add(product(wx, wx, SignalNames.input(l), 0, rows));
    sum.add(product(wh, wx, SignalNames.state(l), 0, fromState));
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
      case GRU_RESET_BEFORE -> sum.add(product(wh, wx, SignalNames.resetState(l), fromState, rows));
    }
    return Accumulator.plan(SignalNames.accumulator(l), sum);
  }

  /** The candidate's recurrent sum of a GRU: the last H rows of Wh, and the recurrent bias. */
  Accumulator recurrent(int l, LayerSpec spec) {
    String wh = TensorNames.wh(l);
    int h = spec.hiddenSize();
    Summand un =
        tensors.get(wh) == null
            ? new Summand.Words(signal(SignalNames.inverse(wh)), h, 0, h)
            : new Summand.Product(tensors.get(wh).part(2 * h, 3 * h), signal(SignalNames.state(l)));
    return Accumulator.plan(
        SignalNames.recurrentAccumulator(l),
        List.of(un, new Summand.Bias(tensors.get(TensorNames.recurrentBias(l)))));
  }

  /** The projection's sums of a layer that has one. */
  Accumulator projection(int l) {
    String name = TensorNames.projection(l);
    int rows =
        tensors.get(name) == null ? tensors.spectra(name).form().rows() : tensors.get(name).rows();
    return Accumulator.plan(
        SignalNames.projectionAccumulator(l),
        List.of(product(name, name, SignalNames.hidden(l), 0, rows)));
  }

  /** The sums of a feed-forward layer that has a matrix. Summands: product, bias. */
  Accumulator forward(int l, ForwardSpec spec) {
    String name = TensorNames.forwardWeight(l);
    FixedMatrix bias = tensors.get(TensorNames.forwardBias(l));
    return Accumulator.plan(
        SignalNames.forwardAccumulator(l),
        List.of(
            product(name, name, ForwardProduct.reads(spec, l), 0, bias.rows()),
            new Summand.Bias(bias)));
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

  /**
   * A matrix times a vector, or, of block-circulant matrices, what their inverse transform gives,
   * or what a contraction chain gives.
   *
   * @param first the first matrix of the sum, which may have taken this one into its group
   */
  private Summand product(String matrix, String first, String vector, int from, int to) {
    FixedMatrix dense = tensors.get(matrix);
    if (dense != null) {
      return new Summand.Product(dense, signal(vector), from, to);
    }
    ChainLayout chain = tensors.chain(matrix);
    if (chain != null) {
      FixedFormat words = signal(SignalNames.intermediate(chain.last()));
      boolean leads = matrix.equals(first);
      // A joined chain's product is the share of Wh too.
      return new Summand.Words(words, chain.rows().length, leads ? from : 0, leads ? to : 0);
    }
    int rows = tensors.spectra(matrix).form().rows();
    SpectralGroup joined = tensors.group(first);
    if (!matrix.equals(first) && joined != null && joined.matrices().contains(matrix)) {
      // Its share is in the first one's product.
      return new Summand.Words(signal(SignalNames.inverse(first)), rows, 0, 0);
    }
    return new Summand.Words(signal(SignalNames.inverse(matrix)), rows, from, to);
  }

  private FixedFormat signal(String name) {
    return LayerPlan.signal(formats, name);
  }
}
