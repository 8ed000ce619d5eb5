package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.model.Tensor;

/**
 * The alternating direction method of multipliers, as weights are trained into structures (Li et
 * al., E-RNN, arXiv 1812.07106, section IV; Boyd et al., 2011, in scaled form):
 *
 * <pre>
 * W <- argmin loss + sum rho/2 ||W - Z + U||^2     some training steps, by the session's pull
 * Z <- Proj(W + U)
 * U <- U + W - Z
 * </pre>
 *
 * When rho changes, U changes by the inverse factor, so that the dual variable rho U stays. Starts
 * at Z = Proj(W), U = 0.
 */
final class Admm {
  /** Weights grown by this factor since the start are on their way to infinity. */
  private static final double EXPLODED = 100;

  private final Map<String, Structure> structures;
  private final AdmmOptions options;
  private final Map<String, Double> startNorms = new TreeMap<>();

  /**
   * ADMM on some matrices.
   *
   * @param start the weights it begins from, for the measure of divergence
   */
  Admm(Map<String, Structure> structures, AdmmOptions options, Map<String, Tensor> start) {
    this.structures = new TreeMap<>(structures);
    this.options = options;
    this.structures.forEach((name, s) -> startNorms.put(name, norm(start.get(name).data())));
  }

  AdmmOptions options() {
    return options;
  }

  AdmmState start(Map<String, Tensor> weights) {
    Map<String, Tensor> z = new LinkedHashMap<>();
    Map<String, Tensor> u = new LinkedHashMap<>();
    structures.forEach(
        (name, s) -> {
          z.put(name, Projector.project(name, weights.get(name), s));
          u.put(name, Tensor.zeros(weights.get(name).shape()));
        });
    return new AdmmState(z, u, List.of());
  }

  /** What draws the weights until the next update. */
  Map<String, TrainingSession.Pull> pulls(AdmmState state) {
    Map<String, TrainingSession.Pull> pulls = new LinkedHashMap<>();
    state
        .z()
        .forEach(
            (name, z) ->
                pulls.put(
                    name,
                    new TrainingSession.Pull(
                        combine(z, 1, state.u().get(name), -1), rho(name, state.iterations()))));
    return pulls;
  }

  private double rho(String name, List<AdmmIteration> iterations) {
    return iterations.isEmpty()
        ? options.firstRho(name)
        : options.next(iterations.get(iterations.size() - 1).matrices().get(name));
  }

  /**
   * One update of Z and U.
   *
   * @param weights as training left them
   * @param epoch epochs done
   * @throws LstmcException CHECK_FAILED where the weights explode
   */
  AdmmState iterate(AdmmState state, Map<String, Tensor> weights, double epoch) {
    Map<String, Tensor> nextZ = new LinkedHashMap<>();
    Map<String, Tensor> nextU = new LinkedHashMap<>();
    Map<String, AdmmIteration.Matrix> matrices = new TreeMap<>();
    int number = state.iterations().size() + 1;
    double gaps = 0;
    double norms = 0;
    double moves = 0;
    double scales = 0;
    double penalty = 0;
    for (Map.Entry<String, Structure> e : structures.entrySet()) {
      String name = e.getKey();
      Tensor w = weights.get(name);
      Tensor u = state.u().get(name);
      Tensor before = state.z().get(name);
      double rho = rho(name, state.iterations());
      double norm = checked(name, norm(w.data()), number, rho);
      Tensor sum = combine(w, 1, u, 1);
      Tensor z = Projector.project(name, sum, e.getValue());
      double gap = distance(w, z);
      double move = distance(z, before);
      double scale = Math.max(norm, Float.MIN_NORMAL);
      AdmmIteration.Matrix m = new AdmmIteration.Matrix(rho, gap / scale, move / scale);
      matrices.put(name, m);
      nextZ.put(name, z);
      nextU.put(name, scaled(combine(sum, 1, z, -1), rho / options.next(m)));
      double pulled = distance(sum, before);
      penalty += rho / 2 * pulled * pulled;
      gaps += gap * gap;
      norms += norm * norm;
      moves += rho * rho * move * move;
      scales += rho * rho * norm * norm;
    }
    List<AdmmIteration> all = new ArrayList<>(state.iterations());
    all.add(
        new AdmmIteration(
            number,
            epoch,
            Math.sqrt(gaps / Math.max(norms, Float.MIN_NORMAL)),
            Math.sqrt(moves / Math.max(scales, Float.MIN_NORMAL)),
            penalty,
            matrices));
    return new AdmmState(nextZ, nextU, List.copyOf(all));
  }

  /** Whether the last iteration is within the tolerance. */
  boolean converged(AdmmState state) {
    if (state.iterations().isEmpty() || options.tolerance() == 0) {
      return false;
    }
    AdmmIteration last = state.iterations().get(state.iterations().size() - 1);
    return last.primal() <= options.tolerance() && last.dual() <= options.tolerance();
  }

  private double checked(String name, double norm, int iteration, double rho) {
    if (!(norm <= EXPLODED * Math.max(1, startNorms.get(name)))) {
      throw LstmcException.of(
          LstmcException.Kind.CHECK_FAILED,
          "ADMM diverges: by iteration %d the norm of %s went from %.3g to %.3g at rho %s. Lower"
              + " rho, its growth or the learning rate",
          iteration,
          name,
          startNorms.get(name),
          norm,
          rho);
    }
    return norm;
  }

  private static double norm(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  private static double distance(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      double d = (double) a.data()[i] - b.data()[i];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  private static Tensor combine(Tensor a, int ofA, Tensor b, int ofB) {
    float[] out = new float[a.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = ofA * a.data()[i] + ofB * b.data()[i];
    }
    return new Tensor(a.shape(), out);
  }

  private static Tensor scaled(Tensor a, double factor) {
    float[] out = new float[a.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (a.data()[i] * factor);
    }
    return new Tensor(a.shape(), out);
  }
}
