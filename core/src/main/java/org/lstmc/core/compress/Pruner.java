package org.lstmc.core.compress;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** Applies a {@link PrunePlan} to weights, at once and without training. */
public final class Pruner {
  private Pruner() {}

  /**
   * The masks of a plan for these weights, in the plan's order; matrices of ratio 0 have none.
   *
   * @throws LstmcException as {@link PruningPattern#select}, the message led by the matrix name
   */
  public static Map<String, Mask> masks(Map<String, Tensor> weights, PrunePlan plan) {
    PruningPattern pattern = PruningPatterns.byName(plan.pattern());
    Map<String, Mask> masks = new LinkedHashMap<>();
    plan.ratios()
        .forEach(
            (name, gates) -> {
              Tensor w = weights.get(name);
              if (w == null) {
                throw LstmcException.usage("no matrix '%s' in the network to prune", name);
              }
              if (gates.stream().anyMatch(r -> r > 0)) {
                Map<String, Integer> own = pattern.forMatrix(name, plan.parameters());
                masks.put(name, mask(pattern, own, name, w, gates));
              }
            });
    return masks;
  }

  /**
   * The model pruned: masks, masked weights, and a compression spec with the sparsity that was
   * achieved. Matrices that the plan does not name keep what they had. Quantization formats,
   * metrics and history are left to the caller.
   */
  public static Model apply(Model model, PrunePlan plan) {
    checkNoStructure(model, plan);
    return withMasks(model, plan, masks(model.weights(), plan));
  }

  /**
   * Refuses to prune a block-circulant matrix: zeros at free choice break the rotations that its
   * storage and its FFT live on, and zeros of whole vectors are another structure. A ratio of 0
   * leaves such a matrix as it is.
   */
  public static void checkNoStructure(Model model, PrunePlan plan) {
    plan.ratios()
        .forEach(
            (name, gates) -> {
              if (isCirculant(model, name) && gates.stream().anyMatch(r -> r > 0)) {
                throw LstmcException.usage(
                    "%s is %s; zeros would break its structure. Prune the dense model, or give"
                        + " this matrix the ratio 0",
                    name, model.compression().matrices().get(name).scheme());
              }
            });
  }

  private static boolean isCirculant(Model model, String name) {
    MatrixCompression c = model.compression().matrices().get(name);
    return c != null && c.scheme().equals(BlockCirculant.SCHEME);
  }

  /** The model with these masks, which a trainer fixed by {@link #masks} of the same plan. */
  public static Model withMasks(Model model, PrunePlan plan, Map<String, Mask> planMasks) {
    Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> spec = new LinkedHashMap<>();
    for (String name : model.network().layerMatrices()) {
      if (!plan.ratios().containsKey(name)
          || isCirculant(model, name) && !planMasks.containsKey(name)) {
        copyIfPresent(name, model.masks(), masks);
        copyIfPresent(name, model.compression().matrices(), spec);
      } else if (planMasks.containsKey(name)) {
        Mask mask = planMasks.get(name);
        masks.put(name, mask);
        weights.put(name, mask.apply(weights.get(name)));
        spec.put(name, new MatrixCompression(plan.pattern(), mask.sparsity(), plan.parameters()));
      }
    }
    return model.withWeights(weights).withCompression(CompressionSpec.of(spec), masks);
  }

  private static <T> void copyIfPresent(String name, Map<String, T> from, Map<String, T> to) {
    if (from.containsKey(name)) {
      to.put(name, from.get(name));
    }
  }

  /** One matrix; each gate is a matrix of its own where their ratios differ. */
  private static Mask mask(
      PruningPattern pattern,
      Map<String, Integer> parameters,
      String name,
      Tensor w,
      List<Double> gates) {
    if (w.rows() % gates.size() != 0) {
      throw LstmcException.usage(
          "%s: %d rows do not divide into %d gates", name, w.rows(), gates.size());
    }
    try {
      if (gates.stream().distinct().count() == 1) {
        return pattern.select(w, gates.get(0), parameters);
      }
      int rows = w.rows() / gates.size();
      int size = rows * w.cols();
      BitSet kept = new BitSet(w.data().length);
      for (int g = 0; g < gates.size(); g++) {
        float[] part = Arrays.copyOfRange(w.data(), g * size, (g + 1) * size);
        Mask m =
            pattern.select(new Tensor(new int[] {rows, w.cols()}, part), gates.get(g), parameters);
        int base = g * size;
        m.kept().stream().forEach(i -> kept.set(base + i));
      }
      return new Mask(w.rows(), w.cols(), kept);
    } catch (LstmcException e) {
      throw LstmcException.of(e.kind(), "%s: %s", name, e.getMessage(), e);
    }
  }
}
