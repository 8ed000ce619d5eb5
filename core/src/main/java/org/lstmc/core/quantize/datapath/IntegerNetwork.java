package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.ActivationFunction;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.fft.CirculantSum;

/**
 * A quantized network as integers: tensors, shifts and tables, exact to the bit as {@code
 * docs/arithmetic.md} lays down. Immutable; {@link #step} runs one sequence with every signal
 * visible, {@link IntegerEvaluator} runs many in lock step to the same bits.
 */
public final class IntegerNetwork {
  /** Version of the number contract that this datapath follows. */
  public static final String CONTRACT = NumberContract.VERSION;

  private final NetworkSpec network;
  private final QuantizationSpec quantization;
  private final FixedTensors tensors;
  private final Map<String, CirculantSum> circulants;
  private final List<FixedChain> chains;
  private final List<FixedLayer> layers;
  private final Accumulator outputPlan;
  private final FixedFormat outputFormat;

  private IntegerNetwork(NetworkSpec network, QuantizationSpec q, FixedTensors tensors) {
    this.network = network;
    this.quantization = q;
    this.tensors = tensors;
    this.circulants = CirculantPlans.of(tensors, q);
    this.chains = ChainPlans.of(tensors, q);
    List<FixedLayer> all = new ArrayList<>();
    for (int l = 0; l < network.layers().size(); l++) {
      all.add(layer(l));
    }
    this.layers = List.copyOf(all);
    if (network.classes() > 0) {
      outputPlan = new SumPlans(tensors, q.formats()).output(network.layers().size() - 1);
      outputFormat = outputPlan.check(q.formats().get(SignalNames.OUTPUT_ACCUMULATOR));
    } else {
      outputPlan = null;
      outputFormat = null;
    }
  }

  /** The integer form of a model that has been quantized. */
  public static IntegerNetwork of(Model model) {
    QuantizationSpec q = model.quantization();
    if (q == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    ContractVersions.checkRead(model, q.contract());
    IntegerNetwork net =
        new IntegerNetwork(model.network(), q, FixedTensors.of(model, q.formats()));
    ContractVersions.checkHolds(model, q.contract(), net);
    return net;
  }

  private FixedLayer layer(int l) {
    LayerPlan plan = LayerPlan.of(l, network.layers().get(l), tensors, quantization.formats());
    if (l > 0 && !plan.input().equals(layerState(l - 1))) {
      throw LstmcException.badInput(
          "quantization: %s is %s but %s is %s; the two are one signal and have one format",
          SignalNames.input(l), plan.input(), SignalNames.state(l - 1), layerState(l - 1));
    }
    return new FixedLayer(
        plan,
        tensors.get(TensorNames.wx(l)),
        tensors.get(TensorNames.wh(l)),
        tensors.get(TensorNames.bias(l)),
        tensors.get(TensorNames.recurrentBias(l)),
        tensors.get(TensorNames.peephole(l)),
        tensors.get(TensorNames.projection(l)),
        LayerSums.of(plan, tensors, circulants, chain(l)),
        activation(quantization.sigmoid(), ActivationFunction.SIGMOID, plan.gate(), plan),
        activation(quantization.tanh(), ActivationFunction.TANH, plan.gate(), plan),
        plan.cell() == null
            ? null
            : activation(quantization.tanh(), ActivationFunction.TANH, plan.cell(), plan));
  }

  private FixedFormat layerState(int l) {
    return quantization.formats().get(SignalNames.state(l));
  }

  private static ActivationTable activation(
      ActivationSpec spec, ActivationFunction function, FixedFormat in, LayerPlan plan) {
    return spec.kind() == ActivationSpec.Kind.TABLE
        ? ActivationTable.table(function, spec.entries(), spec.range(), in, plan.activation())
        : ActivationTable.piecewiseLinear(
            function, spec.entries(), spec.range(), in, plan.activation());
  }

  /** The network's shape. */
  public NetworkSpec network() {
    return network;
  }

  /** The formats. */
  public QuantizationSpec quantization() {
    return quantization;
  }

  /** A recurrent layer. */
  public FixedLayer layerAt(int l) {
    return layers.get(l);
  }

  /** A tensor as raw integers; null where there is none of that name, or a block-circulant one. */
  public FixedMatrix tensor(String name) {
    return tensors.get(name);
  }

  /** Format of the raw logits; null without a dense output. */
  public FixedFormat logitFormat() {
    return outputFormat;
  }

  /** Weights that were saturated when they were rounded, by tensor. */
  public Map<String, Long> clippedWeights() {
    return tensors.clipped();
  }

  /** Left shifts of output products and output bias; null without a dense output. */
  public Accumulator outputPlan() {
    return outputPlan;
  }

  /** A sequence that has not begun: all states zero. */
  public NetworkState newState() {
    return new NetworkState(network, newCounts());
  }

  /** Counts of nothing yet. */
  EventCounts newCounts() {
    List<String> signals = new ArrayList<>();
    for (CirculantSum sum : circulants.values()) {
      sum.terms().forEach(t -> signals.add(SignalNames.spectrum(t.matrix())));
      signals.add(SignalNames.spectralAccumulator(sum.lead()));
      signals.add(SignalNames.inverse(sum.lead()));
    }
    for (FixedChain chain : chains) {
      if (chain.layout().joined()) {
        signals.add(SignalNames.joined(chain.layout().layer()));
      }
      for (FixedStep step : chain.steps()) {
        signals.add(SignalNames.stepAccumulator(step.layout().factor()));
        signals.add(SignalNames.intermediate(step.layout().factor()));
      }
    }
    return new EventCounts(network.layers().size(), signals);
  }

  /**
   * The block-circulant products that are transformed back together, by the name of their first
   * matrix.
   */
  public Map<String, CirculantSum> circulants() {
    return circulants;
  }

  /** The tensor network of a layer, ready to run; null where it has none. */
  public FixedChain chain(int l) {
    return chains.stream().filter(c -> c.layout().layer() == l).findFirst().orElse(null);
  }

  /** One step of one sequence on a token; the state moves on. */
  public StepTrace step(NetworkState state, int token) {
    long[] x = new long[network.input().size()];
    tokenInput(token, x, state.events);
    return new PlainStep(this, state).run(x);
  }

  /** One step of one sequence on a feature vector; the state moves on. */
  public StepTrace step(NetworkState state, float[] features) {
    long[] x = new long[network.input().size()];
    featureInput(features, 0, x, state.events);
    return new PlainStep(this, state).run(x);
  }

  /** Fills in the raw input vector of a step of a sequence. */
  void input(Sequence s, int t, long[] x, EventCounts events) {
    if (network.input().isTokens() == (s.tokens() == null)) {
      throw LstmcException.badInput(
          "the network reads %s, the data are %s",
          network.input().isTokens() ? "tokens" : "feature vectors",
          s.tokens() == null ? "feature vectors" : "tokens");
    }
    if (s.tokens() != null) {
      tokenInput(s.tokens()[t], x, events);
    } else {
      featureInput(s.frame(t, x.length), 0, x, events);
    }
  }

  /** Fills in the raw input vector of a token. */
  void tokenInput(int token, long[] x, EventCounts events) {
    InputSpec spec = network.input();
    if (!spec.isTokens() || token < 0 || token >= spec.vocabulary()) {
      throw LstmcException.badInput(
          "token %d: the network reads %s",
          token, spec.isTokens() ? "tokens 0 to " + (spec.vocabulary() - 1) : "feature vectors");
    }
    FixedFormat format = layers.get(0).plan().input();
    if (spec.kind() == InputSpec.Kind.ONE_HOT) {
      java.util.Arrays.fill(x, 0);
      x[token] = FixedArithmetic.fromDouble(1.0, format);
      events.count(0, EventCounts.INPUT, FixedArithmetic.clips(1.0, format));
      return;
    }
    FixedMatrix table = tensors.get(TensorNames.EMBEDDING);
    Rounder rounder = new Rounder(table.format().fractionBits(), format, quantization);
    int at = table.rowStart(token);
    for (int k = 0; k < x.length; k++) {
      long raw = table.raw(at + k);
      x[k] = rounder.apply(raw);
      events.count(0, EventCounts.INPUT, rounder.overflows(raw));
    }
  }

  /** Fills in the raw input vector of the features that start at an offset. */
  void featureInput(float[] features, int offset, long[] x, EventCounts events) {
    if (network.input().isTokens() || features.length < offset + x.length) {
      throw LstmcException.badInput(
          "features: the network reads %s",
          network.input().isTokens() ? "tokens" : "vectors of " + x.length + " values");
    }
    FixedFormat format = layers.get(0).plan().input();
    for (int k = 0; k < x.length; k++) {
      float v = features[offset + k];
      x[k] = FixedArithmetic.fromDouble(v, format);
      events.count(0, EventCounts.INPUT, FixedArithmetic.clips(v, format));
    }
  }
}
