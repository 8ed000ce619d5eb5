package org.lstmc.hwsim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;

/**
 * A compressed, quantized network at the level of shapes: all that timing, activity and cost depend
 * on, and no values.
 *
 * @param name label of the network
 * @param layers recurrent layers, first to last; the dense output runs on the host and is not here.
 *     None where the network is feed-forward
 * @param forward layers of a feed-forward network over images, first to last, its logits among
 *     them; none where the network is recurrent
 * @param sigmoid how the logistic function is computed
 * @param tanh how the hyperbolic tangent is computed
 * @param steps time steps of one sequence; of a feed-forward network images, one after the other
 * @param assumptions what had to be assumed because the source did not say
 */
public record Workload(
    String name,
    List<LayerWorkload> layers,
    List<ForwardWorkload> forward,
    ActivationSpec sigmoid,
    ActivationSpec tanh,
    int steps,
    List<String> assumptions) {
  /** Copies the lists. */
  public Workload {
    layers = List.copyOf(layers);
    forward = List.copyOf(forward);
    assumptions = List.copyOf(assumptions);
  }

  /** A recurrent network. */
  public Workload(
      String name,
      List<LayerWorkload> layers,
      ActivationSpec sigmoid,
      ActivationSpec tanh,
      int steps,
      List<String> assumptions) {
    this(name, layers, List.of(), sigmoid, tanh, steps, assumptions);
  }

  /** Whether a shape is one over images. */
  public static boolean isImageShape(String shape) {
    return ForwardShape.describes(shape);
  }

  /** Whether this is a feed-forward network over images. */
  public boolean isFeedForward() {
    return !forward.isEmpty();
  }

  /** The workload of a model for sequences of {@code steps} steps, or as many images. */
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
   *     gru-reset-before:...}; or images and a feed-forward network, {@code
   *     28x28x1:32C5-MP2-64C5-MP2-512-10}
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
   * A workload from recurrent layers, which may hold tensor networks, for what-if questions.
   *
   * @param name of the network
   * @param layers first to last
   * @param ratios sparsities or block sizes, and widths
   * @param steps time steps of one sequence
   */
  public static Workload ofLayers(
      String name, List<LayerSpec> layers, ShapeRatios ratios, int steps) {
    return ShapeWorkload.of(name, layers, ratios, steps);
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
   * Why a machine for one kind of network does not run this, which is of the other; empty if it is
   * of that kind. Every machine asks this first ({@link Accelerator#whyNot(Workload)}).
   *
   * @param images whether the machine is for feed-forward networks over images, else for recurrent
   *     ones
   */
  public Optional<String> whyNotKind(String machine, boolean images) {
    if (images == isFeedForward()) {
      return Optional.empty();
    }
    return Optional.of(
        images
            ? machine
                + " runs feed-forward networks over images, this one has recurrent layers;"
                + " --accelerator e-rnn runs block-circulant ones, brds dense and sparse ones"
            : String.format(
                Locale.ROOT,
                "%s runs recurrent layers, this is a feed-forward network over images of %s;"
                    + " --accelerator swm runs those",
                machine,
                forward.get(0).input()));
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

  /** Every matrix that stands by itself, first layer to last. */
  public List<MatrixWorkload> matrices() {
    return isFeedForward()
        ? forward.stream().filter(ForwardWorkload::hasMatrix).map(ForwardWorkload::matrix).toList()
        : layers.stream().flatMap(l -> l.matrices().stream()).toList();
  }

  /**
   * MACs of one step on a machine for sparse matrices: the kept weights; of one image, each as
   * often as it is used.
   */
  public long nonZeros() {
    return isFeedForward()
        ? forward.stream().mapToLong(ForwardWorkload::keptMacs).sum()
        : layers.stream().mapToLong(LayerWorkload::nonZeros).sum();
  }

  /** MACs of one step, or of one image, of the dense network (effective work counts these). */
  public long denseWeights() {
    return isFeedForward()
        ? forward.stream().mapToLong(ForwardWorkload::denseMacs).sum()
        : denseParameters();
  }

  /** Weights of the layers' matrices of the dense network, each counted once. */
  public long denseParameters() {
    return isFeedForward()
        ? matrices().stream().mapToLong(MatrixWorkload::denseWeights).sum()
        : layers.stream().mapToLong(l -> l.spec().matrixWeights()).sum();
  }
}
