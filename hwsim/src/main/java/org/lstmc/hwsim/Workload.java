package org.lstmc.hwsim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;

/**
 * A compressed, quantized network at the level of shapes: all that timing, activity and cost depend
 * on, and no values.
 *
 * @param name label of the network
 * @param layers recurrent layers, first to last; the dense output runs on the host and is not here
 * @param sigmoid how the logistic function is computed
 * @param tanh how the hyperbolic tangent is computed
 * @param steps time steps of one sequence
 * @param assumptions what had to be assumed because the source did not say
 */
public record Workload(
    String name,
    List<LayerWorkload> layers,
    ActivationSpec sigmoid,
    ActivationSpec tanh,
    int steps,
    List<String> assumptions) {
  /** Copies the lists. */
  public Workload {
    layers = List.copyOf(layers);
    assumptions = List.copyOf(assumptions);
  }

  /** The workload of a model for sequences of {@code steps} steps. */
  public static Workload of(Model model, int steps) {
    return ModelWorkload.of(model, steps);
  }

  /** The workload of a model for sequences of 100 steps. */
  public static Workload of(Model model) {
    return of(model, 100);
  }

  /**
   * A workload from a shape, for what-if questions without a model.
   *
   * @param shape {@code lstm:INPUT,HIDDEN[xLAYERS][,pPROJECTION][,peep]}, for example {@code
   *     lstm:153,1024,p512,peep}; or {@code gru:INPUT,HIDDEN[xLAYERS]}, {@code
   *     gru-reset-before:...}
   * @param ratios sparsities or block sizes, and widths
   * @param steps time steps of one sequence
   */
  public static Workload ofShape(String shape, ShapeRatios ratios, int steps) {
    return ShapeWorkload.of(shape, ratios, steps);
  }

  /**
   * A workload from a shape whose first layer holds a tensor network.
   *
   * @param shape as of {@link #ofShape(String, ShapeRatios, int)}
   * @param form the tensor network; it must hold the layer's matrix
   * @param ratios sparsities of the other matrices, and widths
   * @param steps time steps of one sequence
   */
  public static Workload ofShape(String shape, TensorForm form, ShapeRatios ratios, int steps) {
    return ShapeWorkload.of(shape, form, ratios, steps);
  }

  /**
   * A workload from the layers of a network, for what-if questions about one that is not trained.
   *
   * @param network whose recurrent layers are run
   * @param ratios sparsities or block sizes, and widths
   * @param steps time steps of one sequence
   */
  public static Workload ofNetwork(NetworkSpec network, ShapeRatios ratios, int steps) {
    return ShapeWorkload.of(network.name(), network.layers(), ratios, steps);
  }

  /**
   * Why a machine for matrices does not run this: a layer is a tensor network; empty if none is.
   */
  public Optional<String> whyNoTensors(String machine) {
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l).tensor() != null) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s multiplies matrices, layer %d is a tensor network; tie and fdht contract those",
                machine,
                l));
      }
    }
    return Optional.empty();
  }

  /** Kept weights: the MACs of one step on a machine for sparse matrices. */
  public long nonZeros() {
    return layers.stream().mapToLong(LayerWorkload::nonZeros).sum();
  }

  /** MACs of one step of the dense network (effective work counts these). */
  public long denseWeights() {
    return layers.stream().mapToLong(l -> l.spec().matrixWeights()).sum();
  }
}
