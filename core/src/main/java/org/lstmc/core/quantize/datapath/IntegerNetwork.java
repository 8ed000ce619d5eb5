package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.ActivationFunction;
import org.lstmc.core.number.ActivationTable;
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
  private final FixedForward forward;
  private final InputWords input;
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
    this.forward =
        network.isFeedForward()
            ? FixedForward.of(network.forward(), tensors, q.formats(), circulants)
            : null;
    this.input =
        new InputWords(
            network.input(),
            forward == null ? layers.get(0).plan().input() : forward.input(),
            tensors.get(TensorNames.EMBEDDING),
            q);
    if (forward != null) {
      outputPlan = null;
      outputFormat = forward.logits();
    } else if (network.classes() > 0) {
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

  /** The layers of a feed-forward network; null for a recurrent one. */
  public FixedForward forward() {
    return forward;
  }

  /** How steps become raw input vectors. */
  InputWords input() {
    return input;
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
    if (forward != null) {
      forward.products().forEach(p -> signals.addAll(p.signals()));
      return new EventCounts(0, signals);
    }
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
    input.token(token, x, state.events);
    return new PlainStep(this, state).run(x);
  }

  /** One step of one sequence on a feature vector; the state moves on. */
  public StepTrace step(NetworkState state, float[] features) {
    long[] x = new long[network.input().size()];
    input.features(features, 0, x, state.events);
    return new PlainStep(this, state).run(x);
  }

  /**
   * One image through a feed-forward network.
   *
   * @param state counts what left its range; from {@link #newState}
   * @param image its values in the order of {@link org.lstmc.core.model.ImageShape}
   */
  public ForwardTrace image(NetworkState state, float[] image) {
    long[] x = new long[network.input().size()];
    input.features(image, 0, x, state.events);
    return new PlainForward(this, state.events).run(x);
  }
}
