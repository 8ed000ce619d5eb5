package org.lstmc.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * Which matrices are trained in another form than the dense one, so that training cannot leave
 * their structure. Sparse matrices are not among them: masks hold those.
 *
 * @param byName how a weight follows from what is trained, by tensor name
 */
public record TrainedForms(Map<String, WeightTransform> byName) {
  /** Every matrix dense. */
  public static final TrainedForms DENSE = new TrainedForms(Map.of());

  /** Copies the map, in the order of names. */
  public TrainedForms {
    byName = java.util.Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /** The forms of a compressed model, for retraining that keeps them. */
  public static TrainedForms of(Model model) {
    Map<String, WeightTransform> forms = new TreeMap<>();
    Map<String, int[]> shapes = model.network().tensorShapes();
    model
        .compression()
        .matrices()
        .forEach(
            (name, c) -> {
              // Tensor networks are trained in their factors, which are tensors by themselves.
              if (shapes.containsKey(name)) {
                put(forms, name, shapes.get(name), c, model.masks().keySet());
              }
            });
    return new TrainedForms(forms);
  }

  /**
   * The forms of the structures that are not sparse.
   *
   * @throws LstmcException USAGE for a matrix that is not there or a block size that is no use;
   *     UNSUPPORTED for a structure that is neither sparse nor has a {@link WeightTransform}
   */
  public static TrainedForms of(NetworkSpec network, Map<String, Structure> structures) {
    Projector.check(network, structures);
    Map<String, WeightTransform> forms = new TreeMap<>();
    structures.forEach(
        (name, s) -> {
          int[] shape = network.tensorShapes().get(name);
          Tensor projected = Projector.project(name, Tensor.zeros(shape), s);
          if (s.mask(projected).isEmpty()) {
            put(forms, name, shape, s.describe(projected), java.util.Set.of());
          }
        });
    return new TrainedForms(forms);
  }

  private static void put(
      Map<String, WeightTransform> forms,
      String name,
      int[] shape,
      MatrixCompression c,
      java.util.Set<String> masked) {
    if (c.scheme().equals(BlockCirculant.SCHEME)) {
      int block = c.parameters().get(BlockCirculant.BLOCK);
      forms.put(name, new WeightTransform.Circulant(new BlockCirculant(shape[0], shape[1], block)));
    } else if (!masked.contains(name)) {
      throw LstmcException.unsupported(
          "%s: training that keeps a %s matrix; this version keeps masks and %s matrices",
          name, c.scheme(), BlockCirculant.SCHEME);
    }
  }

  /** What is trained for dense weights: the parameters that come nearest to them. */
  public Map<String, Tensor> parameters(Map<String, Tensor> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>(weights);
    byName.forEach((name, form) -> out.computeIfPresent(name, (n, w) -> form.toParameter(w)));
    return out;
  }

  /** The dense weights of what is trained, exactly in their structure. */
  public Map<String, Tensor> weights(Map<String, Tensor> parameters) {
    Map<String, Tensor> out = new LinkedHashMap<>(parameters);
    byName.forEach((name, form) -> out.computeIfPresent(name, (n, p) -> form.toWeight(p)));
    return out;
  }

  /** These forms but for some matrices, which become dense. */
  public TrainedForms without(java.util.Set<String> names) {
    Map<String, WeightTransform> rest = new TreeMap<>(byName);
    rest.keySet().removeAll(names);
    return new TrainedForms(rest);
  }
}
