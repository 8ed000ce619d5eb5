package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.DimensionTree;
import org.lstmc.core.model.RankBounds;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/** Small forms and factors drawn by a seed. */
final class RandomForms {
  private RandomForms() {}

  static TensorForm draw(Random random) {
    int d = 2 + random.nextInt(4);
    List<Integer> in = modes(random, d);
    List<Integer> out = modes(random, d);
    String tree = random.nextBoolean() ? tree(random, d) : null;
    while (true) {
      List<Integer> ranks = new ArrayList<>();
      DimensionTree parsed = tree == null ? null : DimensionTree.parse(tree, d);
      for (int bound : RankBounds.ofModes(in, out, parsed)) {
        ranks.add(1 + random.nextInt(Math.min(bound, 4)));
      }
      try {
        TensorForm.Format format = tree == null ? TensorForm.Format.TT : TensorForm.Format.HT;
        return new TensorForm(format, in, out, tree, ranks, false, List.of());
      } catch (LstmcException tooLargeForItsChildren) {
        // drawn again
      }
    }
  }

  private static List<Integer> modes(Random random, int d) {
    List<Integer> modes = new ArrayList<>();
    for (int k = 0; k < d; k++) {
      modes.add(1 + random.nextInt(4));
    }
    return modes;
  }

  static String tree(Random random, int d) {
    List<String> parts = new ArrayList<>();
    for (int k = 1; k <= d; k++) {
      parts.add(Integer.toString(k));
    }
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      String a = parts.remove(random.nextInt(parts.size()));
      String b = parts.remove(random.nextInt(parts.size()));
      parts.add("(" + a + "," + b + ")");
    }
    return parts.get(0);
  }

  static Map<String, Tensor> factors(TensorForm form, Random random) {
    Map<String, Tensor> factors = new HashMap<>();
    for (TensorFactor factor : form.factors()) {
      Tensor tensor = Tensor.zeros(factor.shape());
      for (int i = 0; i < tensor.data().length; i++) {
        tensor.data()[i] = (float) random.nextGaussian();
      }
      factors.put(factor.name(), tensor);
    }
    return factors;
  }

  /** An order that a plan accepts. */
  static List<String> order(TensorForm form, Random random) {
    List<String> names = new ArrayList<>(form.factors().stream().map(TensorFactor::name).toList());
    while (true) {
      Collections.shuffle(names, random);
      try {
        return ContractionPlan.of(form, names).order();
      } catch (LstmcException notConnected) {
        // drawn again
      }
    }
  }
}
