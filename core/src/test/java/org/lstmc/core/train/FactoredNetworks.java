package org.lstmc.core.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.tensor.TensorExpansion;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** Small networks with tensor networks in their layers, and the dense ones they stand for. */
public final class FactoredNetworks {
  private FactoredNetworks() {}

  /** Hierarchical Tucker over 3 modes; holds 18 x 16 and less. */
  public static TensorForm ht(int gates, boolean joined, List<String> order) {
    return new TensorForm(
        TensorForm.Format.HT,
        List.of(3, 2, 3),
        List.of(gates, 2, 3),
        "(1,(3,2))",
        List.of(3, 2, 4, 3),
        joined,
        order);
  }

  /** Tensor train over 3 modes, of the same sizes. */
  public static TensorForm tt(int gates, boolean joined, List<String> order) {
    return new TensorForm(
        TensorForm.Format.TT,
        List.of(3, 2, 3),
        List.of(gates, 2, 3),
        null,
        List.of(3, 2),
        joined,
        order);
  }

  /** Two layers of 5 cells, which do not fill the forms, reading 11 features. */
  public static NetworkSpec network(
      CellType cell, int projection, boolean peepholes, TensorForm first, TensorForm second) {
    LayerSpec low = new LayerSpec(cell, 11, 5, projection, peepholes, first);
    LayerSpec high = new LayerSpec(cell, low.outputSize(), 5, 0, false, second);
    return new NetworkSpec("factored", InputSpec.features(11), List.of(low, high), 4);
  }

  /** The weights of the dense network that a factored one stands for. */
  public static Map<String, Tensor> dense(NetworkSpec network, Map<String, Tensor> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    network.dense().tensorShapes().forEach((name, shape) -> out.put(name, weights.get(name)));
    for (int l = 0; l < network.layers().size(); l++) {
      LayerSpec s = network.layers().get(l);
      if (s.factored() == null) {
        continue;
      }
      Tensor whole =
          TensorExpansion.matrix(
              s.factored(), factors(l, s.factored(), weights), s.gateRows(), s.factoredColumns());
      out.put(TensorNames.wx(l), columns(whole, 0, s.inputSize()));
      if (s.factored().joined()) {
        out.put(TensorNames.wh(l), columns(whole, s.inputSize(), s.factoredColumns()));
      }
    }
    return out;
  }

  /** The factors of a layer by short name. */
  public static Map<String, Tensor> factors(int l, TensorForm form, Map<String, Tensor> weights) {
    Map<String, Tensor> factors = new HashMap<>();
    for (TensorFactor f : form.factors()) {
      factors.put(f.name(), weights.get(TensorNames.factor(l, form.joined(), f.name())));
    }
    return factors;
  }

  private static Tensor columns(Tensor t, int from, int to) {
    Tensor out = Tensor.zeros(t.rows(), to - from);
    for (int r = 0; r < t.rows(); r++) {
      System.arraycopy(t.data(), r * t.cols() + from, out.data(), r * (to - from), to - from);
    }
    return out;
  }
}
