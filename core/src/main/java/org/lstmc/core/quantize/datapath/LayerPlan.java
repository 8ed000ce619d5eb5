package org.lstmc.core.quantize.datapath;

import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;

/**
 * Every format and every shift of one recurrent layer ({@code docs/arithmetic.md}, sections "One
 * step of ... layer"). Left shifts align; the only right shifts are those of the roundings.
 *
 * @param index the layer
 * @param spec its shape
 * @param input format of x
 * @param accumulator format of the gate sums
 * @param gate format of what the activation functions read
 * @param activation format of sigmoid and tanh outputs
 * @param cell format of an LSTM's c; null for a GRU
 * @param hidden format of o * tanh(c): the state's, unless a projection follows
 * @param state format of the output and of the recurrent input
 * @param projectionAccumulator format of the projection's sums; null without a projection
 * @param reset what only a GRU has; null for an LSTM
 * @param shiftX left shift of Wx products
 * @param shiftH left shift of Wh products
 * @param shiftBias left shift of the bias
 * @param shiftPeephole left shift of peephole products; 0 without
 * @param shiftForget left shift of what is kept: f * c(t-1), in a GRU z * h(t-1)
 * @param shiftInput left shift of what is new: i * g, in a GRU (1-z) * n
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
    ResetPlan reset,
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

  /** Plans a layer whose formats are all known. */
  static LayerPlan of(
      int l, LayerSpec spec, FixedTensors tensors, Map<String, FixedFormat> formats) {
    final SumPlans sums = new SumPlans(tensors, formats);
    final Accumulator gates = sums.gates(l, spec);
    final boolean gru = spec.cell().isGru();
    final boolean projects = spec.projectionSize() > 0;
    final FixedFormat activation = signal(formats, SignalNames.activation(l));
    final FixedFormat cell = gru ? null : signal(formats, SignalNames.cell(l));
    final FixedFormat state = signal(formats, SignalNames.state(l));
    final FixedFormat kept = gru ? state : cell;
    int forget = activation.fractionBits() + kept.fractionBits();
    int in = 2 * activation.fractionBits();
    int common = Math.max(forget, in);
    checkWidth(l, spec, activation, kept, common - forget, common - in);
    return new LayerPlan(
        l,
        spec,
        signal(formats, SignalNames.input(l)),
        gates.check(formats.get(SignalNames.accumulator(l))),
        signal(formats, SignalNames.gate(l)),
        activation,
        cell,
        projects ? signal(formats, SignalNames.hidden(l)) : state,
        state,
        projects
            ? sums.projection(l).check(formats.get(SignalNames.projectionAccumulator(l)))
            : null,
        gru ? ResetPlan.of(l, spec, sums, gates, formats) : null,
        gates.shifts().get(0),
        gates.shifts().get(1),
        gates.shifts().get(2),
        spec.peepholes() ? gates.shifts().get(3) : 0,
        common - forget,
        common - in,
        common);
  }

  /** Refuses a weighted sum of the old and the new that may leave 62 bits. */
  private static void checkWidth(
      int l, LayerSpec spec, FixedFormat activation, FixedFormat kept, int upKept, int upNew) {
    boolean gru = spec.cell().isGru();
    if (gru && activation.fractionBits() < 0) {
      throw LstmcException.unsupported(
          "layer %d: %s is %s, in which a %s's 1-z has no exact value; it needs 0 fraction bits or"
              + " more",
          l, SignalNames.activation(l), activation, spec.cell().label());
    }
    // The other factor of what is new: an activation, or 2^F - z.
    int factor =
        gru ? Math.max(activation.fractionBits() + 1, activation.width()) + 1 : activation.width();
    int bits =
        Math.max(activation.width() + kept.width() + upKept, activation.width() + factor + upNew);
    if (bits > 62) {
      throw LstmcException.unsupported(
          "layer %d: the %s sum needs %d bits, 62 is the most; narrow %s or %s",
          l,
          gru ? "state's" : "cell",
          bits,
          SignalNames.activation(l),
          gru ? SignalNames.state(l) : SignalNames.cell(l));
    }
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
