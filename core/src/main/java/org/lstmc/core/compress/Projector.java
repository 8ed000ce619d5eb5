package org.lstmc.core.compress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/** Puts a model's matrices into {@link Structure}s, at once and without training. */
public final class Projector {
  private Projector() {}

  /**
   * The nearest weights in the structures (hard projection).
   *
   * @param weights by tensor name; those without a structure are given back as they are
   * @throws LstmcException as {@link Structure#project}, the message led by the matrix name
   */
  public static Map<String, Tensor> project(
      Map<String, Tensor> weights, Map<String, Structure> structures) {
    Map<String, Tensor> out = new LinkedHashMap<>(weights);
    structures.forEach((name, s) -> out.put(name, project(name, weights.get(name), s)));
    return out;
  }

  /** One matrix, its name in what is said of errors. */
  public static Tensor project(String name, Tensor matrix, Structure structure) {
    try {
      return structure.project(matrix);
    } catch (LstmcException e) {
      throw LstmcException.of(e.kind(), "%s: %s", name, e.getMessage(), e);
    }
  }

  /**
   * Checks that every structure has its matrix in the network, suits it and makes it smaller.
   *
   * @throws LstmcException USAGE with the matrix and what is allowed
   */
  public static void check(NetworkSpec network, Map<String, Structure> structures) {
    List<String> matrices = network.layerMatrices();
    structures.forEach(
        (name, s) -> {
          if (!matrices.contains(name)) {
            throw LstmcException.usage(
                "no layer matrix '%s' in the network; there are %s", name, matrices);
          }
          s.whyNot(network, name)
              .ifPresent(
                  why -> {
                    throw LstmcException.usage("%s: %s", name, why);
                  });
          int[] shape = network.tensorShapes().get(name);
          if (s instanceof org.lstmc.core.compress.circulant.CirculantStructure c
              && c.form(shape[0], shape[1]).parameters() >= (long) shape[0] * shape[1]) {
            throw LstmcException.usage(
                "%s: block size %d leaves as many numbers as the matrix of %d x %d has; use a"
                    + " smaller block, or leave this matrix dense",
                name, c.block(), shape[0], shape[1]);
          }
        });
  }

  /**
   * The model projected: weights, masks, and a compression spec. Matrices without a structure keep
   * what they had; quantization, metrics and history are left to the caller.
   */
  public static Model apply(Model model, Map<String, Structure> structures) {
    check(model.network(), structures);
    return describe(model.withWeights(project(model.weights(), structures)), structures);
  }

  /** The model, whose weights are in the structures already, with the masks and spec to say so. */
  public static Model describe(Model model, Map<String, Structure> structures) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> spec = new LinkedHashMap<>();
    for (String name : model.network().layerMatrices()) {
      if (structures.containsKey(name)) {
        Tensor w = model.weights().get(name);
        spec.put(name, structures.get(name).describe(w));
        structures.get(name).mask(w).ifPresent(m -> masks.put(name, m));
      } else if (model.compression().matrices().containsKey(name)) {
        spec.put(name, model.compression().matrices().get(name));
        if (model.masks().containsKey(name)) {
          masks.put(name, model.masks().get(name));
        }
      }
    }
    return model.withCompression(CompressionSpec.of(spec), masks);
  }
}
