package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/**
 * Every format and every shift of one recurrent layer ({@code docs/arithmetic.md}, section "One
 * step of a layer"). Left shifts align; the only right shifts are those of the roundings.
 *
 * @param index the layer
 * @param spec its shape
 * @param input format of x
 * @param accumulator format of the gate sums
 * @param gate format of z
 * @param activation format of sigmoid and tanh outputs
 * @param cell format of c
 * @param hidden format of o * tanh(c): the state's, unless a projection follows
 * @param state format of the output and of the recurrent input
 * @param projectionAccumulator format of the projection's sums; null without a projection
 * @param shiftX left shift of Wx products
 * @param shiftH left shift of Wh products
 * @param shiftBias left shift of the bias
 * @param shiftPeephole left shift of peephole products; 0 without
 * @param shiftForget left shift of f * c(t-1)
 * @param shiftInput left shift of i * g
 * @param cellFraction fraction bits of the sum of the two
 */
public record LayerPlan(
    int index,
    LayerSpec spec,
    FixedFormat input,
    FixedFormat accumulator,
    FixedFormat gate,
    FixedFormat activation,
    FixedFormat cell,
    FixedFormat hidden,
    FixedFormat state,
    FixedFormat projectionAccumulator,
    int shiftX,
    int shiftH,
    int shiftBias,
    int shiftPeephole,
    int shiftForget,
    int shiftInput,
    int cellFraction) {
  private static final int MAX_SIGNAL = 32;

  /** Fraction bits of o * tanh(c) before it is rounded. */
  public int hiddenFraction() {
    return 2 * activation.fractionBits();
  }

  static LayerPlan of(
      int l, LayerSpec spec, FixedTensors tensors, Map<String, FixedFormat> formats) {
    if (spec.cell() != CellType.LSTM) {
      throw LstmcException.unsupported(
          "layer %d is a %s; the integer datapath knows lstm", l, spec.cell().label());
    }
    boolean projects = spec.projectionSize() > 0;
    final FixedFormat input = signal(formats, SignalNames.input(l));
    final FixedFormat gate = signal(formats, SignalNames.gate(l));
    final FixedFormat activation = signal(formats, SignalNames.activation(l));
    final FixedFormat cell = signal(formats, SignalNames.cell(l));
    final FixedFormat state = signal(formats, SignalNames.state(l));
    final FixedFormat hidden = projects ? signal(formats, SignalNames.hidden(l)) : state;
    Accumulator gates = gateSum(l, tensors, formats);
    FixedFormat projectionAccumulator = null;
    if (projects) {
      projectionAccumulator =
          projectionSum(l, tensors, formats)
              .check(formats.get(SignalNames.projectionAccumulator(l)));
    }
    int forget = activation.fractionBits() + cell.fractionBits();
    int in = 2 * activation.fractionBits();
    int common = Math.max(forget, in);
    int bits =
        Math.max(
            activation.width() + cell.width() + common - forget,
            2 * activation.width() + common - in);
    if (bits > 62) {
      throw LstmcException.unsupported(
          "layer %d: the cell sum needs %d bits, 62 is the most; narrow %s or %s",
          l, bits, SignalNames.activation(l), SignalNames.cell(l));
    }
    return new LayerPlan(
        l,
        spec,
        input,
        gates.check(formats.get(SignalNames.accumulator(l))),
        gate,
        activation,
        cell,
        hidden,
        state,
        projectionAccumulator,
        gates.shifts().get(0),
        gates.shifts().get(1),
        gates.shifts().get(2),
        spec.peepholes() ? gates.shifts().get(3) : 0,
        common - forget,
        common - in,
        common);
  }

  /** Plans the gate sums of a layer from the formats of its tensors, input, state and cell. */
  public static Accumulator gateSum(int l, FixedTensors tensors, Map<String, FixedFormat> formats) {
    FixedMatrix wx = tensors.get(TensorNames.wx(l));
    List<Accumulator.Summand> sum = new ArrayList<>();
    sum.add(new Accumulator.Summand(wx, signal(formats, SignalNames.input(l))));
    sum.add(
        new Accumulator.Summand(
            tensors.get(TensorNames.wh(l)), signal(formats, SignalNames.state(l))));
    sum.add(new Accumulator.Summand(tensors.get(TensorNames.bias(l)), null));
    FixedMatrix peephole = tensors.get(TensorNames.peephole(l));
    if (peephole != null) {
      sum.add(
          new Accumulator.Summand(
              peephole.asDiagonals(wx.rows()), signal(formats, SignalNames.cell(l))));
    }
    return Accumulator.plan(SignalNames.accumulator(l), sum);
  }

  /** Plans the projection's sums of a layer that has one. */
  public static Accumulator projectionSum(
      int l, FixedTensors tensors, Map<String, FixedFormat> formats) {
    return Accumulator.plan(
        SignalNames.projectionAccumulator(l),
        List.of(
            new Accumulator.Summand(
                tensors.get(TensorNames.projection(l)), signal(formats, SignalNames.hidden(l)))));
  }

  /** Plans the sums of the dense output that follows the last layer {@code last}. */
  public static Accumulator outputSum(
      int last, FixedTensors tensors, Map<String, FixedFormat> formats) {
    return Accumulator.plan(
        SignalNames.OUTPUT_ACCUMULATOR,
        List.of(
            new Accumulator.Summand(
                tensors.get(TensorNames.OUTPUT_WEIGHT), signal(formats, SignalNames.state(last))),
            new Accumulator.Summand(tensors.get(TensorNames.OUTPUT_BIAS), null)));
  }

  static FixedFormat signal(Map<String, FixedFormat> formats, String name) {
    FixedFormat format = formats.get(name);
    if (format == null) {
      throw LstmcException.badInput(
          "quantization: no format for signal '%s'; quantize the model again", name);
    }
    if (format.width() > MAX_SIGNAL) {
      throw LstmcException.unsupported(
          "%s: format %s; signals have at most %d bits", name, format, MAX_SIGNAL);
    }
    return format;
  }
}
